"""Doors of the mock audits."""

from django.urls import path

from . import views

urlpatterns = [
    path("mock/", views.mock_audits, name="mock-audits"),
    path("mock/<uuid:pk>/", views.show, name="mock-audit"),
    path("mock/<uuid:pk>.csv", views.as_csv, name="mock-audit-csv"),
    path("mock/<uuid:pk>/with/<uuid:item>/", views.compare, name="compare-mock-audits"),
]
