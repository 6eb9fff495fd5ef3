"""Walls around extensions, which stay as they are."""

from django.db import migrations

from config.operations import Refuse, Wall


class Migration(migrations.Migration):
    dependencies = [("goals", "0003_extensions")]

    operations = [
        Wall("extension", grants="SELECT, INSERT"),
        Refuse("extension", sentence="An extension stays as it was written down."),
    ]
