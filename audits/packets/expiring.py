"""The files whose time is over, in every practice."""

from django.db import connection

from audits.actions import expire_packets
from config.tenancy import acting, as_staff


def expire_everywhere() -> int:
    """Delete them, each practice in a transaction of its own; how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT practice_ids()")
        practices = [row[0] for row in cursor.fetchall()]
    gone = 0
    for practice_id in practices:
        with acting(as_staff(practice_id)):
            gone += expire_packets()
    return gone
