"""Offering wording where something is typed: what is found, and what a statement brings with it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from accounts.models import User
from config.forms import PlainForm, PlainModelForm

from .finding import LABELS, Found, search
from .models import BankStatement, PracticeStatement, Statement
from .models.worded import Worded
from .wording import Kind

# What a goal of a planner says beside its words, under the names of a goal's fields.
OF_GOALS = ("zero_means", "ten_means", "aim", "focus")


@dataclass(frozen=True)
class Finder:
    """A field for which wording is offered: of which kinds, and whether one adds or replaces."""

    kinds: tuple[Kind, ...]
    adds: bool = False

    @property
    def asked(self) -> str:
        """As the address of the suggestions names the kinds: "note,intervention"."""
        return ",".join(self.kinds)


@dataclass(frozen=True)
class Suggestion:
    """A statement that was found, and what else it fills in where nothing was said yet."""

    found: Found
    brings: dict[str, str] = field(default_factory=dict)

    @property
    def kind_label(self) -> str:
        """What kind of statement it is, in words."""
        return Kind(self.found.kind).label


def offer(form: PlainForm | PlainModelForm, name: str, *kinds: Kind, adds: bool = False) -> None:
    """Say that wording of these kinds is offered for a field (bootstrap5/field.html shows it)."""
    held: Any = form.fields[name]
    held.finder = Finder(kinds, adds)


def suggestions(typed: str, kinds: list[Kind]) -> list[Suggestion]:
    """What is offered for what was typed, eight at most; for goals with their scale."""
    found = search(typed, [str(kind) for kind in kinds])
    scales = _scales(found) if Kind.GOAL in kinds else {}
    return [Suggestion(item, _brings(item) | scales.get(item.id, {})) for item in found]


def _brings(found: Found) -> dict[str, str]:
    return {"modality": found.approach} if found.approach else {}


def _scales(found: list[Found]) -> dict[UUID, dict[str, str]]:
    """What 0 and 10 mean, aim and focus of the goals among them: at most three queries."""
    wanted: dict[str, list[UUID]] = {source: [] for source in LABELS}
    for item in found:
        wanted[item.source].append(item.id)
    banks = [*wanted["mine"], *wanted["practice"]]
    held: list[Worded] = []
    if wanted["planner"]:
        held += Statement.objects.filter(pk__in=wanted["planner"])
        held += PracticeStatement.objects.filter(pk__in=wanted["planner"])
    if banks:
        held += BankStatement.objects.filter(pk__in=banks)
    return {row.pk: scale_of(row) for row in held}


def scale_of(row: Worded) -> dict[str, str]:
    """What a goal's wording says beside the statement; nothing that is empty."""
    return {name: getattr(row, name) for name in OF_GOALS if getattr(row, name)}


def statements_at(pks: list[UUID], user: User) -> list[Worded]:
    """The statements of these ids that the user may see, in this order."""
    found: dict[UUID, Worded] = {row.pk: row for row in Statement.objects.filter(pk__in=pks)}
    for model in (PracticeStatement, BankStatement):
        found |= {row.pk: row for row in model.objects.visible_to(user).filter(pk__in=pks)}
    return [found[pk] for pk in pks if pk in found]
