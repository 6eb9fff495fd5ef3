"""The three papers that can be made of one version, and what each says without being asked."""

from collections.abc import Callable
from dataclasses import dataclass

from plans.document import PlanDocument

from .chart_sheet import chart_html
from .client_sheet import client_html
from .facts import PaperFacts
from .sheet import payer_html


@dataclass(frozen=True)
class Preset:
    """How one paper is written, and for whom and what it is unless somebody says otherwise."""

    write: Callable[[PlanDocument, PaperFacts], str]
    for_whom: Callable[[PlanDocument], str]
    purpose: str


def _payers(document: PlanDocument) -> str:
    return ", ".join(cover.payer for cover in document.coverage)[:200] or "the payer"


def _client(document: PlanDocument) -> str:
    return document.client.legal_name[:200]


def _practice(document: PlanDocument) -> str:
    return document.practice.name[:200]


PRESETS = {
    "payer": Preset(payer_html, _payers, "review of treatment"),
    "client": Preset(client_html, _client, "the client's own copy"),
    "chart": Preset(chart_html, _practice, "the client's chart"),
}
