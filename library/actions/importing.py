"""A licensed planner comes into the practice: set down, looked at, taken over, removed."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.actions import require_admin
from accounts.models import User
from config import clock
from trail.recording import record

from ..importing import Found, Table, match
from ..models import PracticeArea, PracticeStatement, Upload


@transaction.atomic
def stage(table: Table, file_name: str, *, by: User) -> Upload:
    """Set a file's table down for its reader to look at. It is nobody's wording yet."""
    if not by.is_staff_here or by.practice is None:
        raise PermissionDenied("Only the practice's own people import a planner.")
    # Where no timer runs `forget_uploads`, each import still tidies up after its own reader.
    Upload.objects.filter(practice=by.practice, made_by=by).over().delete()
    return Upload.objects.create(
        practice=by.practice,
        made_by=by,
        file_name=file_name[:200],
        columns=table.columns,
        rows=table.rows,
        made_at=clock.now(),
    )


def forget_old(*, using: str) -> int:
    """Delete every upload that nobody confirmed within a day; gives their number.

    Only the owner of the tables sees those of all readers (`using` names its connection).
    """
    deleted, _ = Upload.objects.using(using).over().delete()
    return deleted


@transaction.atomic
def discard(upload: Upload, *, by: User) -> None:
    """Import nothing, and keep nothing of the file."""
    Upload.objects.visible_to(by).filter(pk=upload.pk).delete()


@transaction.atomic
def take_over(
    upload: Upload, holds: list[str], *, title: str, source: str, by: User
) -> list[PracticeArea]:
    """Make the rows that can be read the practice's own planners, and delete the upload.

    `holds` says what each column holds (importing.match), `title` names the area where no column
    does, and `source` where the wording comes from and under which license. Raises ValidationError
    if there is nothing to import, if it was imported already, or if a planner of that name is.
    """
    found = match(upload.rows, holds, title)
    if not found.count:
        raise ValidationError("No row can be imported as the columns are matched.")
    # Deleting locks: of two confirmations in the same instant the second finds nothing left.
    deleted, _ = Upload.objects.visible_to(by).filter(pk=upload.pk).delete()
    if not deleted:
        raise ValidationError("This file was imported or discarded already.")
    titles = [area.title for area in found.areas]
    held = PracticeArea.objects.visible_to(by).filter(title__in=titles).first()
    if held:
        raise ValidationError(
            f"Your practice has a planner “{held.title}” already. Remove it first, or rename one."
        )
    return [_made(area, source=source, upload=upload, by=by) for area in found.areas]


def _made(found: Found, *, source: str, upload: Upload, by: User) -> PracticeArea:
    known = {"practice": by.practice, "changed_by": by, "changed_at": clock.now()}
    area = PracticeArea(
        title=found.title, group=found.group, codes=found.codes, source=source, **known
    )
    area.clean_fields(exclude={"practice", "changed_by"})
    area.save(force_insert=True)
    for row in found.statements:
        row.own_area = area
        for name, value in known.items():
            setattr(row, name, value)
    PracticeStatement.objects.bulk_create(found.statements, batch_size=1000)
    said = {"title": area.title, "statements": len(found.statements), "file": upload.file_name}
    record("planner.imported", area, by=by, changed=said)
    return area


@transaction.atomic
def remove_planner(area: PracticeArea, *, by: User) -> None:
    """An admin removes a planner, when its license ends. What was copied into plans stays there."""
    require_admin(by)
    said = {"title": area.title, "source": area.source, "statements": area.statements.count()}
    record("planner.removed", area, by=by, changed=said)
    area.delete()
