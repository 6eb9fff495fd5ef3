"""Who signed the version in effect: client or guardian, clinician, supervisor, physician."""

from collections.abc import Iterator
from datetime import date

from audits.case import Case
from audits.facts import Signed, VersionFact
from audits.rule import Basis, Figure, figure, rule
from audits.said import DoesNotApply, Found, NotJudged, Said, Severity

NONE_IN_EFFECT = NotJudged("No version is in effect yet.")


def signature_of(version: VersionFact, role: str) -> Signed | None:
    """The first signature in a role."""
    return next((one for one in version.signatures if one.role == role), None)


def signed_or_said_why(version: VersionFact, role: str) -> bool:
    """Signed, or it is written down why not."""
    return bool(signature_of(version, role) or version.unsigned_because.get(role, "").strip())


def wanted(version: VersionFact, role: str, sentence: str, evidence: str = "") -> Found:
    """A signature that is absent under the version in effect."""
    return Found(sentence, "version", version.id, role, evidence)


def age_on(born_on: date, day: date) -> int:
    """Whole years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def _age(case: Case, version: VersionFact) -> int:
    return age_on(case.document.client.born_on, version.from_on or version.frozen_on)


@rule(
    25,
    "The client signed and dated the plan, or it is said why not.",
    severity=Severity.ERROR,
    sources=("COaud", "NY587", "Headway"),
    satisfied_by="Let the client answer and sign; or write down why the signature is absent, such"
    " as agreement by word of mouth in a telehealth session.",
    reads=("record.versions.signatures", "record.versions.unsigned_because"),
    points_at="version:client",
    basis=Basis.RECORD,
)
def client_signed(case: Case) -> Iterator[Said]:
    version = case.current
    if version is None:
        yield NONE_IN_EFFECT
    elif _age(case, version) < figure(case, "R26", "of_age"):
        yield DoesNotApply("The client is a minor (R26).")
    elif not (
        signed_or_said_why(version, "client") or case.document.plan.client_unsigned_because.strip()
    ):
        yield wanted(version, "client", "Ask for the client’s signature, or say why it is absent.")


@rule(
    26,
    "For a minor the guardian signed, and an older child too; or it is said why not.",
    severity=Severity.ERROR,
    sources=("COaud", "CT", "OK17"),
    satisfied_by="Let the guardian answer and sign, with the minor's assent; or say why not.",
    reads=(
        "document.client.born_on",
        "record.versions.signatures",
        "record.versions.assent",
        "record.versions.unsigned_because",
    ),
    points_at="version:guardian",
    basis=Basis.RECORD,
    figures={
        "of_age": Figure(18, "years", "house"),
        "child_signs_over": Figure(14, "years", "OK17"),
    },
)
def guardian_signed(case: Case) -> Iterator[Said]:
    version = case.current
    if version is None:
        yield NONE_IN_EFFECT
        return
    age = _age(case, version)
    if age >= figure(case, "R26", "of_age"):
        yield DoesNotApply("The client is no minor.")
        return
    if not signed_or_said_why(version, "guardian"):
        sentence = "Ask for the guardian’s signature, or say why it is absent."
        yield wanted(version, "guardian", sentence)
    # An assent that was not given, or not asked for, stands there with its reason.
    of_child = version.assent or signed_or_said_why(version, "client")
    if age > figure(case, "R26", "child_signs_over") and not of_child:
        sentence = "Ask for the minor’s own signature or assent, or say why it is absent."
        yield wanted(version, "client", sentence, f"{age} years old")


@rule(
    27,
    "The clinician signed, with credentials and date.",
    severity=Severity.ERROR,
    sources=("NGSplan", "CGS"),
    satisfied_by="Enter the clinician's credentials on the profile, and sign the next version.",
    reads=("record.versions.signatures",),
    points_at="version:author",
    basis=Basis.RECORD,
)
def clinician_signed(case: Case) -> Iterator[Said]:
    version = case.current
    if version is None:
        yield NONE_IN_EFFECT
        return
    author = signature_of(version, "author")
    if author is None:
        yield wanted(version, "author", "The clinician’s signature is absent.")
    elif not author.credentials.strip():
        sentence = "The clinician signed without credentials: sign a version that carries them."
        yield wanted(version, "author", sentence, author.name)


@rule(
    28,
    "A supervisor co-signed what a trainee or an unlicensed clinician wrote.",
    severity=Severity.ERROR,
    sources=("COaud", "TX564"),
    satisfied_by="Let the supervisor co-sign the next version; enter the license of who has one.",
    reads=(
        "record.versions.trainee",
        "record.versions.signatures",
        "document.author.license",
    ),
    points_at="version:co-signer",
    basis=Basis.RECORD,
)
def supervisor_signed(case: Case) -> Iterator[Said]:
    version = case.current
    if version is None:
        yield NONE_IN_EFFECT
        return
    author = case.document.author
    if signature_of(version, "co-signer"):
        return
    if version.trainee:
        sentence = "The author was supervised when the plan was signed: it lacks the co-signature."
        yield wanted(version, "co-signer", sentence, author.printed_name)
    elif not author.license.strip():
        yield NotJudged(f"No license is recorded for {author.printed_name}.")
    else:
        yield DoesNotApply("The author is licensed, and nobody's trainee.")


@rule(
    29,
    "A physician signed where the payer wants it, or it is said why not.",
    severity=Severity.ERROR,
    sources=("NY", "COaud", "Qual"),
    satisfied_by="Put a physician on the care team, who signs; or say why the payer's condition"
    " has not come about.",
    reads=("record.versions.signatures", "record.versions.unsigned_because"),
    points_at="version:physician",
    basis=Basis.RECORD,
)
def physician_signed(case: Case) -> Iterator[Said]:
    version, when = case.current, case.signers_when.get("physician", "")
    if "physician" not in case.signers and not when:
        yield DoesNotApply("No payer of this client wants a physician’s signature.")
    elif version is None:
        yield NONE_IN_EFFECT
    elif signed_or_said_why(version, "physician"):
        return
    elif "physician" not in case.signers:
        yield NotJudged(f"A physician signs when {when}: somebody says whether that is so.")
    else:
        sentence = "Ask for the physician’s signature, or say why it is not wanted yet."
        yield wanted(version, "physician", sentence)
