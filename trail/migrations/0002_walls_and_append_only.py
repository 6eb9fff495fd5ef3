"""The trail: in its practice, in order of writing transaction, and never changed."""

from django.db import migrations

from config.operations import IN_PRACTICE, Refuse, Wall
from config.tenancy import APP, CLIENT

REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$
"""

# The writing transaction's id is set by the database, whatever the application says.
XID = """
ALTER TABLE trail_event ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE FUNCTION trail_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.xid := pg_current_xact_id();
    RETURN NEW;
END $$;
CREATE TRIGGER stamp BEFORE INSERT ON trail_event FOR EACH ROW EXECUTE FUNCTION trail_stamp();
CREATE INDEX trail_event_by_transaction ON trail_event (practice_id, (xid::text::bigint), id)
"""
XID_BACK = """
DROP TRIGGER stamp ON trail_event;
DROP FUNCTION trail_stamp();
ALTER TABLE trail_event DROP COLUMN xid
"""

# A client's request leaves its trace and cannot read the trail.
CLIENT_INSERTS = f"""
GRANT INSERT ON trail_event TO {CLIENT};
CREATE POLICY client ON trail_event FOR INSERT TO {CLIENT} WITH CHECK (
    {IN_PRACTICE} AND actor_id = nullif(current_setting('app.user', true), '')::uuid)
"""


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION refuse_change()"),
        migrations.RunSQL(XID, XID_BACK),
        Wall("event", grants="SELECT, INSERT"),
        Wall("seal", grants="SELECT, INSERT"),
        migrations.RunSQL(CLIENT_INSERTS, f"REVOKE ALL ON trail_event FROM {APP}, {CLIENT}"),
        Refuse("event", sentence="The trail is append-only."),
        Refuse("seal", sentence="A seal is never changed."),
    ]
