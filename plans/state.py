"""Where a plan stands: computed from append-only rows, never kept in a column."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from .models import ClientAnswer, Plan, Return, Signature, Version

ANSWERING = ClientAnswer.Role.values


def effective_at(version: Version) -> datetime | None:
    """When the version took effect: with the last signature that it requires.

    None while one is absent, and for ever when it was returned. A client or guardian who does not
    agree with every goal has signed, and puts nothing into effect (docs/adr/0022). The database
    says the same (version_effective_at).
    """
    if returned(version) or awaited(version):
        return None
    signed: dict[str, datetime] = {}
    for signature in version.signatures.all():
        if not _disagrees(signature):
            signed.setdefault(signature.role, signature.signed_at)
    return max((signed[item["role"]] for item in _required(version)), default=None)


def returned(version: Version) -> Return | None:
    """How the version was sent back, if it was."""
    return next(iter(version.returns.all()), None)


@dataclass(frozen=True)
class Awaited:
    """A signature that is wanted and absent. `disagrees`: given, and not with every goal."""

    role: str
    name: str
    blocks: bool
    disagrees: bool

    def __str__(self) -> str:
        said = ", who does not agree with every goal" if self.disagrees else ""
        return f"{self.name}{said}"


def waits_for(version: Version) -> list[str]:
    """The names of those whose signatures are required and absent."""
    return [str(item) for item in awaited(version)]


def awaited(version: Version) -> list[Awaited]:
    """The signatures that are required, and absent."""
    return _absent(version, _required(version), blocks=True)


def asked_for(version: Version) -> list[Awaited]:
    """The signatures that are wanted without being waited for, and absent."""
    asked = [item for item in version.requires if not item.get("blocks", True)]
    return _absent(version, asked, blocks=False)


def refused(version: Version) -> bool:
    """Whether somebody who was waited for has answered, and does not agree with every goal."""
    return any(item.disagrees for item in awaited(version))


def _required(version: Version) -> list[dict[str, Any]]:
    return [item for item in version.requires if item.get("blocks", True)]


def _absent(version: Version, wanted: list[dict[str, Any]], *, blocks: bool) -> list[Awaited]:
    signatures = version.signatures.all()
    given = {one.role for one in signatures if not (blocks and _disagrees(one))}
    refusing = {one.role for one in signatures} - given
    return [
        Awaited(item["role"], item["name"], blocks, item["role"] in refusing)
        for item in wanted
        if item["role"] not in given
    ]


def _disagrees(signature: Signature) -> bool:
    """Whether it signs an answer that does not agree with every goal. Others have no answer."""
    answer = getattr(signature, "answer", None) if signature.role in ANSWERING else None
    return answer is not None and not answer.agrees


def in_effect(versions: Iterable[Version], at: datetime | None = None) -> Version | None:
    """The version in effect at a moment (now, if none is given): the one that took effect last."""
    held = [
        (moment, version.number, version)
        for version in versions
        if (moment := effective_at(version)) and (at is None or moment <= at)
    ]
    return max(held)[2] if held else None


@dataclass(frozen=True)
class Period:
    """A version's time in effect; `until` is None while it lasts."""

    version: Version
    since: datetime
    until: datetime | None


def periods(versions: Iterable[Version]) -> list[Period]:
    """When each version was in effect, the earliest first. One that never was has no period."""
    held = sorted(
        ((moment, row.number, row) for row in versions if (moment := effective_at(row))),
        key=lambda item: item[:2],
    )
    later: list[datetime | None] = [moment for moment, _, _ in held[1:]]
    return [
        Period(row, moment, end)
        for (moment, _, row), end in zip(held, [*later, None], strict=False)
    ]


@dataclass(frozen=True)
class State:
    """A plan's state in words, and what it was computed from."""

    word: str
    label: str
    current: Version | None
    latest: Version | None
    draft_differs: bool
    is_overdue: bool

    @property
    def is_waiting(self) -> bool:
        """Whether the latest version waits for a signature."""
        return self.latest is not None and self.word == "waiting"


def state_of(plan: Plan, today: date) -> State:
    """The state of a plan whose versions, signatures and returns are at hand.

    Fetch them with `Plan.objects.with_versions()`: without it this asks a query per version.
    """
    versions = list(plan.versions.all())
    latest = max(versions, key=lambda version: version.number, default=None)
    current = in_effect(versions)
    overdue = bool(plan.is_open and current and plan.next_review_on and plan.next_review_on < today)
    differs = latest is None or plan.changed_at > latest.frozen_at
    word, label = _words(plan, latest, current, overdue=overdue, differs=differs)
    return State(word, label, current, latest, differs, overdue)


def _words(
    plan: Plan, latest: Version | None, current: Version | None, *, overdue: bool, differs: bool
) -> tuple[str, str]:
    if not plan.is_open:
        return "closed", f"closed on {plan.closed_on}"
    if latest is None:
        return "draft", "draft"
    if returned(latest):
        return "returned", f"version {latest.number} returned"
    if latest is not current and (names := waits_for(latest)):
        return "waiting", f"waiting for {' and '.join(names)}"
    if overdue:
        return "overdue", "review overdue"
    return "in effect", "in effect; the draft differs" if differs else "in effect"


def printed_signatures(version: Version) -> list[Signature]:
    """The signatures in the order in which they were given."""
    return sorted(version.signatures.all(), key=lambda signature: signature.signed_at)
