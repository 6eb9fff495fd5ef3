"""Load the shipped planners, so that a fresh install has wording to begin with.

`manage.py load_planners` does it again when the files change.
"""

from django.db import migrations

from library.shipping import load_shipped, unload


class Migration(migrations.Migration):
    dependencies = [("library", "0002_walls_and_search")]

    operations = [
        migrations.RunPython(
            lambda registry, editor: load_shipped(registry, editor.connection.alias),
            lambda registry, editor: unload(registry, editor.connection.alias),
        )
    ]
