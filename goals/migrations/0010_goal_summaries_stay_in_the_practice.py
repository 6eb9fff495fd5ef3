"""Walls around what lists keep of goals."""

from django.db import migrations

from config.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("goals", "0009_goal_summaries")]

    operations = [Wall("goalsummary")]
