"""Templates live in builder now; the rows, the key and its constraint stay as they are."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notes", "0006_authorizations_are_ones_own"),
        ("builder", "0001_templates_of_notes"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="note",
                    name="template",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="builder.template",
                    ),
                ),
                migrations.DeleteModel(name="Template"),
            ],
            database_operations=[],
        ),
    ]
