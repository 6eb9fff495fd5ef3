"""The client's page, from the therapist's side: what stands on it, and what is held back."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from accounts.pages import asking_user
from clients import actions
from clients.forms import HoldForm, LookForm, WordsForm
from clients.minors import wants_reason
from clients.models import Client, HeldBack, PageWords
from clients.page_law import hold_ground
from portal.items import WORDED, Item, items_of

from .parts import crumbs, fill_in, opened_to_write


@require_GET
def page(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Each item of the page: shown, held back, or said in other words."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    today = client.practice.today
    readers = list(client.access.standing().select_related("user", "client__practice"))
    context = {
        "client": client,
        "items": items_of(client, user),
        "readers": [(access, wants_reason(access, today)) for access in readers],
        "today": today,
        "title": "The client’s page",
        "crumbs": crumbs(client),
    }
    return render(request, "clients/page.html", context)


def _around(client: Client) -> dict[str, Any]:
    url = reverse("clients:page", args=[client.pk])
    return {"back": url, "crumbs": [*crumbs(client), ("The client’s page", url)]}


def _item(client: Client, user: User, kind: str, key: str) -> Item:
    """What the address names, if it stands on this client's page."""
    found = [one for one in items_of(client, user) if (one.kind, one.in_address) == (kind, key)]
    if not found:
        raise Http404
    return found[0]


@require_http_methods(["GET", "POST"])
def hold_back(request: HttpRequest, client_id: UUID, kind: str, item: str) -> HttpResponse:
    """Hold an item back from the page."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    line = _item(client, user, kind, item)
    held = HeldBack(client=client, kind=kind, item=line.key)
    form = HoldForm(request.POST or None, instance=held)
    return fill_in(
        request,
        form,
        lambda: actions.hold_back(form.instance, by=user),
        client=client,
        title=f"Hold back this {line.called}",
        to="clients:page",
        template="clients/page_hold.html",
        button="Hold it back",
        line=line,
        **_around(client),
    )


@require_http_methods(["GET", "POST"])
def look_again(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Look again at what is held back: show it, or choose another day."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    held = get_object_or_404(HeldBack.objects.visible_to(user).standing(), pk=pk, client=client)
    form = LookForm(request.POST or None)
    return fill_in(
        request,
        form,
        lambda: actions.look_again(
            held, because=form.cleaned_data["because"], keep_until=form.keep_until, by=user
        ),
        client=client,
        title=f"A {held.get_kind_display()} that is held back",
        to="clients:page",
        template="clients/page_look.html",
        held=held,
        ground=hold_ground(held.ground),
        **_around(client),
    )


@require_http_methods(["GET", "POST"])
def word(request: HttpRequest, client_id: UUID, kind: str, item: UUID) -> HttpResponse:
    """Say a goal or step in words for the client."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    line = _item(client, user, kind, str(item))
    if kind not in WORDED:
        raise Http404
    said = PageWords(client=client, kind=kind, item=line.key, words=line.words)
    form = WordsForm(request.POST or None, instance=said)
    return fill_in(
        request,
        form,
        lambda: actions.word_for_client(form.instance, by=user),
        client=client,
        title=f"This {line.called} in words for the client",
        to="clients:page",
        template="clients/page_words.html",
        line=line,
        **_around(client),
    )
