"""Doors of measures and of the journal."""

from django.urls import include, path

from . import views

app_name = "measures"

OF_CLIENT = [
    path("measures/", views.of_client, name="of-client"),
    path("measures/<slug:parent>/give/", views.give, name="give"),
    path("measures/<slug:parent>/paper/", views.enter, name="enter"),
    path("measures/<slug:parent>/chart.svg", views.chart, name="chart"),
    path("measures/given/<uuid:pk>/", views.result, name="result"),
    path("measures/given/<uuid:pk>/edit/", views.edit, name="edit"),
    path("measures/given/<uuid:pk>/correct/", views.correct, name="correct"),
    path("measures/given/<uuid:pk>/discard/", views.discard, name="discard"),
    path("journal/", views.journal, name="journal"),
    path("journal/add/", views.add_entry, name="add-entry"),
    path("journal/<uuid:pk>/", views.edit_entry, name="edit-entry"),
    path("journal/<uuid:pk>/chart.svg", views.journal_chart, name="journal-chart"),
]

urlpatterns = [
    path("clients/<uuid:client_id>/", include(OF_CLIENT)),
    path("measures/", views.practice, name="practice"),
    path("measures/bring/", views.upload, name="upload"),
    path("measures/of/<slug:slug>/", views.preview, name="preview"),
    path("measures/of/<slug:slug>/switch/", views.switch, name="switch"),
]
