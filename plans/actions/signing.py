"""Signing: the author's signature freezes the draft; the last required one puts it into effect."""

from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Q

from accounts.editing import Stale
from accounts.models import User
from config.tenancy import acting, as_staff
from goals.models import GoalRevision
from goals.summaries import refresh
from trail import sealing
from trail.proof import witness
from trail.recording import record

from ..awaiting import author_signs_as, judged_by, roles_awaited_of, signers_of
from ..document import Missing, canonical, digest, missing_before_signing
from ..drafting import draft_document
from ..models import Plan, Return, Signature, Version
from ..state import ANSWERING, effective_at, refused, returned
from .permits import require_open_draft
from .reviewing import unsigned_review

AUTHOR_STATES = "I wrote this plan with the client, and it is complete and true to my knowledge."
COSIGNER_STATES = "I have reviewed this plan as the author's supervisor and approve it."
PHYSICIAN_STATES = "I have reviewed this plan as a physician and approve it."
STATES = {
    Signature.Role.AUTHOR: (AUTHOR_STATES, ""),
    Signature.Role.COSIGNER: (COSIGNER_STATES, "plan.cosigned"),
    Signature.Role.PHYSICIAN: (PHYSICIAN_STATES, "plan.signed_by_physician"),
}

APPROVING = (Signature.Role.COSIGNER, Signature.Role.PHYSICIAN)


class CannotSign(ValidationError):
    """Something is missing; `missing` says what, and where it is mended."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__([item.sentence for item in missing])
        self.missing = missing


@transaction.atomic
def sign(plan: Plan, *, by: User, reason: str, seen: str, method: str = "password") -> Version:
    """Freeze the draft as the next version, with its author's signature.

    `seen` is the digest of the document that the author was shown: a draft that changed since
    raises Stale. Signing the same document again is the same as signing once. Raises CannotSign.
    """
    plan = require_open_draft(plan, by)
    latest = plan.versions.order_by("-number").first()
    # A second press, told by what was seen: nothing has to be read again.
    if held := _signed_already(latest, seen):
        return held
    document = draft_document(plan, author=by)
    text = canonical(document)
    if held := _signed_already(latest, digest(text)):
        return held
    if digest(text) != seen:
        raise Stale(plan)
    if missing := missing_before_signing(document, plan.practice.today):
        raise CannotSign(missing)
    version = _freeze(plan, text, latest, reason=reason, by=by)
    _approve(version, author_signs_as(plan, by), by=by, method=method)
    said = {"digest": version.digest, "method": method} | witness(version, *_pinned(plan))
    record("plan.signed", version, by=by, clients=[plan.client_id], changed=said)
    return version


def _signed_already(latest: Version | None, text_digest: str) -> Version | None:
    """The latest version, if it says just this and stands.

    A review that waits for its version gets one, also when the text is the same; so does whoever
    did not agree and was talked with since: an answer stays as it is.
    """
    if latest is None or latest.digest != text_digest or returned(latest) or refused(latest):
        return None
    return None if unsigned_review(latest.plan) else latest


def _pinned(plan: Plan) -> list[GoalRevision]:
    """Every goal's wording counts from now on; those that did not yet."""
    goals = [goal for problem in plan.problems.all() for goal in problem.goals.all()]
    made = [one for goal in goals if (one := goal.revisions.pin(goal)).is_new]
    refresh([one.goal_id for one in made if one.number > 1])
    return made


def _freeze(plan: Plan, text: str, latest: Version | None, *, reason: str, by: User) -> Version:
    return Version.objects.create(
        practice=plan.practice,
        plan=plan,
        number=latest.number + 1 if latest else 1,
        document=text,
        digest=digest(text),
        previous_digest=latest.digest if latest else "",
        reason=reason,
        requires=_required(plan, by),
    )


def _required(plan: Plan, author: User) -> list[dict[str, Any]]:
    """Every signature that the version wants, with its reason, and whether it waits for it."""
    return [asdict(item) for item in signers_of(plan, author)]


