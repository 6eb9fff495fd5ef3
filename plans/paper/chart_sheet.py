"""The chart's sheet: the payer's sections, and what else the record holds but private notes."""

from plans.document import PlanDocument

from .facts import ChartRecord, PaperFacts
from .sheet import Sheet, written


def chart_html(document: PlanDocument, facts: PaperFacts) -> str:
    """The paper for the client's chart as one HTML document."""
    return written("plans/paper/chart.html", ChartSheet(document, facts))


class ChartSheet(Sheet):
    """The payer's sheet, and the sections that follow it in the chart."""

    @property
    def record(self) -> ChartRecord:
        """Versions, returns and the list of notes."""
        return self.facts.record
