"""Walls around judgements and findings; what a person attested stays."""

from django.db import migrations

from config.operations import Refuse, Wall


class Migration(migrations.Migration):
    dependencies = [("audits", "0001_judgements_and_attestations")]

    operations = [
        Wall("judgement"),
        Wall("finding"),
        Wall("attestation", grants="SELECT, INSERT"),
        Refuse("attestation", sentence="An attestation stays as it was said: say it anew."),
    ]
