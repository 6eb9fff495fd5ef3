"""The admin's door, and what a plan's clinicians read of the audit."""

from django.urls import include, path

from . import views
from .agenda.urls import urlpatterns as agenda
from .exports.urls import urlpatterns as tables
from .mock.urls import urlpatterns as mock_audits
from .period.urls import urlpatterns as sign_offs
from .rulebook.urls import urlpatterns as rulebook

app_name = "audits"

OF_PLAN = [
    path("thread/", views.show_plan_thread, name="plan-thread"),
    path("timeline/", views.show_plan_timeline, name="plan-timeline"),
]

DESK = [
    path("", views.show_desk, name="desk"),
    *rulebook,
    *agenda,
    *mock_audits,
    *tables,
    *sign_offs,
    path("asks/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("packets/", views.show_packets, name="packets"),
    path("packets/new/", views.new_packet, name="new-packet"),
    path("packets/<uuid:pk>/", views.show_packet, name="packet"),
    path("packets/<uuid:pk>/progress/", views.packet_progress, name="packet-progress"),
    path("packets/<uuid:pk>/download/", views.download_packet, name="download-packet"),
    path("packets/<uuid:pk>/again/", views.packet_again, name="packet-again"),
    path("packets/<uuid:pk>/list.csv", views.packet_csv, name="packet-csv"),
    path("plans/<uuid:pk>/", views.show_findings, name="findings"),
    path("plans/<uuid:pk>/attest/<slug:rule>/", views.attest, name="attest"),
    path("plans/<uuid:pk>/thread/", views.show_thread, name="thread"),
    path("plans/<uuid:pk>/timeline/", views.show_timeline, name="timeline"),
    path("findings/<uuid:pk>/waive/", views.waive, name="waive"),
    path("waivers/<uuid:pk>/end/", views.end_waiver, name="end-waiver"),
]

urlpatterns = [
    path("audit/", include(DESK)),
    path("clients/<uuid:client_id>/plans/<int:number>/", include(OF_PLAN)),
]
