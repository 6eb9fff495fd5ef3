"""Doors of the sign-offs."""

from django.urls import path

from . import views

urlpatterns = [
    path("sign-offs/", views.sign_offs, name="sign-offs"),
    path("sign-offs/new/", views.sign_period, name="sign-period"),
    path("sign-offs/<uuid:pk>/", views.show, name="sign-off"),
]
