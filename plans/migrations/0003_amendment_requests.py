"""Requests for amendment stand beside what was signed, and stay as they are."""

import config.clock
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_app_may_sign_people_in'),
        ('clients', '0003_load_icd10cm'),
        ('plans', '0002_walls_and_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AmendmentRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('node', models.CharField(blank=True, max_length=40)),
                ('note', models.UUIDField(null=True)),
                ('item', models.CharField(max_length=300, verbose_name='about')),
                ('what', models.TextField(max_length=5000, verbose_name='what is to be changed')),
                ('why', models.TextField(max_length=5000, verbose_name='why')),
                ('asked_by', models.CharField(choices=[('client', 'the client'), ('representative', 'the client’s personal representative')], max_length=14, verbose_name='asked by')),
                ('way', models.CharField(choices=[('paper', 'in writing'), ('spoken', 'spoken, written down here')], max_length=6, verbose_name='how it was asked')),
                ('received_on', models.DateField(verbose_name='received on')),
                ('recorded_at', models.DateTimeField(default=config.clock.now)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='clients.client')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.practice')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='plans.version')),
            ],
            options={
                'ordering': ['received_on', 'recorded_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AmendmentEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('extended', 'Time extended'), ('accepted', 'Accepted'), ('partly', 'Accepted in part'), ('denied', 'Denied'), ('carried', 'Carried out'), ('told', 'Others told'), ('disagreement', 'Statement of disagreement'), ('rebuttal', 'Rebuttal')], max_length=12)),
                ('on', models.DateField()),
                ('text', models.TextField(max_length=5000)),
                ('reason', models.CharField(blank=True, choices=[('not ours', 'It was not created by this practice.'), ('not in set', 'It is not part of the designated record set.'), ('not open', 'It would not be available for inspection under 45 CFR 164.524.'), ('accurate', 'It is accurate and complete.')], max_length=10)),
                ('until', models.DateField(null=True)),
                ('persons', models.TextField(blank=True, max_length=5000, verbose_name='who is to be told')),
                ('at', models.DateTimeField(default=config.clock.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.practice')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carries', to='plans.version')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='plans.amendmentrequest')),
            ],
            options={
                'ordering': ['at', 'id'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='amendmentrequest',
            constraint=models.UniqueConstraint(fields=('practice', 'id'), name='plans_amendmentrequest_practice_id'),
        ),
        migrations.AddConstraint(
            model_name='amendmentrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('note__isnull', True), ('version__isnull', False)), models.Q(('note__isnull', False), ('version__isnull', True)), _connector='OR'), name='an_amendment_is_about_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='amendmententry',
            constraint=models.UniqueConstraint(fields=('practice', 'id'), name='plans_amendmententry_practice_id'),
        ),
        migrations.AddConstraint(
            model_name='amendmententry',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ['accepted', 'partly', 'denied'])), fields=('request',), name='an_amendment_is_decided_once'),
        ),
        migrations.AddConstraint(
            model_name='amendmententry',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ['extended', 'carried', 'disagreement', 'rebuttal'])), fields=('request', 'kind'), name='a_step_of_an_amendment_is_taken_once'),
        ),
        migrations.AddConstraint(
            model_name='amendmententry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['denied', 'partly']), ('reason__gt', '')), models.Q(models.Q(('kind__in', ['denied', 'partly']), _negated=True), ('reason', '')), _connector='OR'), name='a_denial_names_its_ground'),
        ),
        migrations.AddConstraint(
            model_name='amendmententry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'extended'), ('until__isnull', False)), models.Q(models.Q(('kind', 'extended'), _negated=True), ('until__isnull', True)), _connector='OR'), name='an_extension_names_its_day'),
        ),
    ]
