"""A judgement counts the rules that broke off; older ones are judged again by the new rules."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audits", "0013_mock_audit_tells_in_whose_order")]

    operations = [
        migrations.AddField(
            model_name="judgement",
            name="failed",
            field=models.PositiveSmallIntegerField(default=0, help_text="Rules that broke off."),
        ),
    ]
