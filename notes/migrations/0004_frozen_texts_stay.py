"""Walls around frozen texts; what waits for a co-signature is locked as what is signed is."""

from django.db import migrations

from config.operations import Refuse, Wall

# A text that was not returned holds its note: until the co-signature, and ever after.
HELD = """
CREATE FUNCTION note_is_held(note uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM notes_note n WHERE n.id = note AND n.signed_at IS NOT NULL)
        OR EXISTS (
            SELECT FROM notes_notetext t WHERE t.note_id = note
            AND NOT EXISTS (SELECT FROM notes_notereturn r WHERE r.text_id = t.id))
$$
"""
LOCKED = """
CREATE OR REPLACE FUNCTION note_is_locked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    given jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
    IF TG_OP = 'INSERT' AND given ->> 'addendum_id' IS NOT NULL THEN
        RETURN NEW;
    END IF;
    IF note_is_held((given ->> 'note_id')::uuid)
        OR TG_OP = 'UPDATE' AND note_is_held((to_jsonb(OLD) ->> 'note_id')::uuid)
    THEN
        RAISE EXCEPTION 'The note is signed: add an addendum.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$
"""
LOCKED_BACK = """
CREATE OR REPLACE FUNCTION note_is_locked() RETURNS trigger LANGUAGE plpgsql AS $$
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
SESSION = """
CREATE OR REPLACE FUNCTION session_is_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM notes_note n JOIN notes_attendance a ON a.id = n.attendance_id
        WHERE note_is_held(n.id)
          AND CASE TG_TABLE_NAME WHEN 'notes_session' THEN a.session_id ELSE a.id END = OLD.id
    ) THEN
        RAISE EXCEPTION 'The note about this session is signed: add an addendum.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$
"""
SESSION_BACK = """
CREATE OR REPLACE FUNCTION session_is_locked() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$
"""
# A waiting note only becomes a signed one: nothing that was frozen changes with it.
WAITS = """
CREATE FUNCTION note_waits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    marks text[] := ARRAY[
        'signed_at', 'signed_name', 'signed_credentials', 'row_version', 'changed_at',
        'changed_by_id'];
BEGIN
    IF note_is_held(OLD.id) AND (
        TG_OP = 'DELETE' OR NEW.signed_at IS NULL
        OR to_jsonb(NEW) - marks IS DISTINCT FROM to_jsonb(OLD) - marks
    ) THEN
        RAISE EXCEPTION 'The note is signed and waits for the co-signature.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER waits BEFORE UPDATE OR DELETE ON notes_note
    FOR EACH ROW WHEN (OLD.signed_at IS NULL) EXECUTE FUNCTION note_waits()
"""
WAITS_BACK = "DROP TRIGGER waits ON notes_note; DROP FUNCTION note_waits()"
# Numbers without a gap; a text comes only when none holds the note.
NEXT = """
CREATE FUNCTION note_texts_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF note_is_held(NEW.note_id) THEN
        RAISE EXCEPTION 'The note is signed already.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.number <> 1 + coalesce(
        (SELECT max(number) FROM notes_notetext WHERE note_id = NEW.note_id), 0
    ) THEN
        RAISE EXCEPTION 'The texts of a note are numbered 1, 2, 3 without a gap.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER follows BEFORE INSERT ON notes_notetext
    FOR EACH ROW EXECUTE FUNCTION note_texts_follow()
"""
NEXT_BACK = "DROP TRIGGER follows ON notes_notetext; DROP FUNCTION note_texts_follow()"
# What stands is not sent back, and what was sent back is not signed any more.
JUDGED = """
CREATE FUNCTION note_text_is_judged_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'notes_notereturn' AND EXISTS (
        SELECT FROM notes_notetext t JOIN notes_note n ON n.id = t.note_id
        WHERE t.id = NEW.text_id AND n.signed_at IS NOT NULL
    ) OR TG_TABLE_NAME = 'notes_notesignature' AND EXISTS (
        SELECT FROM notes_notereturn r WHERE r.text_id = NEW.text_id
    ) THEN
        RAISE EXCEPTION 'This text was decided already.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judged_once BEFORE INSERT ON notes_notereturn
    FOR EACH ROW EXECUTE FUNCTION note_text_is_judged_once();
CREATE TRIGGER judged_once BEFORE INSERT ON notes_notesignature
    FOR EACH ROW EXECUTE FUNCTION note_text_is_judged_once()
"""
JUDGED_BACK = """
DROP TRIGGER judged_once ON notes_notereturn;
DROP TRIGGER judged_once ON notes_notesignature;
DROP FUNCTION note_text_is_judged_once()
"""
ARM = """
CREATE TRIGGER locked BEFORE INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION note_is_locked()
"""
PARTS = ["notes_objectiveworkedon", "notes_homeworkdone"]


class Migration(migrations.Migration):

    dependencies = [("notes", "0003_frozen_texts_and_what_was_worked_on")]

    operations = [
        Wall("notetext", grants="SELECT, INSERT"),
        Wall("notesignature", grants="SELECT, INSERT"),
        Wall("notereturn", grants="SELECT, INSERT"),
        Wall("objectiveworkedon"),
        Wall("homeworkdone"),
        migrations.RunSQL(HELD, "DROP FUNCTION note_is_held(uuid)"),
        migrations.RunSQL(LOCKED, LOCKED_BACK),
        migrations.RunSQL(SESSION, SESSION_BACK),
        migrations.RunSQL(WAITS, WAITS_BACK),
        migrations.RunSQL(NEXT, NEXT_BACK),
        migrations.RunSQL(JUDGED, JUDGED_BACK),
        *(
            migrations.RunSQL(ARM.format(table=table), f"DROP TRIGGER locked ON {table}")
            for table in PARTS
        ),
        Refuse("notetext", sentence="What was signed stays as it is."),
        Refuse("notesignature", sentence="A signature stays as it is."),
        Refuse("notereturn", sentence="A return stays as it is."),
    ]
