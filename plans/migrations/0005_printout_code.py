from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_amendment_requests_stay")]

    operations = [
        migrations.AddField(
            "printout", "code", models.CharField(blank=True, max_length=16, null=True, unique=True)
        ),
    ]
