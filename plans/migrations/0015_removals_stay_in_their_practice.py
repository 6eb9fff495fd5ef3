"""A wall around removals: they are put back or they go; nobody rewrites them."""

from django.db import migrations

from config.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("plans", "0014_removals_can_be_undone")]

    operations = [Wall("removed", grants="SELECT, INSERT, DELETE")]
