"""Doors of the practice's calendar."""

from django.urls import path

from . import views

urlpatterns = [
    path("calendar/", views.agenda, name="calendar"),
    path("calendar.csv", views.as_csv, name="calendar-csv"),
    path("calendar.ics", views.as_ics, name="calendar-ics"),
]
