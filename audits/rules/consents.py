"""What the client signed before treatment began."""

from collections.abc import Iterator

from audits.case import Case
from audits.facts import ConsentFact
from audits.rule import ATTESTED, Basis, rule
from audits.said import Found, Said, Severity
from plans.drafting import in_words

from .session import NONE_HELD, none_held


@rule(
    63,
    "Consent to treatment was signed by the first session and holds since; or its refusal is"
    " documented.",
    severity=Severity.ERROR,
    sources=("MagTool", "Mag24"),
    satisfied_by="Record the signed consent with its dates; where it was refused, somebody attests"
    " that and how.",
    reads=("record.consents", "record.sessions.on", ATTESTED),
    points_at="client:consents",
    basis=Basis.RECORD,
)
def treatment_was_consented_to(case: Case) -> Iterator[Said]:
    """One consent may follow another: each session asks for one that covers its day."""
    yield from none_held(case)
    consents = [one for one in case.record.consents if one.kind == "treatment"]
    open_days = [
        one.on
        for one in case.record.held
        if not any(consent.covers(one.on) for consent in consents)
    ]
    if not open_days or _attested(case, "R63"):
        return
    evidence = f"{len(open_days)} sessions without it, the first on {in_words(open_days[0])}"
    before = [one for one in consents if one.from_on <= open_days[0]]
    if before:
        ended = max(before, key=lambda one: one.from_on)
        yield Found("Consent to treatment had ended.", "consent", ended.id, _end(ended), evidence)
    elif consents:
        late = min(consents, key=lambda one: one.from_on)
        sentence = "Consent to treatment was signed after the first session."
        yield Found(sentence, "consent", late.id, "from_on", evidence)
    else:
        sentence = "Record the client’s consent to treatment, or its refusal."
        yield Found(sentence, "client", case.document.client.id, "consents", evidence)


@rule(
    64,
    "The client has acknowledged the privacy notice.",
    severity=Severity.WARNING,
    sources=("COaud",),
    satisfied_by="Record the acknowledgement; where it was refused, somebody attests that and how.",
    reads=("record.consents", ATTESTED),
    points_at="client:consents",
    basis=Basis.RECORD,
)
def the_privacy_notice_was_acknowledged(case: Case) -> Iterator[Said]:
    """An acknowledgement says that the notice was received: it neither ends nor is revoked."""
    if not case.record.held:
        yield NONE_HELD
        return
    received = [one for one in case.record.consents if one.kind == "privacy"]
    if not received and not _attested(case, "R64"):
        sentence = "Record that the privacy notice was acknowledged, or that it was refused."
        yield Found(sentence, "client", case.document.client.id, "consents")


def _attested(case: Case, rule_id: str) -> bool:
    said = case.attested(rule_id)
    return said is not None and said.holds


def _end(consent: ConsentFact) -> str:
    return "revoked_on" if consent.revoked_on else "to_on"
