"""A wall around the answers to a practice's own questions."""

from django.db import migrations

from config.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("plans", "0019_sections_of_a_practice")]

    operations = [Wall("plansection")]
