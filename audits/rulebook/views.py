"""Pages of the rules, and of the profiles by which they are asked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import require_admin
from accounts.models import User
from accounts.pages import accepted, asking_user, pressed
from clients import actions
from clients.models import PracticeProfile, ProfileRule
from clients.profiles import choices_of
from config.forms import PlainModelForm

from ..rule import Rule
from ..rules import RULES
from . import listing
from .forms import CopyForm, DefaultForm, ForgetForm, ProfileForm, RuleForm, VersionForm

RULES_CRUMB = ("Rules", "audits:rules")
PROFILES_CRUMB = ("Payer profiles", "audits:profiles")


@require_safe
def show_rules(request: HttpRequest) -> HttpResponse:
    """Every rule, by theme."""
    user = asking_user(request)
    themes = listing.themes(listing.known_to(user).values())
    number = sum(len(theme.lines) for theme in themes)
    return render(request, "audits/rules.html", {"themes": themes, "number": number})


@require_safe
def show_rule(request: HttpRequest, slug: str) -> HttpResponse:
    """One rule, and what each profile says of it."""
    user = asking_user(request)
    line = listing.line_of(_rule(slug), listing.known_to(user).values())
    return render(request, "audits/rule.html", {"line": line, "crumbs": _crumbs(RULES_CRUMB)})


@require_safe
def show_profiles(request: HttpRequest) -> HttpResponse:
    """Every profile, shipped and the practice's own."""
    user = asking_user(request)
    page = {
        "listed": listing.listed(user),
        "form": _default_form(user),
        "may_choose": user.is_admin,
    }
    return render(request, "audits/profiles.html", page)


@require_POST
def choose_default(request: HttpRequest) -> HttpResponse:
    """By whose rules a plan is judged where no coverage names a profile."""
    user = asking_user(request)
    require_admin(user)
    form = _default_form(user, request.POST)
    if pressed(request, form, lambda: actions.choose_default(form.cleaned_data["key"], by=user)):
        messages.success(request, "Saved. Plans are judged again before they are shown.")
    return redirect("audits:profiles")


@require_safe
def show_profile(request: HttpRequest, key: str) -> HttpResponse:
    """What one profile asks for, and on whose word."""
    user = asking_user(request)
    profile = listing.known_to(user).get(key)
    if profile is None:
        raise Http404
    row = None
    if profile.version:
        row = PracticeProfile.objects.visible_to(user).filter(pk=key).first()
    page = {
        "profile": profile,
        "row": row,
        "signers": profile.signatures,
        "said": listing.said_by(profile),
        "unsaid": listing.unsaid_by(profile),
        "versions": row.versions.select_related("made_by")[:20] if row else (),
        "may_edit": user.is_admin and row is not None,
        "may_copy": user.is_admin,
        "retire": VersionForm(instance=row) if row else None,
        "crumbs": _crumbs(PROFILES_CRUMB),
    }
    return render(request, "audits/profile.html", page)


@require_http_methods(["GET", "POST"])
def copy_profile(request: HttpRequest, key: str) -> HttpResponse:
    """Make a profile of the practice's own."""
    user = asking_user(request)
    require_admin(user)
    source = listing.known_to(user).get(key)
    if source is None:
        raise Http404
    form = CopyForm(request.POST or None, initial={"name": f"{source.name}, our own"})
    if form.is_valid() and accepted(
        form, lambda: actions.copy_profile(form.instance, source, by=user)
    ):
        return redirect("audits:profile", key=str(form.instance.pk))
    return _form_page(request, form, f"Copy {source.name}", key, "Copy it")


@require_http_methods(["GET", "POST"])
def edit_profile(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Edit what a profile of the practice's own says of itself, and who must sign."""
    user = asking_user(request)
    row = _own(user, pk)
    form = ProfileForm(request.POST or None, instance=row)
    if form.is_valid() and accepted(
        form, lambda: actions.change_profile(form.instance, expected=form.expected, by=user)
    ):
        return redirect("audits:profile", key=str(pk))
    return _form_page(request, form, "The profile, and who signs", str(pk))


@require_http_methods(["GET", "POST"])
def edit_rule(request: HttpRequest, pk: UUID, slug: str) -> HttpResponse:
    """Edit what a profile of the practice's own says of one rule."""
    user = asking_user(request)
    profile, rule = _own(user, pk), _rule(slug)
    row = ProfileRule.objects.visible_to(user).filter(profile=profile, rule=rule.id).first()
    begun = ProfileRule(profile=profile, rule=rule.id, row_version=0)
    form = RuleForm(request.POST or None, instance=row or begun, rule=rule)
    if form.is_valid() and accepted(
        form, lambda: actions.say_of_rule(form.instance, expected=form.expected, by=user)
    ):
        return redirect("audits:profile", key=str(pk))
    forget = ForgetForm(instance=row) if row else None
    title = f"{rule.id} in {profile.name}"
    return _form_page(request, form, title, str(pk), rule=rule, forget=forget, pk=pk)


@require_POST
def forget_rule(request: HttpRequest, pk: UUID, slug: str) -> HttpResponse:
    """Let the audit's own weight and figures stand again."""
    user = asking_user(request)
    profile = _own(user, pk)
    row = get_object_or_404(ProfileRule.objects.visible_to(user), profile=profile, rule=slug)
    form = ForgetForm(request.POST, instance=row)
    if pressed(request, form, lambda: actions.forget_rule(row, expected=form.expected, by=user)):
        messages.success(request, f"{slug} stands as the audit itself has it.")
    return redirect("audits:profile", key=str(pk))


@require_POST
def retire_profile(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer it no more."""
    user = asking_user(request)
    form = VersionForm(request.POST, instance=_own(user, pk))
    if pressed(
        request,
        form,
        lambda: actions.retire_profile(form.instance, expected=form.expected, by=user),
    ):
        messages.success(request, "Retired. Coverage that names it is still judged by it.")
    return redirect("audits:profile", key=str(pk))


def _own(user: User, pk: UUID) -> PracticeProfile:
    """A profile of the user's practice, for an admin there."""
    row = get_object_or_404(PracticeProfile.objects.visible_to(user), pk=pk)
    require_admin(user)
    return row


def _rule(slug: str) -> Rule:
    if slug not in RULES:
        raise Http404
    return RULES[slug]


def _default_form(user: User, data: Any = None) -> DefaultForm:
    assert user.practice is not None
    held = user.practice.payer_profile
    choices = [one for one in choices_of(user.practice.pk, held) if one[0] != "general"]
    return DefaultForm(data, choices=choices, initial={"key": held})


def _crumbs(last: tuple[str, str]) -> list[tuple[str, str]]:
    return [(last[0], reverse(last[1]))]


def _form_page(
    request: HttpRequest, form: PlainModelForm, title: str, key: str, action: str = "Save",
    **more: Any,
) -> HttpResponse:  # fmt: skip
    status = 409 if form.conflict else 422 if form.is_bound and form.errors else 200
    cancel = reverse("audits:profile", kwargs={"key": key})
    page = {"form": form, "title": title, "action": action, "cancel_url": cancel, **more}
    page["crumbs"] = _crumbs(PROFILES_CRUMB)
    return render(request, "audits/profile_form.html", page, status=status)
