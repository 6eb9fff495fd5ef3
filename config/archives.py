"""Several files as one archive, in memory: nothing of a record is written to a temporary file."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from config import clock

Files = dict[str, bytes]


def zipped(files: Files) -> bytes:
    """The files as one ZIP archive: the same files at the same moment give the same bytes."""
    moment = clock.now().timetuple()[:6]
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, body in files.items():
            entry = ZipInfo(name, moment)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, body)
    return written.getvalue()
