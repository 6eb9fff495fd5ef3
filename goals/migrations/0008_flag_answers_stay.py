"""Walls around what was done about a flag, which stays as it was written down."""

from django.db import migrations

from config.operations import Refuse, Wall


class Migration(migrations.Migration):
    dependencies = [("goals", "0007_flag_answers")]

    operations = [
        Wall("flaganswer", grants="SELECT, INSERT"),
        Refuse("flaganswer", sentence="What was done about a flag stays as it was written down."),
    ]
