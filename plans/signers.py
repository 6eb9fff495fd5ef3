"""Who must sign a plan, by rule: facts in, signatures out. No row, no query, no clock."""

from collections.abc import Iterator
from dataclasses import dataclass

from clients.payers import Demand, PayerProfile

AUTHOR, COSIGNER, PHYSICIAN = "author", "co-signer", "physician"
CLIENT, GUARDIAN = "client", "guardian"
LABELS = {
    AUTHOR: "clinician",
    COSIGNER: "supervisor",
    PHYSICIAN: "physician",
    CLIENT: "client",
    GUARDIAN: "guardian",
}


@dataclass(frozen=True)
class Facts:
    """What the rules look at. `cosigners` and `physicians` are names as printed."""

    author: str
    client: str
    cosigners: tuple[str, ...] = ()
    physicians: tuple[str, ...] = ()
    is_minor: bool = False
    guardian: str = ""
    profiles: tuple[PayerProfile, ...] = ()


@dataclass(frozen=True)
class Required:
    """A signature: in which role, whose, and why.

    With `blocks` the plan takes effect only with it. Without, it is asked for, and a reason why it
    is absent does as well.
    """

    role: str
    name: str
    because: str
    blocks: bool = True

    @property
    def label(self) -> str:
        """The role as the page says it."""
        return LABELS[self.role]


def required_signers(facts: Facts) -> list[Required]:
    """Every signature that this plan wants, in the order in which they are given."""
    wanted = [Required(AUTHOR, facts.author, "Who wrote the plan signs it.")]
    if facts.cosigners:
        because = "The author is a trainee: the plan takes effect with the supervisor's signature."
        wanted.append(Required(COSIGNER, " or ".join(facts.cosigners), because))
    wanted += _physician(facts)
    return [*wanted, _client_or_guardian(facts)]


def _demands(facts: Facts, *roles: str) -> Iterator[tuple[PayerProfile, Demand]]:
    for profile in facts.profiles:
        for demand in profile.signatures:
            if demand.role in roles:
                yield profile, demand


def _physician(facts: Facts) -> list[Required]:
    """By the payers that want one. A condition that only people can judge makes nobody wait."""
    found = list(_demands(facts, PHYSICIAN))
    if not found:
        return []
    name = " or ".join(facts.physicians) or "a physician on the care team"
    because = " ".join(_said(profile, demand) for profile, demand in found)
    blocks = any(not demand.when for _, demand in found)
    return [Required(PHYSICIAN, name, because, blocks)]


def _client_or_guardian(facts: Facts) -> Required:
    """Asked of everybody; for a minor (house rule: under 18) the guardian signs."""
    role = GUARDIAN if facts.is_minor else CLIENT
    name = (facts.guardian or "the guardian") if facts.is_minor else facts.client
    # What a payer wants of the client, the guardian of a minor gives.
    found = list(_demands(facts, role, CLIENT))
    why = ["A guardian signs for a minor, with the minor's assent."] if facts.is_minor else []
    why.append("House rule: each goal is agreed to, or not, in the client's own words.")
    why += [_said(profile, demand) for profile, demand in found]
    blocks = any(not (demand.or_reason or demand.when) for _, demand in found)
    return Required(role, name, " ".join(why), blocks)


def _said(profile: PayerProfile, demand: Demand) -> str:
    when = f" when {demand.when}" if demand.when else ""
    reason = ", or the reason why it is absent" if demand.or_reason else ""
    end = "" if demand.citation.endswith(".") else "."
    unsure = " (not verified)" if demand.read == "not verified" else ""
    return f"{profile.name} wants it{when}{reason}: {demand.citation}{end}{unsure}"
