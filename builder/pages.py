"""What the pages about templates share: finding one, and the way back."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.actions import require_admin
from accounts.models import User
from accounts.pages import asking_user
from config.forms import PlainForm, PlainModelForm

from .faults import Fault, faults_of
from .finding import Offered, all_templates
from .forms.draft import KINDS
from .models import Draft

KIND_WORDS = dict(KINDS)


@dataclass(frozen=True)
class Row:
    """A field of a draft in the list, with what is wrong with it."""

    key: str
    label: str
    kind: str
    facts: str
    faults: list[Fault]
    is_first: bool
    is_last: bool


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page is."""
    return [("Templates", reverse("builder:list")), *more]


def template_called(key: str, user: User) -> Offered:
    """A template of the practice or a built-in one, in its newest number."""
    for item in all_templates(user.practice):
        if item.key == key:
            return item
    raise Http404("There is no such template.")


def draft_called(request: HttpRequest, key: str) -> Draft:
    """The draft of a key. Another practice's is not there; only an admin may open it."""
    user = asking_user(request)
    draft = get_object_or_404(Draft.objects.visible_to(user), key=key)
    require_admin(user)
    return draft


def part_called(draft: Draft, key: str) -> dict[str, Any]:
    """One field of a draft, as JSON. 404 when it is not there."""
    held = [part["field"] for part in draft.parts if part["field"]["key"] == key]
    if not held:
        raise Http404("This question is not in the template.")
    field: dict[str, Any] = held[0]
    return field


def rows_of(draft: Draft) -> list[Row]:
    """The fields of a draft in order."""
    fields = [part["field"] for part in draft.parts]
    faults = faults_of(fields)
    labels = {field["key"]: field["label"] for field in fields}
    return [
        Row(
            key=field["key"],
            label=field["label"],
            kind=KIND_WORDS.get(field["type"], field["type"]),
            facts=" · ".join(_facts(field, labels)),
            faults=[fault for fault in faults if fault.key == field["key"]],
            is_first=place == 0,
            is_last=place == len(fields) - 1,
        )
        for place, field in enumerate(fields)
    ]


def _facts(field: dict[str, Any], labels: dict[str, str]) -> list[str]:
    """What a question is, besides its words."""
    said = []
    if options := field.get("options"):
        said.append("; ".join(options))
    if field.get("required"):
        said.append("needed before signing")
    if field.get("shared"):
        said.append("the whole group’s")
    if field.get("risk_answers"):
        said.append(f"raises the risk prompt: {'; '.join(field['risk_answers'])}")
    if rule := field.get("show_if"):
        asked = labels.get(rule["field"], rule["field"])
        said.append(f"asked when “{asked}” is {' or '.join(rule.get('one_of', []))}")
    return said


def faults_of_draft(draft: Draft) -> list[Fault]:
    """What keeps it from being published."""
    return faults_of(
        [part["field"] for part in draft.parts], about=draft.about, sources=draft.sources
    )


def status_of(form: PlainForm | PlainModelForm) -> int:
    """200 for a fresh form, 422 for a refused one, 409 when somebody else was faster."""
    if form.conflict:
        return 409
    return 422 if form.is_bound and form.errors else 200
