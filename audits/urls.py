"""The admin's door."""

from django.urls import path

from . import views
from .rulebook.urls import urlpatterns as rulebook

app_name = "audits"

urlpatterns = [
    path("", views.show_desk, name="desk"),
    *rulebook,
]
