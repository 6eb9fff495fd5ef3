"""Doors of what left the house: giving paper, the log, the accounting, and verification."""

from django.urls import URLPattern, path

from .views import disclosures, verifying

RECORD = "clients/<uuid:client_id>/"
DISCLOSED = f"{RECORD}disclosures/"
VERSION = f"{RECORD}plans/<int:number>/versions/<int:version>/"

urlpatterns: list[URLPattern] = [
    path("verify/", verifying.verify, name="verify"),
    path(f"{VERSION}give/", disclosures.give, name="give"),
    path(DISCLOSED, disclosures.log, name="disclosures"),
    path(f"{DISCLOSED}add/", disclosures.add, name="add-disclosure"),
    path(f"{DISCLOSED}accounting/", disclosures.accounting, name="accounting"),
    path(f"{DISCLOSED}accounting.csv", disclosures.accounting_csv, name="accounting-csv"),
    path(f"{RECORD}printouts/<uuid:pk>.pdf", disclosures.printout, name="printout"),
]
