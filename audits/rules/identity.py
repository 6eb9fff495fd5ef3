"""Whose record a page is, and whose work is billed."""

from collections.abc import Iterator

from audits.attesting import attested
from audits.case import Case
from audits.facts import Clinician
from audits.rule import ATTESTED, Basis, rule
from audits.said import Found, Said, Severity
from plans.drafting import in_words

from .session import none_held

# Papers of this program that print name, record number and day on every page; a test prints them.
IDENTIFIED = frozenset({"payer", "chart"})


@rule(
    57,
    "The client's name and number, and the date of service, stand on every page that is given"
    " away.",
    severity=Severity.ERROR,
    sources=("Cent", "NCQA", "MagTool"),
    satisfied_by="Give the payer's or the chart's paper, which print them on every page; of other"
    " papers somebody attests it.",
    reads=("record.copies.preset", ATTESTED),
    points_at="version:paper",
    basis=Basis.RECORD,
)
def each_page_names_its_client(case: Case) -> Iterator[Said]:
    """The client's own copy is theirs; to anybody else it does not name them as a payer does."""
    given = [one for one in case.record.copies if not one.to_client]
    other = [one for one in given if one.preset not in IDENTIFIED]
    versions = {one.number: one.id for one in case.record.versions}
    for copy in other:
        if copy.version in versions:
            sentence = "This paper does not carry the record number on every page."
            evidence = f"{copy.preset} paper to {copy.recipient}, {in_words(copy.on)}"
            yield Found(sentence, "version", versions[copy.version], "paper", evidence)
    if not given or case.attested("R57"):
        asked = "do papers from outside this program carry name, number and date on every page?"
        yield from attested(case, "R57", asked, ("plan", case.document.plan.id, "paper"))


@rule(
    58,
    "Whoever held the session is licensed, and is the one in whose name it is billed.",
    severity=Severity.ERROR,
    sources=("Cent",),
    satisfied_by="Enter license number and credentials in the clinician's profile; somebody"
    " attests who is billed for.",
    reads=(
        "record.sessions.clinician.license_number",
        "record.sessions.clinician.credentials",
        "record.sessions.clinician.is_trainee",
        "record.coverages",
        ATTESTED,
    ),
    points_at="clinician:license_number",
    basis=Basis.RECORD,
)
def who_treats_is_licensed_and_bills(case: Case) -> Iterator[Said]:
    """A trainee under a supervisor who co-signs works under the supervisor's license."""
    yield from none_held(case)
    held = {one.clinician.id: one.clinician for one in case.record.held}
    for clinician in held.values():
        yield from _licensed(clinician)
    if held and case.is_insured:
        asked = "is each session billed in the name of the clinician who held it?"
        yield from attested(case, "R58", asked, ("plan", case.document.plan.id, "billing"))


def _licensed(clinician: Clinician) -> Iterator[Found]:
    if clinician.is_trainee:
        return
    if not clinician.license_number.strip():
        sentence = "Enter the license number of this clinician."
        yield Found(sentence, "clinician", clinician.id, "license_number", clinician.name)
    if not clinician.credentials.strip():
        sentence = "Enter the credentials of this clinician."
        yield Found(sentence, "clinician", clinician.id, "credentials", clinician.name)
