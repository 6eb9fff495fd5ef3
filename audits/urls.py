"""The admin's door."""

from django.urls import path

from . import views

app_name = "audits"

urlpatterns = [path("", views.show_desk, name="desk")]
