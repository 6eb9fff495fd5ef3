"""What the client says is read with the plan, added once, and stays as it is."""

from django.db import migrations

from config.operations import IN_PRACTICE, Refuse, Wall
from config.tenancy import SIGNER

OF_VERSION = f"{IN_PRACTICE} AND version_id IN (SELECT id FROM plans_version)"
AS_SELF = "nullif(current_setting('app.user', true), '')::uuid"

# The client and the guardian answer the newest text of an open plan: an older one must not take
# effect over a newer. The plan is locked, as each action of the staff locks it.
STANDS = """
CREATE FUNCTION clients_sign_what_stands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE
    stands boolean;
BEGIN
    PERFORM 1 FROM plans_plan p JOIN plans_version v ON v.plan_id = p.id
        WHERE v.id = NEW.version_id FOR UPDATE OF p;
    SELECT p.closed_on IS NULL AND NOT EXISTS (
        SELECT 1 FROM plans_version n WHERE n.plan_id = v.plan_id AND n.number > v.number
    ) AND NOT EXISTS (SELECT 1 FROM plans_return r WHERE r.version_id = v.id)
        INTO stands
        FROM plans_plan p JOIN plans_version v ON v.plan_id = p.id WHERE v.id = NEW.version_id;
    IF NOT stands THEN
        RAISE EXCEPTION 'Only the newest version of an open plan is answered.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER what_stands BEFORE INSERT ON plans_signature FOR EACH ROW
    WHEN (NEW.role IN ('client', 'guardian')) EXECUTE FUNCTION clients_sign_what_stands()
"""
STANDS_BACK = """
DROP TRIGGER what_stands ON plans_signature;
DROP FUNCTION clients_sign_what_stands()
"""

# The seat of the one page on which a client answers (config.database makes the role). What it
# reads comes from golden_client; these are its only writes, each in its own name.
SEAT = f"""
GRANT INSERT ON plans_signature, plans_clientanswer TO {SIGNER};
CREATE POLICY signer ON plans_signature FOR INSERT TO {SIGNER} WITH CHECK (
    {OF_VERSION} AND signer_id = {AS_SELF} AND role IN ('client', 'guardian'));
CREATE POLICY signer ON plans_clientanswer FOR INSERT TO {SIGNER} WITH CHECK (
    {OF_VERSION} AND recorded_by_id = {AS_SELF} AND way = 'own sign-in')
"""
SEAT_BACK = f"""
DROP POLICY signer ON plans_signature;
DROP POLICY signer ON plans_clientanswer;
REVOKE ALL ON plans_signature, plans_clientanswer FROM {SIGNER}
"""


class Migration(migrations.Migration):

    dependencies = [("plans", "0006_client_answers")]

    operations = [
        Wall("clientanswer", grants="SELECT, INSERT", client=OF_VERSION),
        Wall("unsignedreason", grants="SELECT, INSERT"),
        Refuse("clientanswer", sentence="What the client said stays as it is."),
        Refuse("unsignedreason", sentence="A reason that was recorded stays as it is."),
        migrations.RunSQL(STANDS, STANDS_BACK),
        migrations.RunSQL(SEAT, SEAT_BACK),
    ]
