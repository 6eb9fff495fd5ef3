"""The instruments that come with the product, and reading one from what somebody sends."""

from functools import cache
from hashlib import sha256
from json import dumps
from pathlib import Path

import yaml
from django.conf import settings

from .instrument import Definition

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "instruments"


def read(path: Path) -> Definition:
    """The instrument in a file of ours. Raises ValueError that names the file."""
    try:
        said = Definition.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (ValueError, yaml.YAMLError) as wrong:
        raise ValueError(f"{path.name}: {wrong}") from wrong
    if said.key != path.stem:
        raise ValueError(f"{path.name}: its key is {said.key}.")
    return said


@cache
def shipped() -> dict[str, Definition]:
    """Every instrument that comes with the product, by key."""
    return {said.key: said for said in map(read, sorted(FOLDER.glob("*.yaml")))}


def digest(said: Definition) -> str:
    """Names one text of an instrument (64 hex digits): another word is another text."""
    return sha256(dumps(said.model_dump(mode="json"), sort_keys=True).encode()).hexdigest()
