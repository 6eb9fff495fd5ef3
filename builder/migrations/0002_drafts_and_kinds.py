"""What a template is for, whether it is in use, who published it; and drafts, with their wall."""

import config.clock
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from config.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_what_one_types_is_ones_own'),
        ('builder', '0001_templates_of_notes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='template',
            name='kind',
            field=models.CharField(choices=[('note', 'progress note'), ('assessment', 'assessment'), ('plan', 'plan section')], default='note', max_length=10),
        ),
        migrations.AddField(
            model_name='template',
            name='published_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='template',
            name='published_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='template',
            name='retired',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='template',
            name='shipped',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(default=config.clock.now, editable=False)),
                ('key', models.CharField(editable=False, max_length=40)),
                ('kind', models.CharField(choices=[('note', 'progress note'), ('assessment', 'assessment'), ('plan', 'plan section')], max_length=10, verbose_name='used for')),
                ('title', models.CharField(max_length=120)),
                ('about', models.TextField(blank=True, max_length=4000, verbose_name='about this template')),
                ('sources', models.JSONField(default=list, editable=False)),
                ('parts', models.JSONField(default=list, editable=False)),
                ('base', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.practice')),
            ],
            options={
                'ordering': ['title'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='builder_draft_practice_id'), models.UniqueConstraint(fields=('practice', 'key'), name='one_draft_of_a_template')],
            },
        ),
        Wall("draft"),
    ]
