"""What the client said to a version, for pages and paper: plain data, no row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import User
from clients.models import ClientAccess

from .document import PlanDocument
from .models import ClientAnswer, UnsignedReason, Version
from .state import awaited, returned


@dataclass(frozen=True)
class GoalAnswer:
    """Agreement with one goal, restated in the client's own words."""

    number: str
    statement: str
    agrees: bool
    words: str


@dataclass(frozen=True)
class Answer:
    """What the client, or a guardian, said. `how` is the signature's method."""

    role: str
    name: str
    relation: str
    how: str
    statement: str
    said_at: datetime
    goals: tuple[GoalAnswer, ...]
    remark: str
    assent: str
    assent_words: str

    @property
    def agreed(self) -> int:
        """With how many goals."""
        return sum(goal.agrees for goal in self.goals)

    @property
    def summary(self) -> str:
        """ "Agrees with all 3 goals."; "Agrees with 2 of 3 goals."."""
        count = len(self.goals)
        goals = "goal" if count == 1 else "goals"
        if self.agreed == count:
            return f"Agrees with the {goals}." if count == 1 else f"Agrees with all {count} goals."
        return f"Agrees with {self.agreed} of {count} {goals}."


@dataclass(frozen=True)
class Absence:
    """Why a signature is absent."""

    role: str
    because: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Answers:
    """Everything that was said, and every reason why something was not, in order of time."""

    given: tuple[Answer, ...] = ()
    absent: tuple[Absence, ...] = ()

    @property
    def roles(self) -> set[str]:
        """Who answered: client, guardian."""
        return {answer.role for answer in self.given}


def answers_of(
    version: Version, document: PlanDocument | None = None, *, for_client: bool = False
) -> Answers:
    """What was said to this version. Two queries; for the client one, without the staff's reasons.

    `document` is the version's own, if it is at hand.
    """
    document = document or PlanDocument.stored(version.document)
    given = version.answers.select_related("signature")
    absent = [] if for_client else version.unsigned_reasons.select_related("recorded_by")
    return Answers(
        given=tuple(_answer(row, document) for row in given),
        absent=tuple(_absence(row) for row in absent),
    )


def _answer(row: ClientAnswer, document: PlanDocument) -> Answer:
    goals = {str(goal.id): goal for goal in document.goals}
    return Answer(
        role=row.role,
        name=row.name,
        relation=row.relation,
        how=row.signature.method,
        statement=row.signature.statement,
        said_at=row.said_at,
        goals=tuple(
            GoalAnswer(
                number=goals[said["goal"]].number,
                statement=goals[said["goal"]].statement,
                agrees=said["agrees"],
                words=said["words"],
            )
            for said in row.goals
        ),
        remark=row.remark,
        assent=row.get_assent_display() if row.assent else "",
        assent_words=row.assent_words,
    )


def _absence(row: UnsignedReason) -> Absence:
    return Absence(
        role=row.role,
        because=row.get_because_display(),
        words=row.words,
        by=row.recorded_by.printed_name,
        at=row.recorded_at,
    )


def answers_as(user: User, client_id: UUID) -> str:
    """As whom the reader of a client's page answers: client or guardian; a proxy does not.

    One query.
    """
    access = ClientAccess.objects.standing().held_by(user).filter(client=client_id)
    kind = access.values_list("kind", flat=True).first() or ""
    return kind if kind in ClientAnswer.Role.values else ""


def to_answer(versions: Iterable[Version], role: str) -> list[Version]:
    """Which of a client's versions wait for this reader: everybody else has signed. No query.

    Fetch them with `Version.objects.read_by(client_id)`.
    """
    newest = {version.plan_id: version for version in versions}
    return [
        version
        for version in newest.values()
        if version.plan.is_open and not returned(version) and waits_for_reader(version, role)
    ]


def waits_for_reader(version: Version, role: str) -> bool:
    """Whether the professionals have signed, and this reader has not.

    House rule: a client reads a text of their own sign-in when it is no longer likely to be sent
    back. In the session itself the device can be handed over sooner.
    """
    signed = {signature.role for signature in version.signatures.all()}
    absent = {item["role"] for item in awaited(version)}
    return bool(role) and not absent - {"client", "guardian"} and role not in signed
