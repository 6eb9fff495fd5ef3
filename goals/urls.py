"""Doors of goals."""

from django.urls import URLPattern, path

from .views import flags, reading, standing, thinking, wizard, writing

app_name = "goals"

PLAN = "clients/<uuid:client_id>/plans/<int:number>/"
DRAFT = f"{PLAN}draft/"

urlpatterns: list[URLPattern] = [
    path(f"{PLAN}goals/<uuid:pk>/", reading.detail, name="detail"),
    path(f"{PLAN}goals/<uuid:pk>/chart.svg", reading.chart, name="chart"),
    path(f"{PLAN}progress/", reading.progress, name="progress"),
    path(f"{PLAN}objectives/<uuid:pk>/chart.svg", reading.count_chart, name="count-chart"),
    path(f"{PLAN}goals/<uuid:pk>/sparkline.svg", reading.small_line, name="sparkline"),
    path(f"{DRAFT}goals/<uuid:pk>/flags/", flags.answer, name="answer-flags"),
    path("say/objective/", thinking.say_objective, name="say-objective"),
    path("say/goal/", thinking.say_goal, name="say-goal"),
    path("say/lines/<str:step>/", wizard.say_lines, name="say-lines"),
    path(f"{DRAFT}goals/<uuid:pk>/grow/", thinking.grow, name="grow"),
    path(f"{DRAFT}goals/<uuid:pk>/grow/will/", thinking.will, name="will"),
    path(f"{PLAN}add/", wizard.start, name="wizard"),
    path(f"{PLAN}add/copy/", wizard.copy, name="copy"),
    path(f"{PLAN}add/<uuid:pk>/<str:step>/", wizard.step, name="wizard-step"),
    path(f"{DRAFT}problems/<uuid:parent>/goals/add/", writing.add_goal, name="add-goal"),
    path(f"{DRAFT}goals/<uuid:pk>/edit/", writing.edit_goal, name="edit-goal"),
    path(
        f"{DRAFT}goals/<uuid:parent>/objectives/add/", writing.add_objective, name="add-objective"
    ),
    path(f"{DRAFT}objectives/<uuid:pk>/", writing.edit_objective, name="edit-objective"),
    path(
        f"{DRAFT}objectives/<uuid:parent>/interventions/add/",
        writing.add_intervention,
        name="add-intervention",
    ),
    path(f"{DRAFT}interventions/<uuid:pk>/", writing.edit_intervention, name="edit-intervention"),
    path(f"{DRAFT}<str:kind>/<uuid:pk>/status/", standing.status, name="status"),
    path(f"{DRAFT}<str:kind>/<uuid:pk>/extend/", standing.extend, name="extend"),
    path(f"{DRAFT}<str:kind>/<uuid:pk>/remove/", standing.remove, name="remove"),
]
