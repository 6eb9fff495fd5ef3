"""A paper knows which characters stand on it as codes, so that whoever prints it next is told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0022_next_review_is_what_was_signed")]

    operations = [
        migrations.AddField(
            model_name="printout",
            name="undrawn",
            field=models.TextField(blank=True, default=""),
        ),
    ]
