"""`manage.py verify_trail`: does each practice's chain hold?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from config.tenancy import acting, as_staff
from trail import sealing


class Command(BaseCommand):
    """Check every seal of every practice."""

    help = "Recompute every seal; fails when an event was changed, removed or slipped in."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line per practice; exit with an error if any seal does not hold."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT practice_ids()")
            practices = [row[0] for row in cursor.fetchall()]
        broken = 0
        for practice_id in practices:
            with acting(as_staff(practice_id)):
                faults = sealing.faults(practice_id)
                head = sealing.newest(practice_id)
            broken += len(faults)
            said = "; ".join(fault.sentence for fault in faults) or "every seal holds"
            self.stdout.write(f"{practice_id}: {said}; head {head.digest if head else 'none yet'}")
        if broken:
            raise CommandError(f"{broken} faults found.")
