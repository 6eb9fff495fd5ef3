"""Walls around packets, and what the application may do with the worker's queue.

The queue's tables are the library's own, and global: a job carries ids and nothing else.
"""

from django.db import migrations

from config.operations import Wall
from config.tenancy import APP

TABLES = "procrastinate_jobs, procrastinate_events, procrastinate_workers, procrastinate_periodic_defers"
NUMBERS = "procrastinate_jobs_id_seq, procrastinate_events_id_seq, procrastinate_periodic_defers_id_seq"

MAY_QUEUE = f"""
REVOKE ALL ON {TABLES} FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE, DELETE ON {TABLES} TO {APP};
GRANT USAGE ON SEQUENCE {NUMBERS} TO {APP}
"""
MAY_NOT = f"REVOKE ALL ON {TABLES} FROM {APP}; REVOKE ALL ON SEQUENCE {NUMBERS} FROM {APP}"


class Migration(migrations.Migration):
    dependencies = [
        ("audits", "0008_packets"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        # What was asked for stays, however it ended; only the file goes.
        Wall("packet", grants="SELECT, INSERT, UPDATE"),
        Wall("packetchart", grants="SELECT, INSERT, UPDATE"),
        Wall("packetfile", grants="SELECT, INSERT, DELETE"),
        migrations.RunSQL(MAY_QUEUE, MAY_NOT),
    ]
