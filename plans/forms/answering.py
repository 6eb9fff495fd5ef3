"""What a client or guardian says to a plan, and why a signature is absent."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import gettext_noop

from accounts import fresh_codes
from accounts.pages import asking_user
from config.forms import NewForm, PlainForm, speaking

from ..actions import Said
from ..document import Goal, PlanDocument, Problem
from ..models import ClientAnswer, UnsignedReason
from .signing import PasswordForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

AGREES = [("yes", later("Yes, I agree")), ("no", later("No, I do not agree"))]
WHO = [("client", "The client"), ("guardian", "A guardian")]
WORDS = 2_000
WRONG_CODE = gettext_noop("This is not the code, or it is too old. Nothing was signed.")
ASSENT = [
    ("given", later("Yes")),
    ("not given", later("No")),
    ("not asked", later("They were not asked")),
]


@dataclass(frozen=True)
class GoalFields:
    """A goal with its two questions; its problem, where it is the problem's first."""

    goal: Goal
    agrees: BoundField
    words: BoundField
    problem: Problem | None


def _text(label: "str | _StrPromise", rows: int = 2, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=WORDS, widget=widget, **more)


class AnswerForm(PlainForm):
    """Agree or not, goal by goal, each in one's own words; then a word on the whole.

    `minor` is what a minor is called, where a guardian answers.
    """

    names = ("name",)
    name = forms.CharField(label=later("Your name"), max_length=200)
    relation = forms.CharField(label=later("You are the client’s"), max_length=60, required=False)
    remark = _text(later("Anything else about the plan"), rows=3)

    def __init__(
        self, *args: Any, document: PlanDocument, role: str, minor: str = "", **kw: Any
    ) -> None:
        self.goals, self.role = document.active_goals, role
        self.problem_of = {goal.id: one for one in document.problems for goal in one.goals}
        super().__init__(*args, **kw)
        if role == ClientAnswer.Role.CLIENT:
            del self.fields["relation"]
        for goal in self.goals:
            self._ask(goal)
        if minor and role == ClientAnswer.Role.GUARDIAN:
            self._ask_assent(minor)

    def _ask(self, goal: Goal) -> None:
        sentence = _("Say whether you agree with goal %(number)s.") % {"number": goal.number}
        errors = {"required": sentence, "invalid_choice": sentence}
        self.fields[f"agrees-{goal.id}"] = forms.ChoiceField(
            label=_("Do you agree with this goal?"),
            choices=AGREES,
            widget=forms.RadioSelect,
            error_messages=errors,
        )
        self.fields[f"words-{goal.id}"] = _text(
            _("What does this goal mean to you, in your words?")
        )

    def _ask_assent(self, minor: str) -> None:
        sentence = _("Say whether %(name)s agrees.") % {"name": minor}
        self.fields["assent"] = forms.ChoiceField(
            label=_("Does %(name)s agree with this plan?") % {"name": minor},
            choices=ASSENT,
            widget=forms.RadioSelect,
            error_messages={"required": sentence, "invalid_choice": sentence},
        )
        self.fields["assent_words"] = forms.CharField(
            label=_("If not, or if they were not asked: why?"), required=False, max_length=500
        )

    def clean(self) -> dict[str, Any]:
        """An assent that is absent has its reason."""
        said = super().clean() or self.cleaned_data
        if said.get("assent") in ("not given", "not asked") and not said.get("assent_words"):
            self.add_error("assent_words", ValidationError(_("Say why the assent is absent.")))
        return said

    @property
    def by_goal(self) -> list[GoalFields]:
        """The questions, goal by goal."""
        found: list[GoalFields] = []
        told = None
        for goal in self.goals:
            problem = self.problem_of[goal.id]
            agrees, words = self[f"agrees-{goal.id}"], self[f"words-{goal.id}"]
            found.append(GoalFields(goal, agrees, words, None if problem is told else problem))
            told = problem
        return found

    @property
    def said(self) -> Said:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return Said(
            role=self.role,
            name=typed["name"],
            relation=typed.get("relation", ""),
            goals=tuple(
                {
                    "goal": str(goal.id),
                    "agrees": typed[f"agrees-{goal.id}"] == "yes",
                    "words": typed[f"words-{goal.id}"],
                }
                for goal in self.goals
            ),
            remark=typed["remark"],
            assent=typed.get("assent", ""),
            assent_words=typed.get("assent_words", ""),
        )


class OwnAnswerForm(AnswerForm, PasswordForm):
    """By their own sign-in: the password shows again who it is, or a fresh code by e-mail where

    there is none. The client's pages load no script, so a passkey is not asked for.
    """

    passkey_question = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passkey"]
        self.by_code = not asking_user(self.request).has_usable_password()
        if self.by_code:
            del self.fields["password"]
            self.fields["code"] = speaking("code", _code_field())
        else:
            self.fields["password"].help_text = _("Your password signs your answers.")

    @property
    def method(self) -> str:
        """How the reader showed that it is them."""
        return "e-mailed code" if self.by_code else "password"

    def prove(self, said: dict[str, Any]) -> None:
        """By the code that was mailed, or by password."""
        if not self.by_code:
            super().prove(said)
        elif not fresh_codes.is_code(self.request, asking_user(self.request), said["code"]):
            self.add_error("code", _(WRONG_CODE))


def _code_field() -> forms.CharField:
    return forms.CharField(
        label=_("The code from the e-mail"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "class": "form-short"}),
        help_text=_("It signs your answers. Ask for it first; what you wrote stays here."),
    )


class HandOverForm(PlainForm):
    """Who is going to answer."""

    role = forms.ChoiceField(label="Who answers?", choices=WHO, widget=forms.RadioSelect)

    @property
    def chosen(self) -> str:
        """client or guardian."""
        role: str = self.cleaned_data["role"]
        return role


class AbsenceForm(NewForm):
    """Why a signature that the version asks for could not be had."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = {item["role"] for item in self.instance.version.requires}
        role = self.fields["role"]
        assert isinstance(role, forms.TypedChoiceField)
        role.choices = [
            (value, label)
            for value, label in UnsignedReason.Role.choices
            if value in wanted or value in ClientAnswer.Role.values
        ]

    class Meta:
        model = UnsignedReason
        fields = ["role", "because", "words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
