"""Doors of the client's answer: the staff's, the handed-over device's, and the client's own."""

from django.urls import URLPattern, path

from .views import answering, handing

VERSION = "clients/<uuid:client_id>/plans/<int:number>/versions/<int:version>/"

urlpatterns: list[URLPattern] = [
    path(f"{VERSION}hand-over/", handing.hand_over, name="hand-over"),
    path(f"{VERSION}unsigned/", handing.unsigned, name="unsigned"),
    path("hand-over/", handing.handed_over, name="handed-over"),
    path("hand-over/leave/", handing.take_back, name="take-back"),
    path("answer/<uuid:pk>/", answering.answer, name="answer"),
]
