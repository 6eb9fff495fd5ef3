"""The demo practice: invented clients whose history is lived through the actions."""
