"""Doors of the tables."""

from django.urls import path

from . import views

urlpatterns = [
    path("desk.csv", views.desk_csv, name="desk-csv"),
    path("findings.csv", views.findings_csv, name="findings-csv"),
    path("plans/<uuid:pk>/findings.csv", views.plan_findings_csv, name="plan-findings-csv"),
]
