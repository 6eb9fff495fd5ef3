"""The templates of notes become everybody's: the table moves here with its walls and triggers."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

STATE = [
    migrations.CreateModel(
        name="Template",
        fields=[
            (
                "id",
                models.UUIDField(
                    default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                ),
            ),
            ("key", models.CharField(max_length=40)),
            ("number", models.PositiveSmallIntegerField(default=1)),
            ("title", models.CharField(max_length=120)),
            ("definition", models.JSONField()),
            (
                "practice",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.practice",
                ),
            ),
        ],
        options={"ordering": ["title", "-number"], "abstract": False},
    ),
    migrations.AddConstraint(
        model_name="template",
        constraint=models.UniqueConstraint(
            fields=("practice", "id"), name="builder_template_practice_id"
        ),
    ),
    migrations.AddConstraint(
        model_name="template",
        constraint=models.UniqueConstraint(
            fields=("practice", "key", "number"), name="templates_are_numbered"
        ),
    ),
]
# Policies, grants and triggers belong to the table, and go with it.
MOVE = """
ALTER TABLE notes_template RENAME TO builder_template;
ALTER TABLE builder_template RENAME COLUMN sections TO definition;
ALTER TABLE builder_template
    RENAME CONSTRAINT notes_template_practice_id TO builder_template_practice_id
"""
MOVE_BACK = """
ALTER TABLE builder_template
    RENAME CONSTRAINT builder_template_practice_id TO notes_template_practice_id;
ALTER TABLE builder_template RENAME COLUMN definition TO sections;
ALTER TABLE builder_template RENAME TO notes_template
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("accounts", "0010_what_one_types_is_ones_own"),
        ("notes", "0006_authorizations_are_ones_own"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=STATE, database_operations=[migrations.RunSQL(MOVE, MOVE_BACK)]
        ),
    ]
