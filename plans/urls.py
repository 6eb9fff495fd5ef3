"""Doors of plans."""

from django.urls import URLPattern, path

from . import answer_urls, disclosure_urls, review_urls
from .views import (
    amending,
    drafting,
    paper,
    problems,
    reading,
    reviewing,
    sections,
    signing,
    versions,
    writing,
)

app_name = "plans"

CLIENT = "clients/<uuid:client_id>/"
PLAN = f"{CLIENT}plans/<int:number>/"
DRAFT = f"{PLAN}draft/"

urlpatterns: list[URLPattern] = [
    path("clients/<uuid:client_id>/plans/open/", writing.open_plan, name="open"),
    path(PLAN, reading.read, name="read"),
    path(f"{PLAN}versions/", versions.versions, name="versions"),
    path(f"{PLAN}versions/<int:version>/", versions.one_version, name="version"),
    path(f"{PLAN}versions/on/", versions.on_a_day, name="on-a-day"),
    path(
        f"{PLAN}versions/<int:version>/amendments/add/",
        amending.ask_about_version,
        name="ask-amendment",
    ),
    path(f"{PLAN}diff/", versions.compare, name="compare"),
    path(f"{PLAN}diff/<int:older>/<int:newer>/", versions.difference, name="difference"),
    path(f"{PLAN}diff/<int:older>/draft/", versions.draft_difference, name="draft-difference"),
    path(f"{PLAN}versions/<int:version>.pdf", paper.pdf, name="pdf"),
    path(f"{PLAN}sign/", signing.sign, name="sign"),
    path(f"{PLAN}close/", writing.close_plan, name="close"),
    path(DRAFT, drafting.draft, name="draft"),
    path(f"{DRAFT}undo/<uuid:pk>/", drafting.put_back, name="put-back"),
    path(f"{DRAFT}edit/", writing.edit_plan, name="edit"),
    path(f"{DRAFT}sections/<slug:key>/", sections.edit_section, name="section"),
    path(f"{DRAFT}services/add/", writing.add_service, name="add-service"),
    path(f"{DRAFT}services/<uuid:pk>/", writing.edit_service, name="edit-service"),
    path(f"{DRAFT}services/<uuid:pk>/remove/", writing.remove_service, name="remove-service"),
    path(f"{DRAFT}problems/add/", problems.add_problem, name="add-problem"),
    path(f"{DRAFT}problems/<uuid:pk>/", problems.edit_problem, name="edit-problem"),
    path(f"{DRAFT}problems/<uuid:pk>/status/", problems.problem_status, name="problem-status"),
    path(f"{DRAFT}problems/<uuid:pk>/remove/", problems.remove_problem, name="remove-problem"),
    path(f"{DRAFT}<str:kind>/<uuid:pk>/move/", drafting.move, name="move"),
    path("amendments/", amending.amendments, name="amendments"),
    path(f"{CLIENT}amendments/", amending.client_amendments, name="client-amendments"),
    path(f"{CLIENT}amendments/<uuid:pk>/", amending.amendment, name="amendment"),
    path(
        f"{CLIENT}amendments/<uuid:pk>/<str:kind>/",
        amending.amendment_step,
        name="amendment-step",
    ),
    path(
        f"{CLIENT}notes/<uuid:pk>/amendments/add/",
        amending.ask_about_note,
        name="ask-note-amendment",
    ),
    path("review/", reviewing.review, name="review"),
    path("review/<uuid:pk>/", reviewing.review_version, name="review-version"),
    *review_urls.urlpatterns,
    *answer_urls.urlpatterns,
    *disclosure_urls.urlpatterns,
]
