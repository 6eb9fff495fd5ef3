"""Doors to people and practices."""

from django.urls import path

from .views import invitation, people, practice, seal, typed

app_name = "accounts"

urlpatterns = [
    path("practice/", practice.change_practice, name="practice"),
    path("practice/seal/", seal.seal, name="seal"),
    path("practice/seal/make/", seal.make_seal, name="make-seal"),
    path("practice/choose/", practice.choose_practice, name="choose-practice"),
    path("practice/people/", people.people, name="people"),
    path("practice/people/invite/", people.invite, name="invite"),
    path(
        "practice/invitations/<uuid:pk>/withdraw/",
        people.withdraw_invitation,
        name="withdraw-invitation",
    ),
    path("practice/members/<uuid:pk>/end/", people.end_membership, name="end-membership"),
    path("practice/supervision/start/", people.start_supervision, name="start-supervision"),
    path("practice/supervision/<uuid:pk>/end/", people.end_supervision, name="end-supervision"),
    path("typed/<uuid:pk>/discard/", typed.discard_typed, name="discard-typed"),
    path("profile/", practice.change_profile, name="profile"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
]
