"""Other people who treat or support the client."""

import re
from collections.abc import Iterator

from audits.attesting import attested
from audits.case import Case
from audits.facts import ContributorFact
from audits.rule import ATTESTED, Basis, rule
from audits.said import Found, Said, Severity
from plans.drafting import in_words

# House rule: by these words in their role somebody is known as the primary-care physician.
PRIMARY_CARE = re.compile(
    r"primary[- ]care|\bpcp\b|family (?:doctor|physician|medicine)|general practitioner|\bgp\b"
    r"|p(?:a)?ediatrician|internist",
    re.IGNORECASE,
)


@rule(
    31,
    "Other agencies and professionals, and what they do, are listed.",
    severity=Severity.INFO,
    sources=("COaud", "MD"),
    satisfied_by="List them with what they contribute; or attest that there are none.",
    reads=("record.contributors.contributed", ATTESTED),
    points_at="contributor:contributed",
    basis=Basis.RECORD,
)
def others_are_listed(case: Case) -> Iterator[Said]:
    others = case.record.contributors
    if not others:
        place = ("client", case.document.client.id, "contributors")
        yield from attested(case, "R31", "is nobody else involved?", place)
    for one in others:
        if not one.contributed.strip():
            sentence = f"Say what the {one.role} contributes."
            yield Found(sentence, "contributor", one.id, "contributed")


@rule(
    32,
    "There is a release for the primary-care physician, or it is documented that it was declined.",
    severity=Severity.WARNING,
    sources=("Carelon", "MagTool"),
    satisfied_by="Add the primary-care physician, with the release or its refusal.",
    reads=("record.contributors.role", "record.contributors.release"),
    points_at="contributor:release",
    basis=Basis.RECORD,
)
def primary_care_release(case: Case) -> Iterator[Said]:
    found = [one for one in case.record.contributors if PRIMARY_CARE.search(one.role)]
    if not found:
        sentence = "Add the primary-care physician, with the release or its refusal."
        yield Found(sentence, "client", case.document.client.id, "contributors")
    elif not any(_is_settled(one, case) for one in found):
        yield from (_open(one) for one in found)


def _is_settled(one: ContributorFact, case: Case) -> bool:
    if one.release == "signed":
        return one.expires_on is None or one.expires_on >= case.today
    return one.release == "declined"


def _open(one: ContributorFact) -> Found:
    if one.release == "signed" and one.expires_on:
        sentence = f"The release expired on {in_words(one.expires_on)}: renew it."
        return Found(sentence, "contributor", one.id, "release_expires_on")
    return Found("Ask for the release, or note that it was declined.", "contributor", one.id,
                 "release")  # fmt: skip
