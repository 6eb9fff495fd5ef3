"""Making a template: its head, its questions, their order; and publishing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import require_admin
from accounts.autosave import saved
from accounts.pages import accepted, asking_user, pressed

from .. import actions
from ..forms import AddPartForm, DraftForm, MoveForm, NewDraftForm, PartForm, PublishForm
from ..models import Draft
from ..pages import crumbs, draft_called, faults_of_draft, part_called, rows_of, status_of
from ..preview import preview_of


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A new template: its title and what it is used for."""
    user = asking_user(request)
    require_admin(user)
    form = NewDraftForm(request.POST or None)
    if form.is_valid() and accepted(form, lambda: actions.begin_draft(form.instance, by=user)):
        return redirect("builder:edit", Draft.objects.visible_to(user).get(pk=form.instance.pk).key)
    context = {"form": form, "title": "New template", "crumbs": crumbs(), "submit": "Begin"}
    return render(request, "builder/form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """The draft of a template: its head, which saves itself, its questions, and a preview."""
    user = asking_user(request)
    draft = draft_called(request, key)
    form = DraftForm(request.POST or None, instance=draft)
    if saved(
        request, form, lambda: actions.change_draft(form.instance, expected=form.expected, by=user)
    ):
        return redirect("builder:edit", key)
    context = {
        "draft": draft,
        "form": form,
        "rows": rows_of(draft),
        "faults": faults_of_draft(draft),
        "asked": preview_of(draft),
        "add": AddPartForm(),
        "crumbs": crumbs(),
    }
    return render(request, "builder/edit.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def add_part(request: HttpRequest, key: str) -> HttpResponse:
    """A new question at the end, then its answers and the rest."""
    user = asking_user(request)
    draft = draft_called(request, key)
    form = AddPartForm(request.POST or None)
    made: list[str] = []
    if form.is_valid() and accepted(
        form,
        lambda: made.append(
            actions.add_part(draft, form.cleaned_data["type"], form.cleaned_data["label"], by=user)
        ),
    ):
        return redirect("builder:edit-part", key, made[0])
    back = (draft.title, reverse("builder:edit", args=[key]))
    context = {"form": form, "title": "Add a question", "crumbs": crumbs(back), "submit": "Add"}
    return render(request, "builder/form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def edit_part(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """One question: its words, its answers, when it is asked. Saves itself."""
    user = asking_user(request)
    draft = draft_called(request, key)
    part_called(draft, question)
    form = PartForm(request.POST or None, instance=draft, key=question)
    if saved(
        request,
        form,
        lambda: actions.change_part(draft, form.field(), expected=form.expected, by=user),
    ):
        return redirect(f"{reverse('builder:edit', args=[key])}#question-{question}")
    back = (draft.title, reverse("builder:edit", args=[key]))
    context = {"form": form, "title": form.held["label"], "crumbs": crumbs(back), "back": back[1]}
    return render(request, "builder/form.html", context, status=status_of(form))


@require_POST
def move_part(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """Earlier or later, by so many places."""
    user = asking_user(request)
    draft = draft_called(request, key)
    part_called(draft, question)
    form = MoveForm(request.POST)
    pressed(
        request,
        form,
        lambda: actions.move_part(draft, question, form.cleaned_data["places"], by=user),
    )
    return redirect(f"{reverse('builder:edit', args=[key])}#question-{question}")


@require_POST
def remove_part(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """Take a question out of the draft."""
    user = asking_user(request)
    draft = draft_called(request, key)
    label = part_called(draft, question)["label"]
    form = PublishForm(request.POST, instance=draft)
    if pressed(
        request,
        form,
        lambda: actions.remove_part(draft, question, expected=form.expected, by=user),
    ):
        messages.success(request, f"“{label}” is taken out.")
    return redirect("builder:edit", key)


@require_POST
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """The draft becomes the next number."""
    user = asking_user(request)
    draft = draft_called(request, key)
    form = PublishForm(request.POST, instance=draft)
    if not pressed(request, form, lambda: actions.publish(draft, expected=form.expected, by=user)):
        return redirect("builder:edit", key)
    messages.success(request, f"“{draft.title}” is published. New notes are written in it.")
    return redirect("builder:template", key)


@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """The draft goes; what is published stays."""
    user = asking_user(request)
    draft = draft_called(request, key)
    actions.discard_draft(draft, by=user)
    messages.success(request, f"The draft of “{draft.title}” is discarded.")
    return redirect("builder:list")
