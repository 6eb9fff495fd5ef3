"""A wall around what was typed and not saved: nobody but its writer reads it."""

from django.db import migrations

from config.operations import AS_USER, IN_PRACTICE, Wall

ONES_OWN = f"{IN_PRACTICE} AND {AS_USER}"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_kept_while_typing")]

    operations = [Wall("typed", sees=ONES_OWN, writes=ONES_OWN)]
