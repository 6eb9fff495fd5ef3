"""A wall around authorizations for private notes: their author's own, and only ever revoked."""

from django.db import migrations

from config.operations import IN_PRACTICE, Wall

OF_AUTHOR = f"{IN_PRACTICE} AND author_id = nullif(current_setting('app.user', true), '')::uuid"

# Everything that was signed; what may follow is the day of a revocation.
SIGNED = (
    "(NEW.client_id, NEW.author_id, NEW.what, NEW.from_on, NEW.to_on, NEW.recipient, NEW.purpose,"
    " NEW.signed_by, NEW.acts_as, NEW.signed_on, NEW.expires_on)"
)
STAYS = f"""
CREATE FUNCTION authorization_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND {SIGNED} IS NOT DISTINCT FROM {SIGNED.replace("NEW.", "OLD.")}
       AND (OLD.revoked_on IS NULL OR NEW.revoked_on = OLD.revoked_on) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What was signed stays: an authorization is revoked, never changed.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON notes_privatenoteauthorization
    FOR EACH ROW EXECUTE FUNCTION authorization_stays()
"""
GONE = """
DROP TRIGGER stays ON notes_privatenoteauthorization;
DROP FUNCTION authorization_stays()
"""


class Migration(migrations.Migration):
    dependencies = [("notes", "0005_risk_answers_and_authorizations")]

    operations = [
        Wall(
            "privatenoteauthorization",
            grants=(
                "SELECT, INSERT, UPDATE (revoked_on, row_version, changed_at, changed_by_id)"
            ),
            sees=OF_AUTHOR,
            writes=OF_AUTHOR,
        ),
        migrations.RunSQL(STAYS, GONE),
    ]
