"""The client reads the totals of finished measures, never the answers, bands or cuts.

By the client's own sign-in: a guardian or proxy sees none (a measure of drinking or of low mood may
be what a young person consented to alone; house rule).
"""

from django.db import migrations

from config.operations import AS_CLIENT, IN_PRACTICE
from config.tenancy import CLIENT

TOTALS = 'id, practice_id, client_id, instrument_id, "on", total, completed_at, supersedes_id'
TEXTS = "id, practice_id, key, number, name, definition"
# An instrument is shown to whom it was given (the inner question is held by the first policy),
# unless the therapist holds it back.
READ = f"""
GRANT SELECT ({TOTALS}) ON measures_administration TO {CLIENT};
CREATE POLICY client ON measures_administration FOR SELECT TO {CLIENT}
    USING ({IN_PRACTICE} AND {AS_CLIENT} AND completed_at IS NOT NULL
        AND reader_kind() = 'client');
GRANT SELECT ({TEXTS}) ON measures_instrument TO {CLIENT};
CREATE POLICY client ON measures_instrument FOR SELECT TO {CLIENT}
    USING ({IN_PRACTICE} AND id IN (SELECT instrument_id FROM measures_administration)
        AND key NOT IN (SELECT held_items('measure')))
"""
READ_BACK = f"""
DROP POLICY client ON measures_instrument;
REVOKE SELECT ({TEXTS}) ON measures_instrument FROM {CLIENT};
DROP POLICY client ON measures_administration;
REVOKE SELECT ({TOTALS}) ON measures_administration FROM {CLIENT}
"""


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0002_walls_and_what_stays"),
        ("clients", "0012_client_reads_what_they_were_told"),
    ]

    operations = [migrations.RunSQL(READ, READ_BACK)]
