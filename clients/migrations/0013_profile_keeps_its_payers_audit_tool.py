"""A practice's own profile keeps the order in which its payer goes through a chart."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clients", "0012_client_reads_what_they_were_told")]

    operations = [
        migrations.AddField(
            model_name="practiceprofile",
            name="audit_tool",
            field=models.JSONField(
                blank=True, default=dict, editable=False, verbose_name="the payer’s audit tool"
            ),
        ),
    ]
