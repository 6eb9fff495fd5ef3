"""An instrument's file that somebody sends: limited, read as plain data, and checked."""

from pydantic import ValidationError

from library.importing import Refused as Refused
from library.importing.reading import OTHERS, text_of
from library.importing.yaml_file import built

from .instrument import Definition

MOST_BYTES = 200_000
MOST_SLIPS = 5
KINDS = "Choose a YAML or JSON file with one instrument."


def read(data: bytes) -> Definition:
    """The instrument in a file. Raises Refused with a sentence."""
    if len(data) > MOST_BYTES:
        raise Refused("This file is too large: there is room for 200 kB.")
    if not data.strip():
        raise Refused("This file is empty.")
    if data.startswith((*OTHERS, b"PK", b"\xd0\xcf\x11\xe0")):
        raise Refused(KINDS)
    # JSON is YAML too; the reader follows no reference and obeys no tag.
    held = built(text_of(data))
    if not isinstance(held, dict):
        raise Refused(KINDS)
    try:
        return Definition.model_validate(held)
    except ValidationError as wrong:
        raise Refused(_sentence(wrong)) from None


def _sentence(wrong: ValidationError) -> str:
    """Where the first slips are, as the file's writer would look for them."""
    found = wrong.errors(include_url=False, include_context=False, include_input=False)
    said = [_one(slip["loc"], slip["msg"]) for slip in found[:MOST_SLIPS]]
    more = f" And {len(found) - MOST_SLIPS} more." if len(found) > MOST_SLIPS else ""
    return f"This is no instrument yet. {' '.join(said)}{more}"


def _one(place: tuple[int | str, ...], message: str) -> str:
    where = " → ".join(str(part + 1) if isinstance(part, int) else part for part in place)
    said = message.removeprefix("Value error, ")
    return f"{where}: {said}." if where else f"{said[:1].upper()}{said[1:]}."
