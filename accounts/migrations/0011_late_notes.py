"""Each practice says after how many hours a note is late."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_what_one_types_is_ones_own'),
    ]

    operations = [
        migrations.AddField(
            model_name='practice',
            name='note_late_after_hours',
            field=models.PositiveSmallIntegerField(default=72, validators=[django.core.validators.MinValueValidator(1, 'A note takes at least an hour.'), django.core.validators.MaxValueValidator(720, 'At most 720 hours (30 days).')]),
        ),
    ]
