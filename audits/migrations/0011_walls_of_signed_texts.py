"""Walls around what signed plans say."""

from django.db import migrations

from config.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("audits", "0010_signed_texts")]

    operations = [
        Wall("signedtext"),
        Wall("readversion"),
    ]
