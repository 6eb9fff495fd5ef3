"""A wall around seals; the one that sealed a paper stays, so that the paper can be checked."""

from django.db import migrations

from config.operations import Refuse, Wall


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_seal_certificate")]

    operations = [
        Wall("sealcertificate", grants="SELECT, INSERT"),
        Refuse("sealcertificate", sentence="A seal stays as it is."),
    ]
