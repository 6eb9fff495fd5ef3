"""Walls around notes; signing locks a note, its numbers and its session."""

from django.db import migrations

from config.operations import AS_CLIENT, IN_PRACTICE, Refuse, Wall

LOCKED = """
CREATE FUNCTION note_is_locked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    given jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
    IF TG_OP = 'INSERT' AND given ->> 'addendum_id' IS NOT NULL THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT FROM notes_note
        WHERE signed_at IS NOT NULL AND id IN (
            (given ->> 'note_id')::uuid,
            CASE WHEN TG_OP = 'UPDATE' THEN (to_jsonb(OLD) ->> 'note_id')::uuid END)
    ) THEN
        RAISE EXCEPTION 'The note is signed: add an addendum.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$
"""
ARM = """
CREATE TRIGGER locked BEFORE INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION note_is_locked()
"""
PARTS = ["notes_score", "notes_count", "notes_goalworkedon", "notes_interventiondelivered"]

SESSION_LOCKED = """
CREATE FUNCTION session_is_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM notes_note n JOIN notes_attendance a ON a.id = n.attendance_id
        WHERE n.signed_at IS NOT NULL
          AND CASE TG_TABLE_NAME WHEN 'notes_session' THEN a.session_id ELSE a.id END = OLD.id
    ) THEN
        RAISE EXCEPTION 'The note about this session is signed: add an addendum.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER locked BEFORE UPDATE OR DELETE ON notes_session
    FOR EACH ROW EXECUTE FUNCTION session_is_locked();
CREATE TRIGGER locked BEFORE UPDATE OR DELETE ON notes_attendance
    FOR EACH ROW EXECUTE FUNCTION session_is_locked()
"""
SESSION_BACK = """
DROP TRIGGER locked ON notes_session;
DROP TRIGGER locked ON notes_attendance;
DROP FUNCTION session_is_locked()
"""

OF_AUTHOR = (
    f"{IN_PRACTICE} AND author_id = nullif(current_setting('app.user', true), '')::uuid"
)
OF_NOTE = f"{IN_PRACTICE} AND note_id IN (SELECT id FROM notes_note)"


class Migration(migrations.Migration):
    dependencies = [("notes", "0001_initial"), ("goals", "0002_walls_and_append_only")]

    operations = [
        Wall("session"),
        Wall(
            "attendance",
            client=f"{IN_PRACTICE} AND {AS_CLIENT}",
            client_columns="id, practice_id, session_id, client_id, status",
        ),
        Wall("template", grants="SELECT, INSERT"),
        Wall(
            "note",
            client=(
                f"{IN_PRACTICE} AND signed_at IS NOT NULL"
                " AND attendance_id IN (SELECT id FROM notes_attendance)"
            ),
            client_columns="id, practice_id, attendance_id, signed_at",
        ),
        Wall("goalworkedon"),
        Wall("interventiondelivered"),
        Wall("addendum", grants="SELECT, INSERT"),
        Wall("privatenote", sees=OF_AUTHOR, writes=OF_AUTHOR),
        Wall(
            "score",
            client=OF_NOTE,
            client_columns=(
                'id, practice_id, note_id, goal_id, revision_id, rater, value, "on",'
                " addendum_id, supersedes_id"
            ),
        ),
        Wall("count", client=OF_NOTE),
        migrations.RunSQL(LOCKED, "DROP FUNCTION note_is_locked()"),
        *(
            migrations.RunSQL(ARM.format(table=table), f"DROP TRIGGER locked ON {table}")
            for table in PARTS
        ),
        migrations.RunSQL(SESSION_LOCKED, SESSION_BACK),
        Refuse(
            "note",
            when="OLD.signed_at IS NOT NULL",
            sentence="The note is signed: add an addendum.",
        ),
        Refuse("template", sentence="A template keeps its number: make the next one."),
        Refuse("addendum", sentence="An addendum stays as it is."),
    ]
