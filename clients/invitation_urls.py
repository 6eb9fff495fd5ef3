"""The door through which a client first comes in, signed out: config/urls.py hangs it there."""

from django.urls import path

from .views import access

urlpatterns = [path("<str:token>/", access.accept_access, name="accept-access")]
