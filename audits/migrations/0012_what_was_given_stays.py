"""A packet that was handed over says what was in it: neither it nor its charts change any more."""

from django.db import migrations

from config.operations import Refuse

SENTENCE = "A packet that was handed over stays as it is: ask for a new one."
CHARTS = f"""
CREATE FUNCTION refuse_change_of_given() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM audits_packet p WHERE p.id = OLD.packet_id AND p.given_at IS NOT NULL)
    THEN
        RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER stays_once_given BEFORE UPDATE OR DELETE ON audits_packetchart
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_given()
"""
BACK = """
DROP TRIGGER stays_once_given ON audits_packetchart;
DROP FUNCTION refuse_change_of_given()
"""


class Migration(migrations.Migration):
    dependencies = [("audits", "0011_walls_of_signed_texts")]

    operations = [
        Refuse("packet", sentence=SENTENCE, when="OLD.given_at IS NOT NULL"),
        migrations.RunSQL(CHARTS, BACK),
    ]
