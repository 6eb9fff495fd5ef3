"""What the worker does by the clock, asked by nobody: real rows of the queue, taken once."""

from datetime import timedelta

import psycopg
from psycopg.conninfo import conninfo_to_dict

from accounts.models import Role
from accounts.tests.factories import PracticeFactory, staff
from audits.models import Finding, Packet, PacketFile
from audits.tasks import expire_packets, forget_dead_jobs, judge_what_changed
from audits.tests.packing import worked
from config import clock
from plans.tests.factories import signable_plan


def test_the_schedule_deletes_what_is_over_and_takes_dead_jobs_off_the_queue(own_database):
    practice = PracticeFactory(name="Riverside Counseling")
    avery = staff(practice, Role.ADMIN, name="Avery Stone")
    long_ago = clock.now() - timedelta(days=8)
    packet = Packet.objects.create(
        practice=practice, asked_by=avery, preset="chart", recipient="here", purpose="audit",
        verify_at="-", ended_at=long_ago, digest="0" * 64, expires_at=long_ago,
    )  # fmt: skip
    PacketFile.objects.create(practice=practice, packet=packet, bytes=b"%PDF")
    with psycopg.connect(own_database, autocommit=True) as database:
        database.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES"
            " ('default', 'audits.tasks.make_packet', 'doing')"
        )
        for task in (expire_packets, forget_dead_jobs):
            task.defer(timestamp=0)
        worked(conninfo_to_dict(own_database)["dbname"])
        assert not database.execute(
            "SELECT 1 FROM procrastinate_jobs WHERE status = 'doing'"
        ).fetchall()
    assert not PacketFile.objects.exists()


def test_the_schedule_judges_what_an_act_has_changed(own_database):
    plan = signable_plan(staff(PracticeFactory(), name="Dana Whitfield"))
    plan.services.update(frequency="never")
    judge_what_changed.defer(timestamp=0)
    worked(conninfo_to_dict(own_database)["dbname"])
    assert Finding.objects.filter(plan=plan, rule="R05").exists()
