"""Practices cannot see each other; a user sees their own memberships everywhere."""

from django.db import migrations

from config.operations import AS_USER, IN_PRACTICE, Wall
from config.tenancy import APP

OF_PRACTICE = IN_PRACTICE.replace("practice_id", "id", 1)

# Jobs go through the practices one by one; the ids alone tell them which there are.
PRACTICE_IDS = f"""
CREATE FUNCTION practice_ids() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS 'SELECT id FROM accounts_practice ORDER BY id';
REVOKE ALL ON FUNCTION practice_ids() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION practice_ids() TO {APP}
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("trail", "0002_walls_and_append_only"),
    ]

    operations = [
        Wall("membership", sees=f"{IN_PRACTICE} OR {AS_USER}"),
        Wall("supervision"),
        Wall("invitation"),
        Wall(
            "practice",
            grants="SELECT, INSERT, UPDATE",
            sees=f"{OF_PRACTICE} OR id IN (SELECT practice_id FROM accounts_membership WHERE {AS_USER})",
            writes=OF_PRACTICE,
            client=OF_PRACTICE,
        ),
        migrations.RunSQL(PRACTICE_IDS, "DROP FUNCTION practice_ids()"),
    ]
