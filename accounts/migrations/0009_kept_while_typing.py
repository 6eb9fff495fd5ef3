"""What somebody typed and the record did not take is kept, for its writer alone."""

import config.clock
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_calendar_feeds_are_ones_own'),
    ]

    operations = [
        migrations.CreateModel(
            name='Typed',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('path', models.CharField(help_text='The address of the form.', max_length=300)),
                ('fields', models.TextField(default='{}')),
                ('row_version', models.PositiveIntegerField(help_text="The row's version under it; empty for a row that is not there yet.", null=True)),
                ('typed_at', models.DateTimeField(default=config.clock.now)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.practice')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['user', 'path'], name='typed_at_a_form')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='accounts_typed_practice_id')],
            },
        ),
    ]
