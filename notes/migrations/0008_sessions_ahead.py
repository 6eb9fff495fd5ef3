"""Sessions may lie ahead and have several clients; what is signed was attended, and had begun."""

from django.conf import settings
from django.db import migrations, models

# A note about a session that did not take place cannot be signed, whoever asks.
WAS_HELD = """
CREATE FUNCTION note_text_was_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM notes_note n
        JOIN notes_attendance a ON a.id = n.attendance_id
        JOIN notes_session s ON s.id = a.session_id
        WHERE n.id = NEW.note_id AND a.status = 'attended' AND s.starts_at <= NEW.frozen_at
    ) THEN
        RAISE EXCEPTION 'Only the note of a session that was attended is signed.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER was_held BEFORE INSERT ON notes_notetext
    FOR EACH ROW EXECUTE FUNCTION note_text_was_held()
"""
WAS_HELD_BACK = "DROP TRIGGER was_held ON notes_notetext; DROP FUNCTION note_text_was_held()"


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0012_crisis_lines'),
        ('clients', '0007_safety_plan_walls'),
        ('notes', '0007_templates_move_out'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='attendance',
            name='cancelled_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='attendance',
            name='cancelled_by',
            field=models.CharField(blank=True, choices=[('', 'not known'), ('client', 'the client'), ('clinician', 'the clinician'), ('other', 'somebody else')], max_length=10),
        ),
        migrations.AddField(
            model_name='attendance',
            name='identified',
            field=models.BooleanField(default=False, verbose_name='identified client'),
        ),
        migrations.AddField(
            model_name='session',
            name='group_text',
            field=models.TextField(blank=True, max_length=100000, verbose_name='what the group did'),
        ),
        migrations.AddField(
            model_name='session',
            name='kind',
            field=models.CharField(choices=[('individual', 'individual'), ('couple', 'couple'), ('family', 'family'), ('group', 'group')], default='individual', max_length=10),
        ),
        migrations.AddField(
            model_name='session',
            name='series',
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='session',
            name='title',
            field=models.CharField(blank=True, max_length=80, verbose_name='name of the group'),
        ),
        migrations.AlterField(
            model_name='attendance',
            name='status',
            field=models.CharField(choices=[('planned', 'planned'), ('attended', 'attended'), ('missed', 'missed'), ('cancelled', 'cancelled')], default='attended', max_length=10),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['practice', 'clinician', 'starts_at'], name='sessions_of_clinician'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(condition=models.Q(('series__isnull', False)), fields=['series'], name='sessions_of_series'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(condition=models.Q(('identified', True)), fields=('session',), name='one_identified_client_per_session'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'cancelled'), models.Q(('cancelled_at__isnull', True), ('cancelled_by', '')), _connector='OR'), name='only_what_is_cancelled_was_cancelled', violation_error_message='Only a cancelled session says who cancelled it.'),
        ),
        migrations.RunSQL(WAS_HELD, WAS_HELD_BACK),
    ]
