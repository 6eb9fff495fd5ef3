"""Doors of notes."""

from django.urls import include, path

from . import views
from .views import private

app_name = "notes"

OF_CLIENT = [
    path("notes/", views.list_sessions, name="list"),
    path("sessions/add/", views.add_session, name="add-session"),
    path("sessions/<uuid:pk>/", views.edit_session, name="edit-session"),
    path("sessions/<uuid:pk>/attendance/", views.change_attendance, name="attendance"),
    path("sessions/<uuid:pk>/mark/<str:status>/", views.mark_attendance, name="mark"),
    path("notes/new/", views.start_note, name="new"),
    path("notes/<uuid:pk>/", views.read_note, name="note"),
    path("notes/<uuid:pk>/edit/", views.edit_note, name="edit"),
    path("notes/<uuid:pk>/group-part/", views.take_group_part, name="take-part"),
    path("notes/<uuid:pk>/sign/", views.sign_note, name="sign"),
    path("notes/<uuid:pk>/take-back/", views.take_back, name="take-back"),
    path("notes/<uuid:pk>/texts/<int:number>/", views.read_text, name="text"),
    path("notes/<uuid:pk>/addendum/", views.add_addendum, name="addendum"),
]

SESSIONS = [
    path("", views.read_week, name="week"),
    path("add/", views.add_to_week, name="schedule"),
    path("<uuid:pk>/", views.read_session, name="session"),
    path("<uuid:pk>/join/", views.join_session, name="join"),
    path("<uuid:pk>/notes/", views.give_group_part, name="give-part"),
    path("participants/<uuid:pk>/leave/", views.leave_session, name="leave"),
    path("participants/<uuid:pk>/identify/", views.identify_client, name="identify"),
]

PRIVATE = [
    path("", private.list_private, name="private-list"),
    path("<uuid:client_id>/sessions/<uuid:pk>/", private.private_note, name="private-note"),
    path("<uuid:client_id>/authorizations/", private.authorizations, name="authorizations"),
    path("<uuid:client_id>/authorizations/add/", private.authorize, name="authorize-private"),
    path("<uuid:client_id>/authorizations/<uuid:pk>/", private.release, name="release-private"),
    path(
        "<uuid:client_id>/authorizations/<uuid:pk>/revoke/", private.revoke, name="revoke-private"
    ),
]

urlpatterns = [
    path("sessions/", include(SESSIONS)),
    path("clients/<uuid:client_id>/", include(OF_CLIENT)),
    path("private-notes/", include(PRIVATE)),
    path("review/notes/<uuid:pk>/", views.review_note, name="review"),
]
