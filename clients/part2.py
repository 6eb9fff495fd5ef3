"""Records of a 42 CFR Part 2 programme: what permits a disclosure, and the notice with it.

The citations, and how far each was checked, stand in fixtures/law/records.yaml.
"""

from datetime import date

from django.core.exceptions import ValidationError

from .acting import plain
from .law import law
from .models import CareTeam, Client, Consent

# The purposes that one consent for "all future treatment, payment and operations" covers.
CARE = {Consent.Purpose.TREATMENT, Consent.Purpose.PAYMENT, Consent.Purpose.OPERATIONS}


def permission(
    client: Client, *, recipient: str, ground: str, on: date, without: str = ""
) -> Consent | None:
    """The consent on which a disclosure to `recipient` on the day `on` rests.

    `ground` is a word of plans.models.Disclosure.Ground, `without` of Disclosure.Without. None
    where no consent is needed: the record is not of a Part 2 programme, the client gets it (42 CFR
    2.23), or Part 2 itself permits it. Raises ValidationError and says what is missing.
    """
    rule = law().grounds[ground]
    if not client.part2:
        return None
    if rule.permitted and not without:
        words = law().part2.subpoena
        said = f"42 CFR Part 2 protects this record. {words.words} {words.source} Say what permits"
        raise ValidationError({"without": f"{said} it without the client’s consent."})
    return _consent(client, recipient, ground, on) if rule.consent else None


def _consent(client: Client, recipient: str, ground: str, on: date) -> Consent:
    recorded = [row for row in client.consents.all() if row.kind == Consent.Kind.PART2]
    faults = []
    for consent in recorded:
        if not (said := fault(client, consent, recipient, ground, on)):
            return consent
        faults.append(said)
    raise ValidationError(
        [
            "This record is protected by 42 CFR Part 2. Record the client’s consent to its"
            f" disclosure to {recipient} first.",
            *faults,
        ]
    )


def fault(client: Client, consent: Consent, recipient: str, ground: str, on: date) -> str:
    """Why this consent does not cover a disclosure on that day, in a sentence; empty if it does."""
    name = f"The consent of {_day(consent.from_on)}"
    if consent.revoked_on and consent.revoked_on <= on:
        return f"{name} was revoked on {_day(consent.revoked_on)}."
    if consent.from_on > on:
        return f"{name} is not in force yet." if on >= client.practice.today else _too_late(name)
    if consent.to_on and consent.to_on < on:
        return f"{name} ended on {_day(consent.to_on)}."
    if not consent.purpose:
        return f"{name} does not say for what purpose: complete it."
    if not covers_purpose(consent, ground):
        return f"{name} is for {consent.get_purpose_display()}."
    if not covers_recipient(client, consent, recipient):
        return f"{name} names {_named(consent) or _nobody(consent)}, and not {recipient}."
    return ""


def covers_purpose(consent: Consent, ground: str) -> bool:
    """Whether the consent is for a disclosure on this ground."""
    if consent.purpose == Consent.Purpose.ALL_CARE:
        return ground in CARE
    if consent.purpose == Consent.Purpose.OTHER:
        return ground not in CARE
    return consent.purpose == ground


def covers_recipient(client: Client, consent: Consent, recipient: str) -> bool:
    """Whether the consent names the recipient, or each of several with commas between them.

    A single consent for all future care may describe the recipients as a class instead, and then
    names nobody (42 CFR 2.31(a)(4)(i)). House rule: of that class are the care team and the
    payers of the record; everybody else is named.
    """
    names = {plain(line) for line in consent.recipients.splitlines() if line.strip()}
    if not names and consent.purpose == Consent.Purpose.ALL_CARE:
        names = _of_class(client)
    each = {plain(part) for part in recipient.split(",") if part.strip()}
    return plain(recipient) in names or bool(each) and each <= names


def _of_class(client: Client) -> set[str]:
    team = CareTeam.objects.standing().filter(client=client).select_related("member")
    names = [row.payer for row in client.coverages.all()]
    names += [name for row in team for name in (row.member.name, row.member.printed_name)]
    return set(map(plain, names))


def notice_for(client: Client, consent: Consent | None = None, *, signed: bool = False) -> str:
    """What accompanies paper of this client's record: the notice, and the scope of the consent.

    Empty where the record is not of a Part 2 programme, now or when the paper's text was `signed`.
    """
    if not (client.part2 or signed):
        return ""
    return f"{law().part2.notice} {scope_of(consent)}".strip()


def scope_of(consent: Consent | None) -> str:
    """The scope of a consent, explained in a sentence, for who receives the record."""
    if consent is None:
        return ""
    to = _named(consent) or law().part2.class_words
    said = f"The client consented on {_day(consent.from_on)} to disclosure to {to}"
    said += f" for {consent.get_purpose_display()}"
    said += f", until {_day(consent.to_on)}" if consent.to_on else ""
    return f"{said}: {consent.scope.rstrip('.')}." if consent.scope else f"{said}."


def _named(consent: Consent) -> str:
    lines = [line.strip() for line in consent.recipients.splitlines()]
    return ", ".join(line for line in lines if line)


def _nobody(consent: Consent) -> str:
    if consent.purpose == Consent.Purpose.ALL_CARE:
        return "nobody, so that it covers the care team and the payers of the record"
    return "nobody"


def _too_late(name: str) -> str:
    return f"{name} came after this disclosure."


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
