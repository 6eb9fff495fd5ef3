"""Walls around the client's record. A client's request sees its own client and access only."""

from django.db import migrations

from config.operations import AS_CLIENT, AS_USER, IN_PRACTICE, Wall
from config.tenancy import APP

OWN_CLIENT = AS_CLIENT.replace("client_id", "id", 1)

# The readers of a client's page learn which practices they may enter.
READERS = f"""
CREATE POLICY readers ON accounts_practice FOR SELECT TO {APP}
    USING (id IN (SELECT practice_id FROM clients_clientaccess WHERE {AS_USER}));
GRANT SELECT ON clients_icdcode, clients_icdrelease TO {APP}
"""
READERS_BACK = f"""
DROP POLICY readers ON accounts_practice;
REVOKE ALL ON clients_icdcode, clients_icdrelease FROM {APP}
"""


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0001_initial"),
        ("accounts", "0003_app_may_sign_people_in"),
    ]

    operations = [
        Wall(
            "client",
            grants="SELECT, INSERT, UPDATE",
            client=f"{IN_PRACTICE} AND {OWN_CLIENT}",
            client_columns="id, practice_id, given_name, family_name, preferred_name, language",
        ),
        Wall("intake"),
        Wall("coverage"),
        Wall("diagnosis"),
        Wall("careteam"),
        Wall("contributor"),
        Wall("consent"),
        Wall("breakglass", grants="SELECT, INSERT"),
        Wall(
            "clientaccess",
            grants="SELECT, INSERT, UPDATE",
            sees=f"{IN_PRACTICE} OR {AS_USER}",
            client=f"{IN_PRACTICE} AND {AS_CLIENT} AND {AS_USER}",
        ),
        migrations.RunSQL(READERS, READERS_BACK),
    ]
