"""A mock audit keeps in whose order its rules stand; older ones say nothing of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audits", "0012_what_was_given_stays")]

    operations = [
        migrations.AddField(
            model_name="mockaudit",
            name="audit_tool",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
