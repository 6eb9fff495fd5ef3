"""Doors of reviews: renewing a plan, reviews that were held, and when the next ones are due."""

from django.urls import URLPattern, path

from .views import calendar, renewing

PLAN = "clients/<uuid:client_id>/plans/<int:number>/"

urlpatterns: list[URLPattern] = [
    path(f"{PLAN}renew/", renewing.renew, name="renew"),
    path(f"{PLAN}renew/sign/", renewing.confirm_review, name="confirm-review"),
    path(f"{PLAN}prepare/", renewing.prepare, name="prepare"),
    path(f"{PLAN}reviews/<uuid:pk>/", renewing.held_review, name="held-review"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/address/", calendar.make_address, name="make-calendar-address"),
    path("calendar/address/revoke/", calendar.revoke_address, name="revoke-calendar-address"),
    path("calendar/feed/<str:token>.ics", calendar.feed, name="calendar-feed"),
]
