"""Coverage, contributors and consents."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from accounts.pages import asking_user
from clients import actions, forms
from clients.models import Consent, Contributor, Coverage

from .parts import fill_in, opened_to_write


@require_http_methods(["GET", "POST"])
def add_coverage(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write down an insurance."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    form = forms.NewCoverageForm(request.POST or None, instance=Coverage(client=client))
    return fill_in(
        request,
        form,
        lambda: actions.add_coverage(form.instance, by=user),
        client=client,
        title="New coverage",
        part="coverage",
    )


@require_http_methods(["GET", "POST"])
def edit_coverage(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Edit an insurance."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    coverage = get_object_or_404(Coverage.objects.visible_to(user), pk=pk, client=client)
    form = forms.CoverageForm(request.POST or None, instance=coverage)
    return fill_in(
        request,
        form,
        lambda: actions.change_coverage(form.instance, expected=form.expected, by=user),
        client=client,
        title="Coverage",
        part="coverage",
    )


@require_http_methods(["GET", "POST"])
def add_contributor(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write down somebody who contributes."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    form = forms.NewContributorForm(request.POST or None, instance=Contributor(client=client))
    return fill_in(
        request,
        form,
        lambda: actions.add_contributor(form.instance, by=user),
        client=client,
        title="New contributor",
        part="contributors",
    )


@require_http_methods(["GET", "POST"])
def edit_contributor(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Edit a contributor, or the release."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    contributor = get_object_or_404(Contributor.objects.visible_to(user), pk=pk, client=client)
    form = forms.ContributorForm(request.POST or None, instance=contributor)
    return fill_in(
        request,
        form,
        lambda: actions.change_contributor(form.instance, expected=form.expected, by=user),
        client=client,
        title="Contributor",
        part="contributors",
    )


@require_http_methods(["GET", "POST"])
def add_consent(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write down what was signed."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    form = forms.NewConsentForm(request.POST or None, instance=Consent(client=client))
    return fill_in(
        request,
        form,
        lambda: actions.add_consent(form.instance, by=user),
        client=client,
        title="New consent",
        part="consents",
    )


@require_http_methods(["GET", "POST"])
def edit_consent(request: HttpRequest, client_id: UUID, pk: UUID) -> HttpResponse:
    """Edit or revoke a consent."""
    user = asking_user(request)
    client = opened_to_write(request, client_id)
    consent = get_object_or_404(Consent.objects.visible_to(user), pk=pk, client=client)
    form = forms.ConsentForm(request.POST or None, instance=consent)
    return fill_in(
        request,
        form,
        lambda: actions.change_consent(form.instance, expected=form.expected, by=user),
        client=client,
        title="Consent",
        part="consents",
    )
