"""When two people wrote at the same time: what components/conflict.html shows."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from accounts.editing import Difference, Stale
from config.forms import EditForm


class BothTexts(EditForm):
    """Gives the conflict in the component's words."""

    def take_conflict(self, stale: Stale, found: list[Difference]) -> None:
        """Keep what was typed, and show what the other person wrote."""
        super().take_conflict(stale, list(self.read_aloud(found, stale)))

    def read_aloud(self, found: list[Difference], stale: Stale) -> Iterable[Difference]:
        """The differences as a person would say them; times as the practice's clock has them."""
        zone = ZoneInfo(stale.theirs.practice.time_zone)
        for item in found:
            mine, theirs = getattr(self.instance, item.name), getattr(stale.theirs, item.name)
            if isinstance(mine, datetime):
                mine, theirs = (f"{at.astimezone(zone):%Y-%m-%d %H:%M}" for at in (mine, theirs))
                yield Difference(item.name, item.label, mine, theirs)
            else:
                yield item
