"""How somebody signed may name who handed the device over."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("plans", "0015_removals_stay_in_their_practice")]

    operations = [
        migrations.AlterField("signature", "method", models.CharField(max_length=400)),
    ]
