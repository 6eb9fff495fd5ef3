"""The sections that a practice's own templates add to a plan."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.autosave import saved
from accounts.pages import asking_user

from .. import actions
from ..forms import SectionForm
from ..models import Plan, PlanSection
from ..pages import Places, draft_for, form_page
from ..sections import templates_for


@require_http_methods(["GET", "POST"])
def edit_section(request: HttpRequest, client_id: UUID, number: int, key: str) -> HttpResponse:
    """Answer what one template asks. It saves itself; an unfinished answer is one too."""
    user = asking_user(request)
    plan = draft_for(request, client_id, number)
    form = SectionForm(request.POST or None, instance=_section(plan, key))
    if saved(
        request,
        form,
        lambda: actions.answer_section(form.instance, expected=form.expected, by=user),
    ):
        return redirect(f"{Places(plan).draft()}#section-{key}")
    title = form.instance.template.title
    return form_page(request, plan, form, title, template="plans/section_form.html")


def _section(plan: Plan, key: str) -> PlanSection:
    """The plan's row of this template, stored or not yet, with the newest number."""
    for template in templates_for(plan):
        if template.key == key:
            held = plan.sections.filter(key=key).first() or PlanSection(plan=plan, key=key)
            held.plan, held.template = plan, template
            return held
    raise Http404("This practice asks no such thing about a plan.")
