"""Printing the safety plan: one page, in letters that can be read, or told before it is printed."""

import re
import subprocess
import xml.etree.ElementTree as ET

import pytest
from django.urls import reverse

from clients.tests.factories import client_of, safety_plan_of
from plans.paper import pressroom
from plans.tests.browsing import said, signed_in
from trail.models import Event


@pytest.fixture
def marisol(dana):
    return client_of(dana, given_name="Marisol", record_number="R-7")


def pdf_of(plan, **query):
    return reverse("clients:safety-pdf", args=[plan.client_id, plan.number], query=query)


def text_of(pages: bytes) -> str:
    told = subprocess.run(["pdftotext", "-", "-"], input=pages, capture_output=True, check=True)
    return re.sub(r"\s+", " ", told.stdout.decode())


def pages_of(pages: bytes) -> int:
    told = subprocess.run(["pdfinfo", "-"], input=pages, capture_output=True, check=True)
    return int(re.search(r"Pages:\s+(\d+)", told.stdout.decode())[1])


def smallest_letters(pages: bytes) -> float:
    """The smallest line of words on the page, in points, as the page has them."""
    told = subprocess.run(
        ["pdftohtml", "-xml", "-stdout", "-i", "-zoom", "1", "-", "-"],
        input=pages, capture_output=True, check=True,
    )  # fmt: skip
    sizes = ET.fromstring(told.stdout).iter("fontspec")
    return min(float(font.get("size", "0")) for font in sizes)


LINES = "\n".join(f"Line {number}: somebody I can call at any hour" for number in range(1, 8))


def test_it_is_one_page_with_every_step_and_the_crisis_lines(dana, marisol):
    plan = safety_plan_of(marisol)
    answer = signed_in(dana).get(pdf_of(plan))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="R-7-safety-plan-1.pdf"'
    words = text_of(answer.content)
    assert pages_of(answer.content) == 1
    for expected in (
        "My safety plan", "For Marisol", "In an emergency call: 911", "988",
        "1. How I notice a bad hour coming", "I count the pills", "Cold water on my wrists",
        "Rosa keeps the tablets", "7. What is worth living for", "My niece's first day",
        "Agreed on with the client on",
    ):  # fmt: skip
        assert expected in words, expected
    event = Event.objects.get(verb="safety_plan.printed")
    assert event.clients == [marisol.pk]
    assert "tablets" not in str(event.changed)


def test_a_fuller_plan_gets_smaller_letters_and_never_under_ten_and_a_half(dana, marisol):
    # Seven lines a step: 12 points would take two pages.
    plan = safety_plan_of(marisol, own_ways=LINES, helpers=LINES, worth_living=LINES)
    answer = signed_in(dana).get(pdf_of(plan))
    assert pages_of(answer.content) == 1
    assert smallest_letters(answer.content) >= 10


def test_a_plan_too_long_for_a_page_says_so_before_anything_is_printed(dana, marisol):
    plan = safety_plan_of(marisol, **{name: LINES * 3 for name in ("own_ways", "helpers")})
    browser = signed_in(dana)
    answer = browser.get(pdf_of(plan))
    assert answer.status_code == 409
    assert "It takes 2 pages" in said(answer)
    assert not Event.objects.filter(verb="safety_plan.printed").exists()
    anyway = browser.get(pdf_of(plan, anyway=1))
    assert pages_of(anyway.content) == 2


def test_hostile_and_undrawable_text_is_printed_as_words(dana, marisol):
    plan = safety_plan_of(
        marisol,
        own_ways="<script>alert(1)</script> <img src='file:///etc/passwd'>",
        helpers="𓀀 " + "x" * 300,
    )
    words = text_of(signed_in(dana).get(pdf_of(plan)).content)
    assert "<script>alert(1)</script>" in words
    assert "[U+13000]" in words


def test_a_press_that_fails_says_so(dana, marisol, monkeypatch):
    def fails(html):
        raise pressroom.PressBusy("Other papers are being made. Yours begins in a moment.")

    monkeypatch.setattr("plans.paper.safety_sheet.press", fails)
    answer = signed_in(dana).get(pdf_of(safety_plan_of(marisol)))
    assert answer.status_code == 503
    assert "Other papers are being made." in said(answer)
