"""What stands around the plans: versions, reviews, what the client said, what was asked."""

from clients.models import Client
from goals.models import FlagAnswer, GoalReview
from plans.answered import Answer
from plans.answers import answers_of
from plans.models import AmendmentEntry, Review, Version
from plans.state import effective_at, returned, waits_for

from .shape import Rows, Table, day_of


def signed_versions(client: Client) -> list[Version]:
    """Every version that its author signed, with what tells where it stands."""
    held = Version.objects.filter(plan__client=client).select_related("plan", "practice")
    held = held.prefetch_related("signatures", "returns__returned_by", "answers__signature")
    return list(held.order_by("plan__number", "number"))


def standing_of(version: Version) -> str:
    """ "in effect", "returned", "waiting": of a version in effect once, that it was."""
    if returned(version):
        return "returned"
    return "in effect" if effective_at(version) else "waiting"


def _versions(client: Client) -> Rows:
    return [
        [row.plan.number, row.number, day_of(row.frozen_at, client), row.reason,
         _state(row, client), _signers(row), row.digest]
        for row in signed_versions(client)
    ]  # fmt: skip


def _signers(version: Version) -> str:
    signed = version.signatures.all()
    return ", ".join(f"{one.printed_name} ({one.get_role_display()})" for one in signed)


def _state(version: Version, client: Client) -> str:
    if back := returned(version):
        return f"returned on {day_of(back.returned_at, client)}; never in effect"
    if held := effective_at(version):
        return f"in effect from {day_of(held, client)}"
    return f"waiting for {' and '.join(waits_for(version))}"


def _returns(client: Client) -> Rows:
    return [
        [row.plan.number, row.number, day_of(back.returned_at, client),
         back.returned_by.printed_name, node, said]
        for row in signed_versions(client)
        if (back := returned(row))
        for node, said in back.comments.items()
    ]  # fmt: skip


def _reviews(client: Client) -> Rows:
    held = Review.objects.filter(plan__client=client).select_related("plan", "held_by")
    return [
        [row.plan.number, row.held_on, row.held_by.printed_name, row.participants,
         row.get_outcome_display(), row.summary, row.next_due_on]
        for row in held.order_by("plan__number", "held_on")
    ]  # fmt: skip


def _goals_reviewed(client: Client) -> Rows:
    held = GoalReview.objects.filter(review__plan__client=client)
    held = held.select_related("review__plan", "goal")
    return [
        [row.review.plan.number, row.review.held_on, row.goal.statement, row.progress,
         row.get_decision_display(), row.because]
        for row in held.order_by("review__held_on", "goal__position", "goal_id")
    ]  # fmt: skip


def _flags(client: Client) -> Rows:
    """What was done when scores called for a look: barriers gone through, colleagues asked."""
    held = FlagAnswer.objects.filter(goal__problem__plan__client=client)
    held = held.select_related("goal__problem__plan", "answered_by")
    return [
        [row.goal.problem.plan.number, row.answered_on, row.goal.statement, row.flag,
         row.rater, row.score, row.step, row.words, row.consulted_with, row.consulted_on,
         row.answered_by.printed_name]
        for row in held
    ]  # fmt: skip


def _answers(client: Client) -> Rows:
    return [
        [row.plan.number, row.number, day_of(said.said_at, client), said.name, said.role,
         said.relation, said.how, said.summary, said.remark, said.assent, said.assent_words]
        for row, said in _said(client)
    ]  # fmt: skip


def _goals_answered(client: Client) -> Rows:
    return [
        [row.plan.number, row.number, said.name, goal.number, goal.statement,
         "agrees" if goal.agrees else "does not agree", goal.words]
        for row, said in _said(client)
        for goal in said.goals
    ]  # fmt: skip


def _said(client: Client) -> list[tuple[Version, Answer]]:
    answered = [row for row in signed_versions(client) if row.answers.all()]
    return [(row, said) for row in answered for said in answers_of(row, for_client=True).given]


def _absences(client: Client) -> Rows:
    held = Version.objects.filter(plan__client=client).select_related("plan")
    held = held.defer("document").prefetch_related("unsigned_reasons__recorded_by")
    return [
        [row.plan.number, row.number, day_of(one.recorded_at, client), one.get_role_display(),
         one.get_because_display(), one.words, one.recorded_by.printed_name]
        for row in held.order_by("plan__number", "number")
        for one in row.unsigned_reasons.all()
    ]  # fmt: skip


def _amendments(client: Client) -> Rows:
    entries = AmendmentEntry.objects.filter(request__client=client).select_related("request", "by")
    asked = [
        [row.received_on, row.item, "Asked", row.what, row.why, row.get_asked_by_display()]
        for row in client.amendments.all()
    ]
    steps = [
        [row.on, row.request.item, row.get_kind_display(), row.text, row.get_reason_display(),
         row.by.printed_name]
        for row in entries
    ]  # fmt: skip
    return sorted(asked + steps, key=lambda row: row[0])


TABLES = {
    "versions": Table(
        ("Plan", "Version", "Signed on", "Reason", "State", "Signatures", "SHA-256"), _versions
    ),
    "returns": Table(("Plan", "Version", "Date", "By", "About", "Comment"), _returns),
    "reviews": Table(
        ("Plan", "Held on", "By", "Who took part", "Outcome", "Summary", "Next review"), _reviews
    ),
    "reviewed-goals": Table(
        ("Plan", "Held on", "Goal", "Progress", "Decision", "Because"), _goals_reviewed
    ),
    "flags-answered": Table(
        ("Plan", "Date", "Goal", "Flag", "Whose score", "Score", "What was done", "In words",
         "Consulted", "Consulted on", "By"), _flags,
    ),
    "answers": Table(
        ("Plan", "Version", "Date", "Who", "Role", "Relation", "How", "In short", "Remark",
         "A minor’s assent", "Assent in words"), _answers,
    ),
    "answered-goals": Table(
        ("Plan", "Version", "Who", "Number", "Goal", "Answer", "In their words"), _goals_answered
    ),
    "absent-signatures": Table(
        ("Plan", "Version", "Date", "Whose", "Reason", "In words", "Recorded by"), _absences
    ),
    "amendments": Table(("Date", "About", "Step", "Text", "Reason", "By"), _amendments),
}  # fmt: skip
