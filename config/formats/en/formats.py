"""How days are written in English: 5 January 2026, the same for staff and for readers."""

DATE_FORMAT = "j F Y"
MONTH_DAY_FORMAT = "j F"
