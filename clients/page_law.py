"""What stands behind a hold-back and a guardian's access, read from fixtures/law/page.yaml."""

from functools import cache
from typing import Literal

import yaml
from django.conf import settings
from pydantic import Field

from .law import Cited, Said, _Strict

FILE = settings.BASE_DIR / "fixtures" / "law" / "page.yaml"


class HoldGround(Said):
    """A ground on which an item is held back, and from whom."""

    key: str = Field(max_length=20)
    readers: Literal["everybody", "others"] = Field(alias="from")


class GuardianGround(Said):
    """Why a guardian reads although the minor may consent alone; `why` wants it in words too."""

    key: str = Field(max_length=20)
    why: bool = False


class Age(Cited):
    """An age in whole years."""

    age: int = Field(gt=0, lt=22)


class Days(Cited):
    """A number of days."""

    days: int = Field(gt=0)


class PageLaw(_Strict):
    """The whole file."""

    grounds: tuple[HoldGround, ...]
    look_again: Days
    majority: Age
    ages: dict[str, Age]
    elsewhere: Age
    guardian: tuple[GuardianGround, ...]


@cache
def page_law() -> PageLaw:
    """The file, read once and checked."""
    return PageLaw.model_validate(yaml.safe_load(FILE.read_text()))


def hold_ground(key: str) -> HoldGround | None:
    """A ground of holding back, by its key."""
    return next((one for one in page_law().grounds if one.key == key), None)


def guardian_ground(key: str) -> GuardianGround | None:
    """A reason why a guardian reads, by its key."""
    return next((one for one in page_law().guardian if one.key == key), None)
