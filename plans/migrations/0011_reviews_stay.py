"""Walls around reviews in the making and their signatures; what was signed stays.

A client reads when the next review is due, which a review that changed nothing moves without a
new version.
"""

from django.db import migrations

from config.operations import Refuse, Wall
from config.tenancy import CLIENT


class Migration(migrations.Migration):
    dependencies = [("plans", "0010_reviews_end")]

    operations = [
        Wall("reviewdraft"),
        Wall("reviewsignature", grants="SELECT, INSERT"),
        Refuse("reviewsignature", sentence="A signature stays as it is."),
        migrations.RunSQL(
            f"GRANT SELECT (review_due_on) ON plans_plan TO {CLIENT}",
            f"REVOKE SELECT (review_due_on) ON plans_plan FROM {CLIENT}",
        ),
    ]
