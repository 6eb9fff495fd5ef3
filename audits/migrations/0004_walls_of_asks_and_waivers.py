"""Walls around what is asked and waived; both stay as they were said."""

from django.db import migrations

from config.operations import Refuse, Wall

ADDED_TO = "SELECT, INSERT"
ASKED = "An ask stays as it was made: take it back, or ask anew."
WAIVED = "A waiver stays as it was given: end it, or waive anew."


class Migration(migrations.Migration):
    dependencies = [
        ("audits", "0003_asks_and_waivers"),
        ("trail", "0003_acts_that_change"),
    ]

    operations = [
        Wall("watch"),
        Wall("ask", grants=ADDED_TO),
        Wall("askended", grants=ADDED_TO),
        Wall("waiver", grants=ADDED_TO),
        Wall("waiverended", grants=ADDED_TO),
        Refuse("ask", sentence=ASKED),
        Refuse("askended", sentence=ASKED),
        Refuse("waiver", sentence=WAIVED),
        Refuse("waiverended", sentence=WAIVED),
    ]
