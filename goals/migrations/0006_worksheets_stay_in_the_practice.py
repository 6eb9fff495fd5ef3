"""Walls around worksheets."""

from django.db import migrations

from config.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("goals", "0005_worksheets")]

    operations = [Wall("worksheet")]
