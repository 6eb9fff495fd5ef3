"""A client's request sees no number of a goal or step that is held back from the reader.

Nor does somebody who reads the plan alone. The questions: clients/migrations/0009.
"""

from django.db import migrations

from config.tenancy import CLIENT

# As the owner: a client's request may not read the tree.
HELD = """
CREATE FUNCTION held_goals() RETURNS SETOF uuid LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT item::uuid FROM held_items('goal') AS item
    UNION SELECT id FROM goals_goal WHERE problem_id::text IN (SELECT held_items('problem'))
$$;
CREATE FUNCTION held_objectives() RETURNS SETOF uuid LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT item::uuid FROM held_items('objective') AS item
    UNION SELECT id FROM goals_objective WHERE goal_id IN (SELECT held_goals())
$$
"""
NAMES = "held_goals(), held_objectives()"
POLICIES = f"""
CREATE POLICY part ON notes_score AS RESTRICTIVE FOR SELECT TO {CLIENT} USING (
    (SELECT reader_covers('progress')) AND goal_id NOT IN (SELECT held_goals()));
CREATE POLICY part ON notes_count AS RESTRICTIVE FOR SELECT TO {CLIENT} USING (
    (SELECT reader_covers('progress')) AND objective_id NOT IN (SELECT held_objectives()))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notes", "0009_private_note_may_be_empty"),
        ("goals", "0002_walls_and_append_only"),
        ("clients", "0009_what_is_held_back_is_hidden_by_the_database"),
    ]

    operations = [
        migrations.RunSQL(
            f"{HELD}; REVOKE ALL ON FUNCTION {NAMES} FROM PUBLIC;"
            f" GRANT EXECUTE ON FUNCTION {NAMES} TO {CLIENT}",
            f"DROP FUNCTION {NAMES}",
        ),
        migrations.RunSQL(
            POLICIES, "DROP POLICY part ON notes_score; DROP POLICY part ON notes_count"
        ),
    ]
