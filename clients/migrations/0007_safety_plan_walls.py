"""Walls around safety plans and risk answers; what was agreed on stays."""

from django.db import migrations

from config.operations import AS_CLIENT, AS_USER, IN_PRACTICE, Refuse, Wall
from config.tenancy import APP, CLIENT

# The client's own sign-in; a guardian or proxy only where the plan says so.
OWN_SIGN_IN = (
    "EXISTS (SELECT FROM clients_clientaccess held WHERE held.kind = 'client'"
    " AND held.ended_at IS NULL AND held.client_id = clients_safetyplan.client_id"
    f" AND held.{AS_USER})"
)
# Only the plan that holds: an older one that a guardian might read must not stand in the place of
# a newer one that is closed to them. A policy cannot ask its own table; this tells a number.
NEWEST = f"""
CREATE FUNCTION newest_safety_plan(of_client uuid) RETURNS smallint LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT max(number) FROM clients_safetyplan WHERE client_id = of_client AND {IN_PRACTICE}
$$;
REVOKE ALL ON FUNCTION newest_safety_plan(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION newest_safety_plan(uuid) TO {APP}, {CLIENT}
"""
READABLE = (
    "id, practice_id, client_id, number, warning_signs, own_ways, distractions, helpers,"
    " professionals, safer_place, worth_living, agreed_on, agreed_with, for_readers,"
    " author_name, author_credentials"
)


class Migration(migrations.Migration):
    dependencies = [("clients", "0006_safety_plan")]

    operations = [
        Wall("safetydraft"),
        migrations.RunSQL(NEWEST, "DROP FUNCTION newest_safety_plan(uuid)"),
        Wall(
            "safetyplan",
            grants="SELECT, INSERT",
            client=(
                f"{IN_PRACTICE} AND {AS_CLIENT} AND number = newest_safety_plan(client_id)"
                f" AND (for_readers OR {OWN_SIGN_IN})"
            ),
            client_columns=READABLE,
        ),
        Wall("safetyreview", grants="SELECT, INSERT"),
        Wall("riskanswer", grants="SELECT, INSERT"),
        Refuse(
            "safetyplan",
            sentence="A safety plan stays as it was agreed on: a change is the next one.",
        ),
        Refuse("safetyreview", sentence="A review of a safety plan stays as it is."),
        Refuse("riskanswer", sentence="A risk answer stays as it is: a correction follows it."),
    ]
