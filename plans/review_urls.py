"""Doors of reviews: renewing a plan, reviews that were held, and when the next ones are due."""

from django.urls import URLPattern, path

from .views import renewing

PLAN = "clients/<uuid:client_id>/plans/<int:number>/"

urlpatterns: list[URLPattern] = [
    path(f"{PLAN}renew/", renewing.renew, name="renew"),
    path(f"{PLAN}renew/sign/", renewing.confirm_review, name="confirm-review"),
    path(f"{PLAN}prepare/", renewing.prepare, name="prepare"),
    path(f"{PLAN}reviews/<uuid:pk>/", renewing.held_review, name="held-review"),
]
