"""Doors of templates. "new" and "import" are no keys (builder.actions.drafting.RESERVED)."""

from django.urls import include, path

from . import views

app_name = "builder"

OF_DRAFT = [
    path("", views.edit, name="edit"),
    path("add/", views.add_part, name="add-part"),
    path("publish/", views.publish, name="publish"),
    path("discard/", views.discard, name="discard"),
    path("questions/<slug:question>/", views.edit_part, name="edit-part"),
    path("questions/<slug:question>/move/", views.move_part, name="move-part"),
    path("questions/<slug:question>/remove/", views.remove_part, name="remove-part"),
]

urlpatterns = [
    path("", views.list_templates, name="list"),
    path("new/", views.begin, name="new"),
    path("import/", views.bring_in, name="import"),
    path("<slug:key>/", views.read_template, name="template"),
    path("<slug:key>/<int:number>/", views.read_number, name="number"),
    path("<slug:key>/file/", views.send_out, name="file"),
    path("<slug:key>/copy/", views.copy, name="copy"),
    path("<slug:key>/revise/", views.revise, name="revise"),
    path("<slug:key>/use/", views.use, name="use"),
    path("<slug:key>/edit/", include(OF_DRAFT)),
]
