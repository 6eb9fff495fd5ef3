"""A wall around calendar addresses: each user sees and revokes their own."""

from django.db import migrations

from config.operations import AS_USER, IN_PRACTICE, Wall

ONES_OWN = f"{IN_PRACTICE} AND {AS_USER}"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_calendar_feed")]

    operations = [
        Wall(
            "calendarfeed", grants="SELECT, INSERT, UPDATE", sees=ONES_OWN, writes=ONES_OWN
        ),
    ]
