"""Walls around plans; what is signed stays; versions are 1, 2, 3 without a gap."""

from django.db import migrations

from config.operations import AS_CLIENT, IN_PRACTICE, Refuse, Wall

CLIENT_STAYS = """
CREATE TRIGGER client_stays BEFORE UPDATE ON plans_plan FOR EACH ROW
    WHEN (OLD.client_id IS DISTINCT FROM NEW.client_id)
    EXECUTE FUNCTION refuse_change('A plan stays with its client.')
"""

NO_GAPS = """
CREATE FUNCTION versions_have_no_gaps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number <> 1 + coalesce(
        (SELECT max(number) FROM plans_version WHERE plan_id = NEW.plan_id), 0
    ) THEN
        RAISE EXCEPTION 'Versions are numbered 1, 2, 3 without a gap.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_gaps BEFORE INSERT ON plans_version
    FOR EACH ROW EXECUTE FUNCTION versions_have_no_gaps()
"""

OF_PLAN = f"{IN_PRACTICE} AND plan_id IN (SELECT id FROM plans_plan)"
OF_VERSION = f"{IN_PRACTICE} AND version_id IN (SELECT id FROM plans_version)"


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("clients", "0002_walls")]

    operations = [
        Wall(
            "plan",
            grants="SELECT, INSERT, UPDATE",
            client=f"{IN_PRACTICE} AND {AS_CLIENT}",
            client_columns="id, practice_id, client_id, programme, number, opened_on, closed_on",
        ),
        Wall("serviceorder"),
        Wall("problem", client=OF_PLAN, client_columns="id, practice_id, plan_id"),
        Wall("version", grants="SELECT, INSERT", client=OF_PLAN),
        Wall("signature", grants="SELECT, INSERT", client=OF_VERSION),
        Wall(
            "return",
            grants="SELECT, INSERT",
            client=OF_VERSION,
            client_columns="id, practice_id, version_id, returned_at",
        ),
        Wall("printout", grants="SELECT, INSERT"),
        Wall("review", grants="SELECT, INSERT"),
        migrations.RunSQL(CLIENT_STAYS, "DROP TRIGGER client_stays ON plans_plan"),
        migrations.RunSQL(
            NO_GAPS,
            "DROP TRIGGER no_gaps ON plans_version; DROP FUNCTION versions_have_no_gaps()",
        ),
        Refuse("version", sentence="A signed version stays as it is."),
        Refuse("signature", sentence="A signature stays as it is."),
        Refuse("return", sentence="A return stays as it is."),
        Refuse("printout", sentence="Paper that left stays as it is."),
        Refuse("review", sentence="A review stays as it is."),
    ]
