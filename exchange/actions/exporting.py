"""The client's full record as one file, given on request (45 CFR 164.524)."""

import hashlib
from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from clients.actions.permits import locked, require_assigner
from plans.actions.disclosing import disclose
from plans.models import Disclosure
from trail.recording import record

from ..models import Export, RecordRequest
from ..record_set import Files, zipped
from ..standing import standing
from .requests import close


@transaction.atomic
def export_record(
    request: RecordRequest, *, pk: UUID, way: str, gather: Callable[[], Files], by: User
) -> bytes:
    """Build the whole record, write down that the client got it, and close the request.

    `gather` reads and prints everything; it is called before anything is locked. The form chose
    the export's id: a form that was used before is refused. The bytes are not kept.
    """
    require_assigner(request.client, by)
    files = gather()
    whole = zipped(files)
    client = locked(request.client_id, by)
    if Export.objects.filter(practice=by.practice, pk=pk).exists():
        raise ValidationError("This form was used before. Open the request again.")
    digest = hashlib.sha256(whole).hexdigest()
    manifest = {name: hashlib.sha256(body).hexdigest() for name, body in files.items()}
    export = Export.objects.create(
        pk=pk, practice=client.practice, client=client, request=request, digest=digest,
        size=len(whole), manifest=manifest, made_by=by,
    )  # fmt: skip
    said = {"digest": digest, "files": len(files)}
    record("record.exported", export, by=by, clients=[client.pk], changed=said)
    _given(request, export, way, by)
    request = RecordRequest.objects.with_steps().get(pk=request.pk, practice=by.practice)
    if standing(request, client.practice.today).is_open:
        text = f"The whole record, {len(files)} files, {Disclosure.Way(way).label}."
        close(request, on=client.practice.today, text=text, by=by)
    return whole


def _given(request: RecordRequest, export: Export, way: str, by: User) -> None:
    """The log of disclosures says so too."""
    client = request.client
    disclose(
        Disclosure(
            client=client,
            what=f"The whole record, {len(export.manifest)} files, SHA-256 {export.digest}",
            recipient=(request.name or client.legal_name)[:200],
            ground=Disclosure.Ground.CLIENT,
            purpose="the client’s request for the record",
            way=way,
            disclosed_on=client.practice.today,
        ),
        by=by,
    )
