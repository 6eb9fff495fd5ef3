"""Doors of requests for records."""

from django.urls import URLPattern, path

from . import views

app_name = "exchange"

REQUEST = "clients/<uuid:client_id>/requests/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("requests/", views.requests, name="requests"),
    path("clients/<uuid:client_id>/requests/add/", views.add, name="add-request"),
    path(REQUEST, views.one, name="request"),
    path(f"{REQUEST}extend/", views.extend, name="extend"),
    path(f"{REQUEST}deny/", views.deny, name="deny"),
    path(f"{REQUEST}review/", views.review, name="review"),
    path(f"{REQUEST}elsewhere/", views.elsewhere, name="elsewhere"),
    path(f"{REQUEST}fulfil/", views.fulfil, name="fulfil"),
    path(f"{REQUEST}export/", views.export, name="export"),
]
