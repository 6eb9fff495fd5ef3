"""The answers to a practice's own questions about a plan."""

import config.clock
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_what_one_types_is_ones_own'),
        ('builder', '0002_drafts_and_kinds'),
        ('plans', '0018_a_denial_goes_along_when_asked'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanSection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(default=config.clock.now, editable=False)),
                ('key', models.CharField(editable=False, max_length=40)),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='plans.plan')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.practice')),
                ('template', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='builder.template')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='plans_plansection_practice_id'), models.UniqueConstraint(fields=('plan', 'key'), name='a_plan_has_a_section_once')],
            },
        ),
    ]
