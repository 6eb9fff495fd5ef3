"""Walls around disclosures, which stay as they were written."""

from django.db import migrations

from config.operations import Refuse, Wall


class Migration(migrations.Migration):
    dependencies = [("plans", "0008_disclosures")]

    operations = [
        Wall("disclosure", grants="SELECT, INSERT"),
        Refuse("disclosure", sentence="What was disclosed stays written as it is."),
    ]
