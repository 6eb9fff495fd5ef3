"""Doors of the library."""

from django.urls import URLPattern, path

from .views import suggesting

app_name = "library"

urlpatterns: list[URLPattern] = [
    path("suggest/", suggesting.suggest, name="suggest"),
]
