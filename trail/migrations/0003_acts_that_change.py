"""Acts that changed something, by writing transaction: far fewer than the openings around them."""

from django.db import migrations

FORWARDS = r"""
CREATE INDEX trail_event_changes ON trail_event (practice_id, (xid::text::bigint))
WHERE verb !~ '\.(opened|[a-z]+_opened|read|listed|compared|sought|fed)$|^(typed|ask)\.'
"""


class Migration(migrations.Migration):
    dependencies = [("trail", "0002_walls_and_append_only")]

    operations = [migrations.RunSQL(FORWARDS, "DROP INDEX trail_event_changes")]
