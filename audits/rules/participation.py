"""How the client took part, understood the plan, and got a copy of it."""

from collections.abc import Iterator

from audits.attesting import attested
from audits.case import Case
from audits.facts import VersionFact
from audits.rule import ATTESTED, rule
from audits.said import Found, NotJudged, Said, Severity

READERS = frozenset({"client", "guardian"})
OWN_SIGN_IN = "own sign-in"


@rule(
    24,
    "The client's involvement is documented, and how the client responded to the plan.",
    severity=Severity.ERROR,
    sources=("OK42", "Mag22"),
    satisfied_by="Say how the client took part; let the client, or the guardian, say each goal"
    " again in their own words when they answer the plan, or attest how they understood it.",
    reads=("document.plan.participation", "record.versions.restated", ATTESTED),
    points_at="plan:participation",
)
def client_took_part(case: Case) -> Iterator[Said]:
    plan = case.document.plan
    if not plan.participation.strip():
        yield Found("Say how the client took part.", "plan", plan.id, "participation")
    if case.current and not case.current.restated & READERS:
        asked = "did the client respond to the plan, and understand it?"
        yield from attested(case, "R24", asked, ("plan", plan.id, "participation"))


@rule(
    30,
    "The plan is understandable to the client, who has a copy.",
    severity=Severity.WARNING,
    sources=("CARF",),
    satisfied_by="Give the client a paper of the version in effect, or let them read and answer it"
    " on their own page; attest that they understand it, unless they said each goal again in"
    " their own words.",
    reads=("record.copies", "record.versions.signatures", "record.versions.restated", ATTESTED),
    points_at="plan:copy",
)
def client_has_a_copy(case: Case) -> Iterator[Said]:
    plan, current = case.document.plan, case.current
    if current is None:
        yield NotJudged("No version is in effect yet.")
        return
    if not _was_given(case, current):
        sentence = f"Give the client a copy of version {current.number}."
        yield Found(sentence, "plan", plan.id, "copy")
    if not current.restated & READERS:
        asked = "is the plan understandable to the client?"
        yield from attested(case, "R30", asked, ("plan", plan.id, "copy"))


def _was_given(case: Case, version: VersionFact) -> bool:
    """On paper; or by answering it on their own page, where it stays (house rule)."""
    on_paper = any(one.to_client and one.version == version.number for one in case.record.copies)
    return on_paper or any(
        one.role in READERS and one.method.startswith(OWN_SIGN_IN) for one in version.signatures
    )
