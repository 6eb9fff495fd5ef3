"""What the client said to a version, for pages and paper, and what they may still say."""

from collections.abc import Iterable
from uuid import UUID

from accounts.models import User
from clients.models import ClientAccess

from .answered import Absence, Answer, Answers, GoalAnswer
from .document import PlanDocument
from .models import ClientAnswer, UnsignedReason, Version
from .state import awaited, returned


def answers_of(
    version: Version, document: PlanDocument | None = None, *, for_client: bool = False
) -> Answers:
    """What was said to this version. Two queries; for the client one, without the staff's reasons.

    `document` is the version's own, if it is at hand; of a goal that it does not show (the client's
    page holds some back) nothing is told.
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
            if said["goal"] in goals
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

    Nor does a guardian who does not read the plan. One query.
    """
    access = ClientAccess.objects.standing().held_by(user).filter(client=client_id)
    access = access.exclude(covers=ClientAccess.Covers.PROGRESS)
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
    absent = {item.role for item in awaited(version)}
    return bool(role) and not absent - {"client", "guardian"} and role not in signed
