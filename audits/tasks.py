"""What the worker does apart from any page (docs/adr/0031).

Every process of the application loads this module when it starts; what makes paper is loaded by
the worker alone, with its first job.
"""

from uuid import UUID

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status


@app.task
def make_packet(packet: str, practice: str, attempt: int) -> None:
    """Make the packet, chart by chart. A job that was given up for dead finds another attempt."""
    from .packets.making import make

    make(UUID(packet), UUID(practice), attempt)


@app.periodic(cron="11 * * * *")
@app.task
def expire_packets(timestamp: int) -> None:
    """Each hour: delete the files whose time is over, in every practice."""
    from .rounds import expire_all_packets

    expire_all_packets()


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="judge")
def judge_what_changed(timestamp: int) -> None:
    """Judge what acts, and after midnight time alone, have made stale, in every practice."""
    from .rounds import judge_stale

    judge_stale()


@app.periodic(cron="*/10 * * * *")
@app.task(pass_context=True)
async def forget_dead_jobs(context: JobContext, timestamp: int) -> None:
    """Take jobs whose worker has died off the queue. Their packets say so, and have a button."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        await jobs.finish_job(job, status=Status.FAILED, delete_job=True)
