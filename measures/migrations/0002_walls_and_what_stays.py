"""Walls around measures: instruments stay as they were used, and a scored answer stays as it is.

No policy for the client's role: measures are not on the client's page.
"""

from django.db import migrations

from config.operations import Refuse, Wall


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_instruments_and_answers")]

    operations = [
        Wall("instrument", grants="SELECT, INSERT"),
        Wall("instrumentchoice", grants="SELECT, INSERT"),
        Wall("administration"),
        Wall("journalentry", grants="SELECT, INSERT, UPDATE"),
        Refuse("instrument", sentence="An instrument keeps its text: add the next number."),
        Refuse("instrumentchoice", sentence="A choice stays as it was made: make the next."),
        Refuse(
            "administration",
            when="OLD.completed_at IS NOT NULL",
            sentence="This measure is scored: put it right by a new one.",
        ),
    ]
