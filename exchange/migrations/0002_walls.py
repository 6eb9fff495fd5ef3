"""Walls around requests and exports; all of them stay as they were written."""

from django.db import migrations

from config.operations import Refuse, Wall


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0001_initial"),
        ("plans", "0009_disclosures_stay"),
    ]

    operations = [
        Wall("recordrequest", grants="SELECT, INSERT"),
        Wall("requeststep", grants="SELECT, INSERT"),
        Wall("export", grants="SELECT, INSERT"),
        Refuse("recordrequest", sentence="A request stays as it was received."),
        Refuse("requeststep", sentence="What was done about a request stays as it is."),
        Refuse("export", sentence="What was given stays as it is."),
    ]
