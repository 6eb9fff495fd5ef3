"""Whom the page speaks to: the client as "you", or somebody who reads for them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Voice:
    """Speaks to the client, or by name of the client to a guardian or proxy."""

    name: str = ""

    @property
    def who(self) -> str:
        """The subject of a sentence: "You", or "Theo"."""
        return self.name or "You"

    @property
    def whose(self) -> str:
        """ "Your", or "Theo’s"."""
        return f"{self.name}’s" if self.name else "Your"

    @property
    def whose_within(self) -> str:
        """The same within a sentence: "your", or "Theo’s"."""
        return f"{self.name}’s" if self.name else "your"

    @property
    def says(self) -> str:
        """ "you say", or "Theo says"."""
        return f"{self.name} says" if self.name else "you say"

    @property
    def aims(self) -> str:
        """ "You are", or "Theo is"."""
        return f"{self.name} is" if self.name else "You are"

    @property
    def aimed(self) -> str:
        """ "You were", or "Theo was"."""
        return f"{self.name} was" if self.name else "You were"

    @property
    def wants(self) -> str:
        """ "You want", or "Theo wants"."""
        return f"{self.name} wants" if self.name else "You want"
