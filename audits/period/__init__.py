"""The sign-off of a period: what the admin reads and signs, and its pages."""
