"""The doors of the lists over many clients."""

from django.urls import path

from . import views

app_name = "caseload"

urlpatterns = [
    path("caseload/", views.caseload, name="list"),
    path("outcomes/", views.outcomes, name="outcomes"),
    path("outcomes/outcomes.csv", views.outcomes_csv, name="outcomes-csv"),
]
