"""Doors of the client's record."""

from django.urls import path

from .views import (
    access,
    around,
    detail,
    diagnoses,
    lists,
    page,
    particulars,
    preview,
    safety,
    safety_paper,
    team,
)

app_name = "clients"

_CLIENT = "<uuid:client_id>/"
# The same paths as under /me/: links of those pages lead through the preview.
_PREVIEW = _CLIENT + "preview/<str:who>/"

urlpatterns = [
    path("", lists.clients, name="list"),
    path("add/", particulars.add_client, name="add"),
    path("codes/", diagnoses.codes, name="codes"),
    path("emergency/", team.find_in_emergency, name="find-in-emergency"),
    path(_CLIENT, detail.client, name="detail"),
    path(_CLIENT + "edit/", particulars.edit_client, name="edit"),
    path(_CLIENT + "intake/", particulars.intake, name="intake"),
    path(_CLIENT + "diagnoses/add/", diagnoses.add_diagnosis, name="add-diagnosis"),
    path(_CLIENT + "diagnoses/<uuid:pk>/", diagnoses.edit_diagnosis, name="edit-diagnosis"),
    path(_CLIENT + "coverage/add/", around.add_coverage, name="add-coverage"),
    path(_CLIENT + "coverage/<uuid:pk>/", around.edit_coverage, name="edit-coverage"),
    path(_CLIENT + "contributors/add/", around.add_contributor, name="add-contributor"),
    path(_CLIENT + "contributors/<uuid:pk>/", around.edit_contributor, name="edit-contributor"),
    path(_CLIENT + "consents/add/", around.add_consent, name="add-consent"),
    path(_CLIENT + "consents/<uuid:pk>/", around.edit_consent, name="edit-consent"),
    path(_CLIENT + "safety-plan/", safety.safety_plan, name="safety-plan"),
    path(_CLIENT + "safety-plan/edit/", safety.edit_safety_plan, name="edit-safety-plan"),
    path(_CLIENT + "safety-plan/agree/", safety.agree_safety_plan, name="agree-safety-plan"),
    path(_CLIENT + "safety-plan/review/", safety.review_safety_plan, name="review-safety-plan"),
    path(_CLIENT + "safety-plan/<int:version>/", safety.safety_version, name="safety-version"),
    path(
        _CLIENT + "safety-plan/<int:version>.pdf", safety_paper.safety_pdf_page, name="safety-pdf"
    ),
    path(_CLIENT + "team/", team.add_to_team, name="team"),
    path(_CLIENT + "team/<uuid:pk>/leave/", team.leave_team, name="leave-team"),
    path(_CLIENT + "emergency/", team.emergency, name="emergency"),
    path(_CLIENT + "access/", access.give_access, name="access"),
    path(_CLIENT + "access/<uuid:pk>/end/", access.end_access, name="end-access"),
    path(_CLIENT + "access/<uuid:pk>/send/", access.send_access, name="send-access"),
    path(_CLIENT + "access/<uuid:pk>/reason/", access.guardian_reason, name="guardian-reason"),
    path(_CLIENT + "page/", page.page, name="page"),
    path(_CLIENT + "page/hold/<str:kind>/<str:item>/", page.hold_back, name="hold-back"),
    path(_CLIENT + "page/held/<uuid:pk>/", page.look_again, name="look-again"),
    path(_CLIENT + "page/words/<str:kind>/<uuid:item>/", page.word, name="page-words"),
    path(_PREVIEW, preview.progress, name="preview"),
    path(_PREVIEW + "goals/<uuid:pk>/", preview.goal, name="preview-goal"),
    path(_PREVIEW + "goals/<uuid:pk>/chart.svg", preview.chart, name="preview-chart"),
    path(
        _PREVIEW + "measures/<slug:key>/chart.svg",
        preview.measure_chart,
        name="preview-measure-chart",
    ),
    path(_PREVIEW + "plan/", preview.plan, name="preview-plan"),
    path(_PREVIEW + "review/", preview.review, name="preview-review"),
    path(_PREVIEW + "safety/", preview.safety, name="preview-safety"),
    path(_PREVIEW + "help/", preview.help_page, name="preview-help"),
]
