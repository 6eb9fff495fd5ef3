"""Load the ICD-10-CM codes of fixtures/icd10cm, so that a fresh install can name a diagnosis."""

from django.db import migrations

from clients.icd10 import load_shipped, unload


class Migration(migrations.Migration):
    dependencies = [("clients", "0002_walls")]

    operations = [migrations.RunPython(load_shipped, unload)]
