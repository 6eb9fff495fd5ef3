"""Walls around a practice's own payer profiles; each version of one stays."""

from django.db import migrations

from config.operations import Refuse, Wall


class Migration(migrations.Migration):
    dependencies = [("clients", "0010_practice_profiles")]

    operations = [
        # A profile is retired, never deleted: coverage may name it, and plans were judged by it.
        Wall("practiceprofile", grants="SELECT, INSERT, UPDATE"),
        Wall("profilerule"),
        Wall("profileversion", grants="SELECT, INSERT"),
        Refuse(
            "profileversion",
            sentence="A payer profile stays as plans were judged by it: a change is the next version.",
        ),
    ]
