"""The admin's door."""

from django.urls import path

from . import views
from .rulebook.urls import urlpatterns as rulebook

app_name = "audits"

urlpatterns = [
    path("", views.show_desk, name="desk"),
    *rulebook,
    path("ask/", views.ask, name="ask"),
    path("asks/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("plans/<uuid:pk>/", views.show_findings, name="findings"),
    path("plans/<uuid:pk>/attest/<slug:rule>/", views.attest, name="attest"),
    path("findings/<uuid:pk>/waive/", views.waive, name="waive"),
    path("waivers/<uuid:pk>/end/", views.end_waiver, name="end-waiver"),
]
