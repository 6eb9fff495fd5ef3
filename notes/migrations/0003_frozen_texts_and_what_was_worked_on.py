"""A note is frozen when it is signed; objectives, homework and variance stand in rows."""

import config.clock
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0011_late_notes'),
        ('goals', '0006_worksheets_stay_in_the_practice'),
        ('notes', '0002_walls_and_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='note',
            name='copied',
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='note',
            name='variance',
            field=models.TextField(blank=True, max_length=100000, verbose_name='why what was delivered differs from the plan'),
        ),
        migrations.CreateModel(
            name='NoteText',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('document', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('previous_digest', models.CharField(blank=True, max_length=64)),
                ('requires', models.JSONField()),
                ('late_after_hours', models.PositiveSmallIntegerField()),
                ('frozen_at', models.DateTimeField(default=config.clock.now)),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='notes.note')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.practice')),
            ],
            options={
                'ordering': ['note', 'number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NoteSignature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('author', 'clinician'), ('co-signer', 'supervisor')], max_length=10)),
                ('name', models.CharField(max_length=200)),
                ('credentials', models.CharField(blank=True, max_length=80)),
                ('method', models.CharField(max_length=40)),
                ('statement', models.CharField(max_length=500)),
                ('signed_at', models.DateTimeField(default=config.clock.now)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.practice')),
                ('signer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='notes.notetext')),
            ],
            options={
                'ordering': ['signed_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NoteReturn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('comments', models.JSONField()),
                ('returned_at', models.DateTimeField(default=config.clock.now)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.practice')),
                ('returned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='notes.notetext')),
            ],
            options={
                'ordering': ['returned_at'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ObjectiveWorkedOn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objectives_worked_on', to='notes.note')),
                ('objective', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='worked_on', to='goals.objective')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.practice')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HomeworkDone',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('done', models.CharField(choices=[('yes', 'yes'), ('partly', 'partly'), ('no', 'no')], max_length=6)),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='homework_reported', to='goals.intervention')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='homework_done', to='notes.note')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.practice')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='notes_homeworkdone_practice_id'), models.UniqueConstraint(fields=('note', 'intervention'), name='a_note_reports_a_homework_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='notetext',
            constraint=models.UniqueConstraint(fields=('practice', 'id'), name='notes_notetext_practice_id'),
        ),
        migrations.AddConstraint(
            model_name='notetext',
            constraint=models.UniqueConstraint(fields=('note', 'number'), name='note_texts_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='notesignature',
            constraint=models.UniqueConstraint(fields=('practice', 'id'), name='notes_notesignature_practice_id'),
        ),
        migrations.AddConstraint(
            model_name='notesignature',
            constraint=models.UniqueConstraint(fields=('text', 'role'), name='one_signature_per_text_and_role'),
        ),
        migrations.AddConstraint(
            model_name='notereturn',
            constraint=models.UniqueConstraint(fields=('practice', 'id'), name='notes_notereturn_practice_id'),
        ),
        migrations.AddConstraint(
            model_name='notereturn',
            constraint=models.UniqueConstraint(fields=('text',), name='a_note_text_is_returned_once'),
        ),
        migrations.AddConstraint(
            model_name='objectiveworkedon',
            constraint=models.UniqueConstraint(fields=('practice', 'id'), name='notes_objectiveworkedon_practice_id'),
        ),
        migrations.AddConstraint(
            model_name='objectiveworkedon',
            constraint=models.UniqueConstraint(fields=('note', 'objective'), name='a_note_names_an_objective_once'),
        ),
    ]
