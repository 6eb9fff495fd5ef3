"""The rules and the payers' profiles, to be read by everybody and edited by admins."""
