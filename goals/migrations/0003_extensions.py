"""A deadline that was moved later leaves a trace."""

import config.clock
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_app_may_sign_people_in'),
        ('goals', '0002_walls_and_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='goalreview',
            name='because',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField()),
                ('because', models.CharField(max_length=500)),
                ('extended_at', models.DateTimeField(default=config.clock.now)),
                ('extended_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('goal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='goals.goal')),
                ('objective', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='goals.objective')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.practice')),
            ],
            options={
                'ordering': ['extended_at', 'id'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='goals_extension_practice_id'), models.CheckConstraint(condition=models.Q(('goal__isnull', True), ('objective__isnull', True), _connector='XOR'), name='an_extension_is_of_one_node'), models.CheckConstraint(condition=models.Q(('to_on__gt', models.F('from_on'))), name='an_extension_is_later', violation_error_message='The new date must come after the old one.')],
            },
        ),
    ]
