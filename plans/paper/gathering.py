"""From rows to the facts that a paper needs. Pages use it; the paper itself never asks.

It reads signed notes, which plans' models and actions may not know: pages may borrow from any app.
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Greatest

from goals.charts import alt_text, goal_chart
from goals.models import GoalReview
from measures.models import Administration
from notes.models import Addendum, Attendance, Note
from notes.progress import Progress, progress_of
from plans.answers import answers_of
from plans.document import Goal, PlanDocument
from plans.models import (
    AmendmentEntry,
    AmendmentRequest,
    ClientAnswer,
    Plan,
    Printout,
    Return,
    Review,
    ReviewSignature,
    Signature,
    UnsignedReason,
    Version,
)
from plans.paper.facts import (
    ChartRecord,
    GoalProgress,
    GoalReviewed,
    PaperFacts,
    PrintedSignature,
    ReviewConfirmed,
    ReviewHeld,
)
from plans.paper.gathering_amendments import amendments_on_paper
from plans.paper.gathering_chart import whole_record
from plans.state import effective_at, printed_signatures
from portal.stories import plain_sentence
from portal.voice import Voice
from trail import sealing

# A session put into the calendar stands on no paper; one that was missed, and is not, did.
ONLY_PLANNED = Q(status=Attendance.Status.PLANNED, row_version=1)


def newest_fact(plan: Plan) -> datetime:
    """When something last happened that stands on the plan's paper; one query.

    A signature, a client's answer, a reason why a signature is absent, a return, a signed note, an
    addendum, an attendance kept or changed (not one that was only planned), a review or its
    signature, a request for amendment or a step of its thread, a measure that was finished.
    """
    client = plan.client_id
    moments = [
        _newest(Signature.objects.filter(version__plan=plan), "signed_at"),
        _newest(Note.objects.filter(attendance__client=client), "signed_at"),
        _newest(Addendum.objects.filter(note__attendance__client=client), "added_at"),
        _newest(Attendance.objects.filter(~ONLY_PLANNED, client=client), "changed_at"),
        _newest(Review.objects.filter(plan=plan), "recorded_at"),
        _newest(ReviewSignature.objects.filter(review__plan=plan), "signed_at"),
        _newest(ClientAnswer.objects.filter(version__plan=plan), "said_at"),
        _newest(AmendmentRequest.objects.filter(version__plan=plan), "recorded_at"),
        _newest(AmendmentEntry.objects.filter(request__version__plan=plan), "at"),
        _newest(UnsignedReason.objects.filter(version__plan=plan), "recorded_at"),
        _newest(Return.objects.filter(version__plan=plan), "returned_at"),
        _newest(Administration.objects.completed().filter(client=client), "completed_at"),
    ]
    # PostgreSQL's GREATEST passes over what never happened.
    newest: datetime = Plan.objects.values_list(Greatest(*moments), flat=True).get(pk=plan.pk)
    return newest


def _newest(rows: QuerySet[Any], field: str) -> Subquery:
    return Subquery(rows.order_by(f"-{field}").values(field)[:1])


def facts_of(
    version: Version,
    document: PlanDocument,
    *,
    preset: str = Printout.Preset.PAYER,
    as_of: datetime,
    for_whom: str,
    purpose: str,
) -> PaperFacts:
    """Everything beside the document, judged on the day of `as_of` where the practice is.

    The version must be, or have been, in effect.
    """
    draw = client_progress if preset == Printout.Preset.CLIENT else goal_progress
    progress = progress_of(version.plan)
    today = as_of.astimezone(ZoneInfo(document.practice.time_zone)).date()
    whole = preset == Printout.Preset.CHART
    return PaperFacts(
        **_of_version(version),
        as_of=as_of,
        for_whom=for_whom,
        purpose=purpose,
        goals={goal.id: draw(progress, goal, today) for goal in document.goals},
        counts=dict(progress.counts),
        missed=progress.missed,
        reviews=_reviews(version.plan),
        amendments=amendments_on_paper(version, document),
        record=whole_record(version.plan) if whole else ChartRecord(),
    )


def _of_version(version: Version) -> dict[str, Any]:
    """What stands on paper of the version itself, and the head of the trail."""
    held = effective_at(version)
    assert held is not None
    seal = sealing.newest(version.practice_id)
    return {
        "version": version.number,
        "reason": version.reason,
        "digest": version.digest,
        "frozen_at": version.frozen_at,
        "effective_at": held,
        "superseded_at": _superseded_at(version, held),
        "signatures": tuple(_signature(one) for one in printed_signatures(version)),
        "answers": answers_of(version),
        "seal": f"{seal.number}, {seal.digest}" if seal else "",
    }


def goal_progress(progress: Progress, goal: Goal, today: date) -> GoalProgress:
    """A goal's numbers, drawn and judged; without a score nothing is drawn."""
    scores = progress.scores.get(goal.id, {})
    if not any(scores.values()):
        return GoalProgress(chart="", alt="")
    chart = progress.chart(goal, today)
    trends = progress.trends(goal, today)
    named = len(trends) > 1
    return GoalProgress(
        chart=goal_chart(chart, variant="print"),
        alt=alt_text(chart, variant="print"),
        scores=dict(scores),
        sentences=tuple(
            f"As rated by the {rater}: {told}" if named else told
            for rater, judged in trends.items()
            if (told := " ".join(judged.sentences))
        ),
    )


def client_progress(progress: Progress, goal: Goal, today: date) -> GoalProgress:
    """A goal's numbers as its client reads them: their picture, and one sentence to them."""
    chart = progress.chart(goal, today)
    scored = any(series.points for series in chart.series)
    return GoalProgress(
        chart=goal_chart(chart, variant="client") if scored else "",
        alt=alt_text(chart, variant="client") if scored else "",
        scores=dict(progress.scores.get(goal.id, {})),
        sentences=(plain_sentence(goal, chart, Voice()),),
    )


def _superseded_at(version: Version, held: datetime) -> datetime | None:
    """When the next version took effect, if one did."""
    others = version.plan.versions.defer("document").with_signatures()
    moments = [
        (moment, other.number)
        for other in others
        if other.pk != version.pk and (moment := effective_at(other))
    ]
    return min(
        (at for at, number in moments if (at, number) > (held, version.number)), default=None
    )


def _signature(row: Signature) -> PrintedSignature:
    return PrintedSignature(row.role, row.printed_name, row.method, row.statement, row.signed_at)


def _reviews(plan: Plan) -> tuple[ReviewHeld, ...]:
    rows = plan.reviews.select_related("held_by", "signature__version").prefetch_related(
        Prefetch("goals", GoalReview.objects.order_by("goal__position", "goal_id"))
    )
    return tuple(
        ReviewHeld(
            held_on=row.held_on,
            held_by=row.held_by.printed_name,
            summary=row.summary,
            next_due_on=row.next_due_on,
            goals=tuple(
                GoalReviewed(said.goal_id, said.progress, said.get_decision_display())
                for said in row.goals.all()
            ),
            participants=row.participants,
            confirmed=_confirmed(getattr(row, "signature", None)),
        )
        for row in rows.defer("signature__version__document")
    )


def _confirmed(row: ReviewSignature | None) -> ReviewConfirmed | None:
    if row is None:
        return None
    named, number = row.printed_name, row.version.number
    return ReviewConfirmed(number, named, row.method, row.statement, row.signed_at)
