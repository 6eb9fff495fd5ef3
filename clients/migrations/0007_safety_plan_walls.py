"""Walls around safety plans and risk answers; what was agreed on stays."""

from django.db import migrations

from config.operations import AS_CLIENT, AS_USER, IN_PRACTICE, Refuse, Wall

# The client's own sign-in; a guardian or proxy only where the plan says so.
OWN_SIGN_IN = (
    "EXISTS (SELECT FROM clients_clientaccess held WHERE held.kind = 'client'"
    " AND held.ended_at IS NULL AND held.client_id = clients_safetyplan.client_id"
    f" AND held.{AS_USER})"
)
READABLE = (
    "id, practice_id, client_id, number, warning_signs, own_ways, distractions, helpers,"
    " professionals, safer_place, worth_living, agreed_on, agreed_with, for_readers,"
    " author_name, author_credentials"
)


class Migration(migrations.Migration):
    dependencies = [("clients", "0006_safety_plan")]

    operations = [
        Wall("safetydraft"),
        Wall(
            "safetyplan",
            grants="SELECT, INSERT",
            client=f"{IN_PRACTICE} AND {AS_CLIENT} AND (for_readers OR {OWN_SIGN_IN})",
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
