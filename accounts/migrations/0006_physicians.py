"""A member of the practice may be a physician, who signs where a payer wants that."""

from django.db import migrations, models

STAFF = [
    ("therapist", "therapist"),
    ("supervisor", "supervisor"),
    ("physician", "physician"),
    ("admin", "admin"),
]


class Migration(migrations.Migration):

    dependencies = [("accounts", "0005_seals_stay")]

    operations = [
        migrations.AlterField(
            "membership", "role", models.CharField(choices=[*STAFF, ("client", "client")], max_length=20)
        ),
        migrations.AlterField(
            "invitation", "role", models.CharField(choices=STAFF, max_length=20)
        ),
    ]
