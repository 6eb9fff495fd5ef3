"""The client reads what others contributed, once somebody has told them of it."""

from django.db import migrations

from config.operations import AS_CLIENT, AS_USER, IN_PRACTICE
from config.tenancy import CLIENT

# The client's own sign-in: "told" is said of the client, not of who reads for them.
OWN_SIGN_IN = (
    "EXISTS (SELECT FROM clients_clientaccess held WHERE held.kind = 'client'"
    " AND held.ended_at IS NULL AND held.client_id = clients_contributor.client_id"
    f" AND held.{AS_USER})"
)
READ = f"""
GRANT SELECT (id, practice_id, client_id, name, role, contributed, client_told)
    ON clients_contributor TO {CLIENT};
CREATE POLICY client ON clients_contributor FOR SELECT TO {CLIENT}
    USING ({IN_PRACTICE} AND {AS_CLIENT} AND client_told AND contributed <> '' AND {OWN_SIGN_IN})
"""
READ_BACK = f"""
DROP POLICY client ON clients_contributor;
REVOKE SELECT (id, practice_id, client_id, name, role, contributed, client_told)
    ON clients_contributor FROM {CLIENT}
"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0007_safety_plan_walls")]

    operations = [migrations.RunSQL(READ, READ_BACK)]
