"""Coverage names the payer profile by whose rules plans are signed and audited."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("clients", "0003_load_icd10cm")]

    operations = [
        migrations.AlterField(
            "coverage",
            "payer_profile",
            models.CharField(
                "payer profile",
                max_length=80,
                blank=True,
                help_text="By whose rules this client's plans are signed and audited.",
            ),
        ),
    ]
