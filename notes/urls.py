"""Doors of notes."""

from django.urls import include, path

from . import views

app_name = "notes"

OF_CLIENT = [
    path("notes/", views.list_sessions, name="list"),
    path("sessions/add/", views.add_session, name="add-session"),
    path("sessions/<uuid:pk>/", views.edit_session, name="edit-session"),
    path("sessions/<uuid:pk>/attendance/", views.change_attendance, name="attendance"),
    path("notes/new/", views.start_note, name="new"),
    path("notes/<uuid:pk>/", views.read_note, name="note"),
    path("notes/<uuid:pk>/edit/", views.edit_note, name="edit"),
    path("notes/<uuid:pk>/sign/", views.sign_note, name="sign"),
    path("notes/<uuid:pk>/addendum/", views.add_addendum, name="addendum"),
]

urlpatterns = [path("clients/<uuid:client_id>/", include(OF_CLIENT))]