def put_signature(
    version: Version, role: str, *, by: User, method: str, statement: str, name: str = ""
) -> Signature:
    """The signature of the user, or, with `name`, of somebody who signs in the user's session.

    What else is on the trail is sealed afterwards.
    """
    signature, new = Signature.objects.get_or_create(
        version=version,
        signer=by,
        role=role,
        defaults={
            "practice_id": version.practice_id,
            "name": name or by.name,
            "credentials": "" if name else by.credentials,
            "method": method,
            "statement": statement,
        },
    )
    if new:
        said = {"digest": version.digest} | witness(signature)
        record("signature.kept", signature, by=by, clients=[version.plan.client_id], changed=said)
        if role not in ANSWERING:
            let_review_date_stand(version)
    seal_afterwards(version.practice_id)
    return signature


def let_review_date_stand(version: Version) -> None:
    """Once the version is in effect, the date that it sets for the next review is the plan's.

    By a function of the database, which asks the signed rows: a client who signs cannot write a
    plan, and a draft's date moves nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT review_date_stands(%s)", [version.pk])


def seal_afterwards(practice_id: UUID) -> None:
    """Seal the practice's trail once the act is committed: a seal covers only what is."""
    transaction.on_commit(partial(_seal, practice_id))


def _seal(practice_id: UUID) -> None:
    with acting(as_staff(practice_id)):
        sealing.seal(practice_id)


def statements_of(roles: Iterable[str]) -> list[str]:
    """What somebody agrees to by signing in these roles: shown before, and kept with each."""
    return [STATES[Signature.Role(role)][0] for role in roles]


def _approve(version: Version, roles: Iterable[str], *, by: User, method: str) -> None:
    for role in roles:
        statement, verb = STATES[Signature.Role(role)]
        put_signature(version, role, by=by, method=method, statement=statement)
        if verb:
            record(
                verb, version, by=by, clients=[version.plan.client_id], changed={"method": method}
            )


def require_judge(version: Version, by: User) -> None:
    """Only the author's supervisor, or a physician where one is wanted, may judge a version."""
    if not judged_by(by).filter(pk=version.pk).exists():
        raise PermissionDenied("Only the author's supervisor may do this.")


def _require_cosigner(version: Version, by: User) -> None:
    """Who could sign it: not every supervisor co-signs, and the role can be taken away."""
    if not judged_by(by).filter(Q(cosigns=True) | Q(attends=True), pk=version.pk).exists():
        raise PermissionDenied("Only a supervisor who co-signs for the author may do this.")


def _refuse_overtaken(version: Version) -> None:
    """An older text must not take effect over a newer one, nor anything in a closed plan."""
    if not version.plan.is_open:
        raise ValidationError("This plan is closed: nothing in it takes effect any more.")
    if version.plan.versions.filter(number__gt=version.number).exists():
        raise ValidationError("A newer version was signed since. Only the newest can be co-signed.")


def _waiting(version: Version, by: User) -> Version:
    """The version, its plan locked, if it still waits."""
    Plan.objects.select_for_update().get(pk=version.plan_id, practice=by.practice)
    version = Version.objects.select_related("plan").get(pk=version.pk, practice=by.practice)
    require_judge(version, by)
    return version


@transaction.atomic
def cosign(version: Version, *, by: User, method: str = "password") -> Version:
    """The supervisor's or physician's signature on the newest version, where it waits for theirs.

    Pressing twice signs once. Raises PermissionDenied for everybody else.
    """
    version = _waiting(version, by)
    _require_cosigner(version, by)
    if returned(version):
        raise ValidationError("This version was returned: it cannot take effect any more.")
    roles = roles_awaited_of(version, by)
    if not roles and version.signatures.filter(signer=by, role__in=APPROVING).exists():
        return version
    _refuse_overtaken(version)
    if not roles:
        raise ValidationError("This version does not wait for your signature.")
    _approve(version, roles, by=by, method=method)
    return version


@transaction.atomic
def return_version(version: Version, comments: dict[str, str], *, by: User) -> Return:
    """Send a version back with comments; keys are node ids, or "plan"."""
    version = _waiting(version, by)
    said = {key: text.strip() for key, text in comments.items() if text.strip()}
    if not said:
        raise ValidationError({"comment": "Say what is to be changed."})
    if held := returned(version):
        return held
    if effective_at(version):
        raise ValidationError(
            "This version is in effect. What is to change belongs in the next one."
        )
    back = Return.objects.create(
        practice_id=version.practice_id, version=version, returned_by=by, comments=said
    )
    record("plan.returned", version, by=by, clients=[version.plan.client_id], changed=witness(back))
    return back
