"""Walls around mock audits and sign-offs; both stay as they were made."""

from django.db import migrations

from config.operations import Refuse, Wall

ADDED_TO = "SELECT, INSERT"
DRAWN = "A mock audit stays as it was found: draw another."
SIGNED = "A sign-off stays as it was signed: sign the period anew."


class Migration(migrations.Migration):
    dependencies = [("audits", "0005_mock_audits_and_sign_offs")]

    operations = [
        Wall("mockaudit", grants=ADDED_TO),
        Wall("mockchart", grants=ADDED_TO),
        Wall("signoff", grants=ADDED_TO),
        Refuse("mockaudit", sentence=DRAWN),
        Refuse("mockchart", sentence=DRAWN),
        Refuse("signoff", sentence=SIGNED),
    ]
