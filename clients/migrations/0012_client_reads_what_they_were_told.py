"""The client reads what others contributed, once somebody has told them of it.

The client's own sign-in alone: "told" is said of the client, not of who reads for them.
"""

from django.db import migrations

from config.operations import AS_CLIENT, IN_PRACTICE
from config.tenancy import CLIENT

COLUMNS = "id, practice_id, client_id, name, role, contributed, client_told"
READ = f"""
GRANT SELECT ({COLUMNS}) ON clients_contributor TO {CLIENT};
CREATE POLICY client ON clients_contributor FOR SELECT TO {CLIENT} USING (
    {IN_PRACTICE} AND {AS_CLIENT} AND client_told AND contributed <> ''
    AND reader_kind() = 'client')
"""
READ_BACK = f"""
DROP POLICY client ON clients_contributor;
REVOKE SELECT ({COLUMNS}) ON clients_contributor FROM {CLIENT}
"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0011_practice_profiles_walls")]

    operations = [migrations.RunSQL(READ, READ_BACK)]
