"""The client's doors. None names a client: the sign-in does."""

from django.urls import path

from . import views

app_name = "portal"

urlpatterns = [
    path("", views.progress, name="progress"),
    path("goals/<uuid:pk>/", views.goal, name="goal"),
    path("goals/<uuid:pk>/chart.svg", views.chart, name="chart"),
    path("measures/<slug:key>/chart.svg", views.measure_chart, name="measure-chart"),
    path("plan/", views.plan, name="plan"),
    path("review/", views.review, name="review"),
    path("safety/", views.safety, name="safety"),
    path("help/", views.help_page, name="help"),
    path("choose/", views.choose, name="choose"),
]
