"""Walls around what is held back; the client's request learns that, and never why.

Three questions that policies ask, here and in later migrations: as what the reader reads, whether
their part of the page covers something, and whether an item is held back from them. They run as
the tables' owner, because a client's request may not read the rows behind them.
"""

from django.db import migrations

from config.operations import AS_CLIENT, AS_USER, IN_PRACTICE, Refuse, Wall
from config.tenancy import APP, CLIENT

# Somebody of the care team who previews the page reads as the client does (docs/adr/0030).
QUESTIONS = f"""
CREATE FUNCTION reader_kind() RETURNS text LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(
        (SELECT kind FROM clients_clientaccess
         WHERE {IN_PRACTICE} AND {AS_CLIENT} AND {AS_USER} AND ended_at IS NULL LIMIT 1),
        (SELECT 'client' FROM clients_careteam
         WHERE {IN_PRACTICE} AND {AS_CLIENT} AND left_at IS NULL
           AND {AS_USER.replace("user_id", "member_id", 1)} LIMIT 1))
$$;
CREATE FUNCTION reader_covers(part text) RETURNS boolean LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(
        (SELECT covers IN ('everything', part) FROM clients_clientaccess
         WHERE {IN_PRACTICE} AND {AS_CLIENT} AND {AS_USER} AND ended_at IS NULL LIMIT 1),
        reader_kind() = 'client', false)
$$;
CREATE FUNCTION is_lifted(held uuid) RETURNS boolean LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM clients_lifted WHERE held_id = held AND {IN_PRACTICE})
$$;
CREATE FUNCTION held_items(of_kind text) RETURNS SETOF text LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT item FROM clients_heldback
    WHERE {IN_PRACTICE} AND {AS_CLIENT} AND kind = of_kind AND NOT is_lifted(id)
      AND (readers = 'everybody' OR reader_kind() IS DISTINCT FROM 'client')
$$
"""
NAMES = "reader_kind(), reader_covers(text), is_lifted(uuid), held_items(text)"
SAFETY = f"""
DROP POLICY client ON clients_safetyplan;
CREATE POLICY client ON clients_safetyplan FOR SELECT TO {CLIENT} USING (
    {IN_PRACTICE} AND {AS_CLIENT} AND number = newest_safety_plan(client_id)
    AND reader_covers('safety') AND (for_readers OR reader_kind() = 'client'))
"""
SAFETY_BACK = f"""
DROP POLICY client ON clients_safetyplan;
CREATE POLICY client ON clients_safetyplan FOR SELECT TO {CLIENT} USING (
    {IN_PRACTICE} AND {AS_CLIENT} AND number = newest_safety_plan(client_id)
    AND (for_readers OR EXISTS (SELECT FROM clients_clientaccess held WHERE held.kind = 'client'
        AND held.ended_at IS NULL AND held.client_id = clients_safetyplan.client_id
        AND held.{AS_USER})))
"""
ACCESS = "id, practice_id, user_id, client_id, kind, covers, expires_at, majority_at, ended_at, given_at"
# A guardian's access ends at 18, also one that was given before this was kept.
MAJORITY = """
UPDATE clients_clientaccess a SET majority_at =
    (c.born_on + interval '18 years')::date::timestamp AT TIME ZONE p.time_zone
FROM clients_client c JOIN accounts_practice p ON p.id = c.practice_id
WHERE c.id = a.client_id AND a.kind = 'guardian';
UPDATE clients_clientaccess a SET accepted_at = a.given_at, way = 'password'
FROM accounts_user u WHERE u.id = a.user_id AND u.password NOT LIKE '!%'
"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0008_readers_parts_and_what_is_held_back")]

    operations = [
        Wall("lifted", grants="SELECT, INSERT"),
        migrations.RunSQL(
            f"{QUESTIONS}; REVOKE ALL ON FUNCTION {NAMES} FROM PUBLIC;"
            f" GRANT EXECUTE ON FUNCTION {NAMES} TO {APP}, {CLIENT}",
            f"DROP FUNCTION {NAMES}",
        ),
        Wall(
            "heldback",
            grants="SELECT, INSERT",
            client=(
                f"{IN_PRACTICE} AND {AS_CLIENT} AND NOT is_lifted(id)"
                " AND (readers = 'everybody' OR reader_kind() IS DISTINCT FROM 'client')"
            ),
            client_columns="id, practice_id, client_id, kind, item",
        ),
        Wall(
            "pagewords",
            grants="SELECT, INSERT",
            client=f"{IN_PRACTICE} AND {AS_CLIENT}",
            client_columns="id, practice_id, client_id, kind, item, words, written_at",
        ),
        Refuse("heldback", sentence="What was held back stays written down: lift it instead."),
        Refuse("lifted", sentence="That it was lifted stays written down."),
        Refuse("pagewords", sentence="Words for the client stay: write the next ones."),
        migrations.RunSQL(SAFETY, SAFETY_BACK),
        migrations.RunSQL(
            f"REVOKE SELECT ON clients_clientaccess FROM {CLIENT};"
            f" GRANT SELECT ({ACCESS}) ON clients_clientaccess TO {CLIENT}",
            f"GRANT SELECT ON clients_clientaccess TO {CLIENT}",
        ),
        migrations.RunSQL(MAJORITY, migrations.RunSQL.noop),
    ]
