"""Doors of the rules and of the payers' profiles."""

from django.urls import path

from . import views

OWN = "profiles/<uuid:pk>/"

urlpatterns = [
    path("rules/", views.show_rules, name="rules"),
    path("rules/<slug:slug>/", views.show_rule, name="rule"),
    path("profiles/", views.show_profiles, name="profiles"),
    path("profiles/default/", views.choose_default, name="default-profile"),
    path(f"{OWN}edit/", views.edit_profile, name="edit-profile"),
    path(f"{OWN}retire/", views.retire_profile, name="retire-profile"),
    path(f"{OWN}rules/<slug:slug>/", views.edit_rule, name="profile-rule"),
    path(f"{OWN}rules/<slug:slug>/forget/", views.forget_rule, name="forget-rule"),
    path("profiles/<slug:key>/", views.show_profile, name="profile"),
    path("profiles/<slug:key>/copy/", views.copy_profile, name="copy-profile"),
]
