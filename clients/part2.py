"""Records of a 42 CFR Part 2 programme: whom the client's consent names, and the notice.

The citations, and how far each was checked, stand in fixtures/law/records.yaml.
"""

from datetime import date

from django.core.exceptions import ValidationError

from .law import law
from .models import Client, Consent

# The purposes that one consent for "all future treatment, payment and operations" covers.
CARE = {Consent.Purpose.TREATMENT, Consent.Purpose.PAYMENT, Consent.Purpose.OPERATIONS}


def consent_for(client: Client, *, recipient: str, ground: str) -> Consent | None:
    """The client's standing consent to a disclosure to `recipient` on this ground.

    `ground` is a word of plans.models.Disclosure.Ground. None where no consent is needed: the
    record is not of a Part 2 programme, or the ground does not rest on consent (the client's own
    access, 42 CFR 2.23; what the law orders). Raises ValidationError and says what is wrong with
    each consent that there is.
    """
    if not client.part2 or not law().grounds[ground].consent:
        return None
    today = client.practice.today
    recorded = [row for row in client.consents.all() if row.kind == Consent.Kind.PART2]
    faults = []
    for consent in recorded:
        if not (said := fault(consent, recipient, ground, today)):
            return consent
        faults.append(said)
    raise ValidationError(
        [
            "This record is protected by 42 CFR Part 2. Record the client’s consent to its"
            f" disclosure to {recipient} first.",
            *faults,
        ]
    )


def fault(consent: Consent, recipient: str, ground: str, on: date) -> str:
    """Why this consent does not cover the disclosure, in a sentence; empty when it does."""
    name = f"The consent of {_day(consent.from_on)}"
    if consent.revoked_on:
        return f"{name} was revoked on {_day(consent.revoked_on)}."
    if consent.from_on > on:
        return f"{name} is not in force yet."
    if consent.to_on and consent.to_on < on:
        return f"{name} ended on {_day(consent.to_on)}."
    if not consent.purpose:
        return f"{name} does not say for what purpose: complete it."
    if not covers_purpose(consent, ground):
        return f"{name} is for {consent.get_purpose_display()}."
    if not covers_recipient(consent, recipient):
        return f"{name} names {_named(consent) or 'nobody'}, and not {recipient}."
    return ""


def covers_purpose(consent: Consent, ground: str) -> bool:
    """Whether the consent is for a disclosure on this ground."""
    if consent.purpose == Consent.Purpose.ALL_CARE:
        return ground in CARE
    if consent.purpose == Consent.Purpose.OTHER:
        return ground not in CARE
    return consent.purpose == ground


def covers_recipient(consent: Consent, recipient: str) -> bool:
    """Whether the consent names the recipient, or each of several with commas between them.

    A single consent for all future care may describe the recipients as a class instead, and then
    names nobody (42 CFR 2.31(a)(4)(i)).
    """
    names = {_plain(line) for line in consent.recipients.splitlines() if line.strip()}
    if not names:
        return consent.purpose == Consent.Purpose.ALL_CARE
    each = {_plain(part) for part in recipient.split(",") if part.strip()}
    return _plain(recipient) in names or bool(each) and each <= names


def notice_for(client: Client, consent: Consent | None = None) -> str:
    """What accompanies paper of this client's record: the notice, and the scope of the consent.

    Empty where the record is not of a Part 2 programme. Print it on each page or on the cover.
    """
    if not client.part2:
        return ""
    return f"{law().part2.notice} {scope_of(consent)}".strip()


def scope_of(consent: Consent | None) -> str:
    """The scope of a consent, explained in a sentence, for who receives the record."""
    if consent is None:
        return ""
    to = _named(consent) or "treating providers, health plans and payers"
    said = f"The client consented on {_day(consent.from_on)} to disclosure to {to}"
    said += f" for {consent.get_purpose_display()}"
    said += f", until {_day(consent.to_on)}" if consent.to_on else ""
    return f"{said}: {consent.scope.rstrip('.')}." if consent.scope else f"{said}."


def _named(consent: Consent) -> str:
    lines = [line.strip() for line in consent.recipients.splitlines()]
    return ", ".join(line for line in lines if line)


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace(".", " ").split())


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
