"""Tables of the desk and of findings, for spreadsheet programs."""
