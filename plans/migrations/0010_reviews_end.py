"""A review names who took part and how it ended; one that changed nothing is signed itself."""

import config.clock
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_app_may_sign_people_in'),
        ('plans', '0009_disclosures_stay'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField(
            model_name='review',
            name='version',
        ),
        migrations.AddField(
            model_name='review',
            name='outcome',
            field=models.CharField(choices=[('new version', 'a new version'), ('no change', 'no change')], default='new version', max_length=12),
        ),
        migrations.AddField(
            model_name='review',
            name='participants',
            field=models.TextField(default='', max_length=2000),
        ),
        migrations.CreateModel(
            name='ReviewDraft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(default=config.clock.now, editable=False)),
                ('held_on', models.DateField(verbose_name='held on')),
                ('participants', models.TextField(blank=True, max_length=2000, verbose_name='who took part')),
                ('summary', models.TextField(blank=True, max_length=20000, verbose_name='what the review says')),
                ('next_due_on', models.DateField(verbose_name='next review due')),
                ('goals', models.JSONField(default=dict, editable=False)),
                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review_draft', to='plans.plan')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.practice')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='plans_reviewdraft_practice_id'), models.CheckConstraint(condition=models.Q(('next_due_on__gt', models.F('held_on'))), name='the_drafted_next_review_is_later', violation_error_message='The next review must come after this one.')],
            },
        ),
        migrations.CreateModel(
            name='ReviewSignature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=200)),
                ('credentials', models.CharField(blank=True, max_length=80)),
                ('method', models.CharField(max_length=80)),
                ('statement', models.CharField(max_length=500)),
                ('signed_at', models.DateTimeField(default=config.clock.now)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.practice')),
                ('review', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='signature', to='plans.review')),
                ('signer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmed_by', to='plans.version')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='plans_reviewsignature_practice_id')],
            },
        ),
    ]
