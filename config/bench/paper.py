"""Ratios 4 and 5: what a page of the payer's paper costs, and whether it stays so."""

import logging
import re
import zlib
from contextlib import suppress
from io import BytesIO
from statistics import median
from time import process_time
from typing import Any

from config.bench.chart_rivals import invented_chart, naive_pyplot
from config.bench.invented_plan import invented_document, invented_facts
from config.bench.timing import LEAST_ROUNDS, compare
from plans.document import PlanDocument
from plans.paper import PaperFacts, payer_html, payer_pdf, pressroom

CHARTS = 5
SMALL, LARGE = 1, 20  # problems of two goals each: about 5 and about 100 pages
_TAG = re.compile(r"<[^>]+>")
_PART = re.compile(r"<table\b(.*?)</table>|<(?:p|li|h\d)\b[^>]*>(.*?)</(?:p|li|h\d)>", re.DOTALL)
_LINES = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
_CELL = re.compile(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", re.DOTALL)


def cost(rounds: int = LEAST_ROUNDS) -> dict[str, object]:
    """Ratio 4: the tagged paper with five charts, against reportlab and naive WeasyPrint.

    The floor is reportlab, setting the same words and as many charts; goals are 4.5 times the
    floor, and a quarter of WeasyPrint used without thought.
    """
    document = invented_document(problems=1, goals=CHARTS, objectives=1, interventions=1)
    facts = invented_facts(document)
    pages = {"ours": payer_pdf(document, facts), "reportlab": by_reportlab(document, facts)}
    found = compare(
        {
            "reportlab": lambda: by_reportlab(document, facts),
            "ours": lambda: payer_pdf(document, facts),
            "naive": lambda: naive(document, facts),
        },
        floor="reportlab",
        rounds=rounds,
        clock=cpu_everywhere,
    )
    return {**found, "pages": {name: page_count(one) for name, one in pages.items()}}


def growth(rounds: int = 3) -> dict[str, object]:
    """Ratio 5: CPU of a page in a paper of about 100 pages, against one of about 5.

    The goal is 1.25. That a printout asked for again costs one row is proved by its test.
    """
    papers = {}
    for problems in (SMALL, LARGE):
        document = invented_document(problems=problems)
        papers[problems] = (document, invented_facts(document))
    payer_pdf(*papers[SMALL])
    times: dict[int, list[float]] = {problems: [] for problems in papers}
    pages = {}
    for _ in range(rounds):
        for problems, (document, facts) in papers.items():
            begun = cpu_everywhere()
            made = payer_pdf(document, facts)
            times[problems].append((cpu_everywhere() - begun) * 1000)
            pages[problems] = page_count(made)
    each = {problems: median(times[problems]) / pages[problems] for problems in papers}
    return {
        "pages": list(pages.values()),
        "cpu_ms_per_page": [round(one, 1) for one in each.values()],
        "ratio": round(each[LARGE] / each[SMALL], 3),
    }


def cpu_everywhere() -> float:
    """CPU seconds of this process and of the one in which the press prints."""
    return process_time() + pressroom.cpu_seconds()


def page_count(pdf: bytes) -> int:
    """Pages of a PDF by either maker, packed or not."""
    parts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        with suppress(zlib.error):
            parts.append(zlib.decompress(stream))
    return len(re.findall(rb"/Type\s*/Page\b", b"".join(parts)))


def by_reportlab(document: PlanDocument, facts: PaperFacts) -> bytes:
    """The floor: the same words, tables and running header, as many line charts, untagged."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    style = getSampleStyleSheet()["BodyText"]
    story: list[Any] = []
    for table, block in _PART.findall(payer_html(document, facts)):
        if rows := [[Paragraph(_bare(cell), style) for cell in row] for row in _rows(table)]:
            story.append(
                Table(rows, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
            )
        elif words := _bare(block):
            story.append(Paragraph(words, style))
    story += [_line_chart(progress.scores["client"]) for progress in facts.goals.values()]
    written = BytesIO()
    SimpleDocTemplate(written).build(story, onFirstPage=_header, onLaterPages=_header)
    return written.getvalue()


def _bare(html: str) -> str:
    return _TAG.sub("", html).strip()


def _rows(table: str) -> list[list[str]]:
    """The cells of each row; a row with joined cells is filled up to the widest."""
    rows = [_CELL.findall(row) for row in table.split("</tr>") if _CELL.search(row)]
    widest = max((len(row) for row in rows), default=0)
    return [row + [""] * (widest - len(row)) for row in rows]


def _header(canvas: Any, _: object) -> None:
    canvas.drawString(72, 760, "Riverside Counseling, Marisol Vega, born 12 April 1991")
    canvas.drawString(72, 30, f"Page {canvas.getPageNumber()}")


def _line_chart(points: Any) -> Any:
    from reportlab.graphics.charts.lineplots import LinePlot
    from reportlab.graphics.shapes import Drawing

    drawing = Drawing(504, 230)
    plot = LinePlot()
    plot.x, plot.y, plot.width, plot.height = 28, 30, 392, 150
    plot.data = [[(on.toordinal(), value) for on, value in points]]
    drawing.add(plot)
    return drawing


def naive(document: PlanDocument, facts: PaperFacts) -> bytes:
    """WeasyPrint without thought: pyplot's glyph paths, fonts and rules read each time."""
    import weasyprint

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    from plans.paper.press import FOLDER

    html = payer_html(document, facts)
    drawn = naive_pyplot(invented_chart(1, 15))
    html = re.sub(r"<img[^>]*>", lambda _: drawn[drawn.index("<svg") :], html)
    rules = (FOLDER / "paper.css").read_text().replace("table-layout: fixed", "")
    pages: bytes = weasyprint.HTML(string=html).write_pdf(
        stylesheets=[weasyprint.CSS(string=rules)], pdf_variant="pdf/ua-1"
    )
    return pages
