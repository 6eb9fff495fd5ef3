"""Doors of the library."""

from django.urls import URLPattern, path

from .views import bank, browsing, importing, layering, suggesting

app_name = "library"

STATEMENT = "statements/<uuid:pk>/"
KEPT = "bank/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("", browsing.browse, name="browse"),
    path("areas/<slug:slug>/", browsing.area, name="area"),
    path("areas/<slug:slug>/add/<str:kind>/", layering.add_to_area, name="add-to-area"),
    path("planners/<uuid:pk>/", browsing.planner, name="planner"),
    path("planners/<uuid:pk>/add/<str:kind>/", layering.add_to_planner, name="add-to-planner"),
    path(f"{STATEMENT}edit/", layering.edit, name="edit"),
    path(f"{STATEMENT}take-out/", layering.take_out, name="take-out"),
    path(f"{STATEMENT}put-back/", layering.put_back, name="put-back"),
    path(f"{STATEMENT}original/", layering.use_original, name="original"),
    path("planners/<uuid:pk>/remove/", importing.remove, name="remove-planner"),
    path("import/", importing.upload, name="import"),
    path("import/<uuid:pk>/", importing.check, name="check-import"),
    path("import/<uuid:pk>/discard/", importing.discard, name="discard-import"),
    path("suggest/", suggesting.suggest, name="suggest"),
    path("bank/", bank.bank, name="bank"),
    path("bank/merge/", bank.merge, name="merge"),
    path("bank/restore/", bank.restore, name="restore"),
    path(KEPT, bank.edit, name="edit-kept"),
    path(f"{KEPT}promote/", bank.promote, name="promote"),
    path(f"{KEPT}take-back/", bank.take_back, name="take-back"),
    path(f"{KEPT}delete/", bank.remove, name="delete-kept"),
    path("practice-bank/", bank.practice_bank, name="practice-bank"),
    path("practice-bank/<uuid:pk>/withdraw/", bank.withdraw, name="withdraw"),
]
