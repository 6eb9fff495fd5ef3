"""Doors of the client's record."""

from django.urls import path

from .views import access, around, detail, diagnoses, lists, particulars, safety, safety_paper, team

app_name = "clients"

_CLIENT = "<uuid:client_id>/"

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
]
