"""Whom the page speaks to: the client as "you", or somebody who reads for them.

Each sentence exists twice and whole, because other languages put the name elsewhere.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Voice:
    """Speaks to the client, or by name of the client to a guardian or proxy."""

    name: str = ""

    def say(self, to_client: str, to_reader: str, **values: object) -> str:
        """One of two translated sentences: to the client, or with %(name)s to who reads."""
        return (to_reader if self.name else to_client) % {"name": self.name, **values}

    @property
    def who(self) -> str:
        """ "You", or "Theo": above the client's own scores."""
        return self.name or _("You")

    @property
    def progress(self) -> str:
        """The title of the first page."""
        return self.say(_("Your progress"), _("%(name)s’s progress"))

    @property
    def back_to_progress(self) -> str:
        """The way back to it."""
        return self.say(_("Back to your progress"), _("Back to %(name)s’s progress"))

    @property
    def plan(self) -> str:
        """The title of the plan."""
        return self.say(_("Your plan"), _("%(name)s’s plan"))

    @property
    def safety_plan(self) -> str:
        """The title of the safety plan."""
        return self.say(_("Your safety plan"), _("%(name)s’s safety plan"))

    @property
    def review(self) -> str:
        """The title of the sheet for the review."""
        return self.say(
            _("Getting ready for your review"), _("Getting ready for %(name)s’s review")
        )

    @property
    def own_words(self) -> str:
        """Above what the client said of a goal."""
        return self.say(_("In your own words"), _("In %(name)s’s own words"))

    @property
    def said_at_start(self) -> str:
        """Above what brought the client."""
        return self.say(_("What you said at the start"), _("What %(name)s said at the start"))

    @property
    def reading_for(self) -> str:
        """Said to a guardian or proxy on each page; empty for the client."""
        return _("You are reading for %(name)s.") % {"name": self.name} if self.name else ""
