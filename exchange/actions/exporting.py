"""The client's record as one file, given on request (45 CFR 164.524)."""

import hashlib
from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from clients.acting import require_recipient
from clients.actions.permits import locked, require_assigner
from config.archives import Files, zipped
from plans.actions.disclosing import disclose
from plans.models import Disclosure
from trail.proof import witness
from trail.recording import record

from ..models import Export, RecordRequest
from ..standing import Standing, in_words, standing
from .requests import close

WHOLE, WITHOUT = "The whole record", "The record without what was denied"
# Reads and prints everything but the parts that are kept back.
Gather = Callable[[tuple[str, ...]], Files]


@transaction.atomic
def export_record(request: RecordRequest, *, pk: UUID, way: str, gather: Gather, by: User) -> bytes:
    """Build the record, write down that the client got it, and close the request.

    Only a request for the record gets it, and none that was denied; of one that was denied in part
    the rest. `gather` costs seconds: it is called before anything is locked, and what was true then
    is asked again under the lock. The form chose the export's id: a form that was used before is
    refused. The bytes are not kept.
    """
    require_assigner(request.client, by)
    withheld = _exportable(request, by).withheld
    files = gather(withheld)
    whole = zipped(files)
    client = locked(request.client_id, by)
    if Export.objects.filter(practice=by.practice, pk=pk).exists():
        raise ValidationError("This form was used before. Open the request again.")
    now = _exportable(request, by)
    if now.withheld != withheld:
        raise ValidationError("What is kept back changed meanwhile. Open the request again.")
    digest = hashlib.sha256(whole).hexdigest()
    manifest = {name: hashlib.sha256(body).hexdigest() for name, body in files.items()}
    export = Export.objects.create(
        pk=pk, practice=client.practice, client=client, request=request, digest=digest,
        size=len(whole), manifest=manifest, made_by=by,
    )  # fmt: skip
    said = {"digest": digest, "files": len(files), "withheld": list(withheld)}
    record("record.exported", export, by=by, clients=[client.pk], changed=said | witness(export))
    what = _given(request, export, way, by, whole=not withheld)
    if now.is_open:
        close(request, on=client.practice.today, text=f"{what}, {way}.", by=by)
    return whole


def _exportable(request: RecordRequest, by: User) -> Standing:
    """Where the request stands, if it is one that is answered with the record."""
    request = RecordRequest.objects.with_steps().get(pk=request.pk, practice=by.practice)
    now = standing(request, request.client.practice.today)
    if request.kind != RecordRequest.Kind.ACCESS:
        raise ValidationError(
            "The client asked for an account of disclosures, and not for the record: give that."
        )
    if now.word in ("denied", "elsewhere"):
        assert now.end is not None
        raise ValidationError(
            f"This request was closed on {in_words(now.end.on)} without the record: {now.words}."
            " Nothing is given on it."
        )
    client = request.client
    require_recipient(
        client, recipient=request.name or client.legal_name, ground=Disclosure.Ground.CLIENT
    )
    return now


def _given(request: RecordRequest, export: Export, way: str, by: User, *, whole: bool) -> str:
    """The log of disclosures says so too; returns what was given, in words."""
    client, what = request.client, f"{WHOLE if whole else WITHOUT}, {len(export.manifest)} files"
    disclose(
        Disclosure(
            client=client,
            what=f"{what}, SHA-256 {export.digest}",
            recipient=(request.name or client.legal_name)[:200],
            ground=Disclosure.Ground.CLIENT,
            purpose="the client’s request for the record",
            way=way,
            disclosed_on=client.practice.today,
        ),
        by=by,
    )
    return what
