"""Whoever reads a form by ear hears what is wrong with a field when they reach it."""

from html.parser import HTMLParser
from typing import Any

import pytest
from crispy_forms.bootstrap import (
    AppendedText,
    FieldWithButtons,
    InlineCheckboxes,
    InlineField,
    InlineRadios,
    PrependedText,
    StrictButton,
)
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template.loader import render_to_string

MOODS = [("low", "Low"), ("high", "High")]
WRONG = "Say what 0 and 10 mean."


class Page(HTMLParser):
    """The elements of a page with what stands in them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, str] = {}
        self._open: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        if tag not in {"input", "img", "br", "hr", "link", "meta", "source"}:
            self._open.append((tag, found.get("id")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _, name in self._open:
            if name:
                self.text[name] = f"{self.text.get(name, '')} {data}".strip()

    @property
    def ids(self) -> list[str]:
        return [found["id"] for _, found in self.elements if found.get("id")]

    def fields(self) -> list[dict[str, str | None]]:
        return [
            found
            for tag, found in self.elements
            if tag in {"input", "select", "textarea"} and found.get("type") != "hidden"
        ]

    def described_by(self) -> list[str]:
        lists = [found.get("aria-describedby") or "" for _, found in self.elements]
        return [name for names in lists for name in names.split()]

    def words_for(self, wanted: str) -> str:
        """What is read aloud with a field: its own descriptions and those of its group."""
        return " ".join(self.text.get(name, "") for name in self.described_by() if wanted in name)


class GoalForm(forms.Form):
    """One field of each kind, all of them refused."""

    statement = forms.CharField(help_text="In the client's words.")
    why = forms.CharField(widget=forms.Textarea)
    score = forms.IntegerField(min_value=0, max_value=10, help_text="0 to 10")
    focus = forms.ChoiceField(choices=[("", "Choose"), *MOODS], help_text="One of them")
    mood = forms.ChoiceField(choices=MOODS, widget=forms.RadioSelect, help_text="How it was")
    moods = forms.MultipleChoiceField(choices=MOODS, widget=forms.CheckboxSelectMultiple)
    nothing = forms.MultipleChoiceField(choices=[], widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField(help_text="The client took part.")
    letter = forms.FileField(help_text="A PDF")
    held_at = forms.SplitDateTimeField(help_text="Date and time")
    on = forms.DateField(widget=forms.SelectDateWidget)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError(WRONG)


def wrapped(name: str, layout: Any, *, labels: bool = True, shown: bool = True) -> Any:
    def build() -> GoalForm:
        form = GoalForm({"score": "11"})
        form.helper = FormHelper()
        form.helper.layout = Layout(layout)
        form.helper.form_show_labels = labels
        form.helper.form_show_errors = shown
        form.helper.form_tag = False
        form.helper.disable_csrf = True
        return form

    return pytest.param(build, name, id=f"{type(layout).__name__}-{name}-{labels}-{shown}")


PLAIN = [name for name in GoalForm.base_fields if name != "version"]
LAYOUTS = [
    *[wrapped(name, Field(name)) for name in PLAIN],
    *[wrapped(name, Field(name), labels=False) for name in PLAIN],
    *[wrapped(name, Field(name), shown=False) for name in PLAIN],
    wrapped("mood", InlineRadios("mood")),
    wrapped("moods", InlineCheckboxes("moods")),
    wrapped("score", AppendedText("score", "of 10")),
    wrapped("score", PrependedText("score", "=")),
    wrapped("statement", FieldWithButtons("statement", StrictButton("Find"))),
    wrapped("statement", InlineField("statement")),
    wrapped("agreed", InlineField("agreed")),
]


@pytest.mark.parametrize(("build", "name"), LAYOUTS)
def test_it_ties_each_error_and_hint_to_its_field(build: Any, name: str) -> None:
    form = build()
    page = Page(render_crispy_form(form))
    missing = [wanted for wanted in page.described_by() if wanted not in page.ids]
    assert missing == []
    for sentence in form.errors[name]:
        assert sentence in page.words_for(f"id_{name}_error")
    assert form.fields[name].help_text in page.words_for(f"id_{name}_helptext")


@pytest.mark.parametrize(("build", "name"), LAYOUTS)
def test_it_marks_each_refused_field_as_invalid(build: Any, name: str) -> None:
    page = Page(render_crispy_form(build()))
    assert all(field.get("aria-invalid") == "true" for field in page.fields())
    assert name == "nothing" or page.fields()


@pytest.mark.parametrize(("build", "name"), LAYOUTS)
def test_it_gives_no_id_twice_and_every_field_a_name(build: Any, name: str) -> None:
    page = Page(render_crispy_form(build()))
    assert len(page.ids) == len(set(page.ids))
    labelled = {found.get("for") for tag, found in page.elements if tag == "label"}
    in_group = any(tag == "legend" for tag, _ in page.elements)
    assert all(field.get("id") in labelled or in_group for field in page.fields())


def test_it_says_nothing_is_wrong_before_anything_is_typed() -> None:
    page = Page(render_crispy_form(GoalForm()))
    assert not any(field.get("aria-invalid") for field in page.fields())
    assert [wanted for wanted in page.described_by() if wanted not in page.ids] == []


def test_it_lists_each_problem_at_the_top_with_a_link_to_its_field() -> None:
    form = GoalForm({"score": "11"})
    html = render_crispy_form(form) + render_to_string(
        "components/error_summary.html", {"form": form}
    )
    page = Page(html)
    links = [
        found["href"][1:]
        for tag, found in page.elements
        if tag == "a" and (found.get("href") or "").startswith("#")
    ]
    assert set(links) <= set(page.ids) | {"id_nothing_0"}
    assert "id_score" in links
    assert "id_mood_0" in links
    assert "form-errors" in links
    assert "Ensure this value is less than or equal to 10." in html


def test_it_uses_the_same_words_at_the_top_and_beside_the_field() -> None:
    form = GoalForm({"score": "11", "statement": "<b>bold</b>"})
    summary = render_to_string("components/error_summary.html", {"form": form})
    beside = Page(render_crispy_form(form))
    for name in PLAIN:
        for sentence in form.errors.get(name, []):
            assert f">{sentence}</a>" in summary
            assert sentence in beside.text[f"id_{name}_error"]


def test_it_shows_typed_markup_as_text() -> None:
    form = GoalForm({"statement": "<script>alert(1)</script>"})
    form.fields["statement"].help_text = "<img src=x>"
    form.add_error("statement", "<b>No</b>")
    html = render_crispy_form(form)
    assert "<script>" not in html
    assert "<img" not in html
    assert "<b>No" not in html
