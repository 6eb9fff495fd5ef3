"""The page's own words are easy to read, and none of them is a word of the staff's, or red."""

import re
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from portal.tests.readability import (
    ease_of_spanish,
    english_syllables,
    grade_of_english,
    spanish_syllables,
)
from portal.tests.speaking import full_record, marked, paths_of, reading

MOST_GRADE, LEAST_EASE = 6.0, 70.0
STAFF = (
    "deteriorat", "failed", "off track", "off pace", "stalled", "reliable", "missed", "baseline",
    "objective", "intervention", "diagnos", "symptom", "severe", "moderate", "patient", "noncompli",
    "risk", "clinic", "assess", "regress", "discharge", "version", "attendance",
)  # fmt: skip


def own_words(dana, monkeypatch) -> dict[str, list[str]]:
    """The page's own messages, page by page."""
    client = full_record(dana)
    browser, found = reading(client), {}
    for path in paths_of(client):
        with marked(monkeypatch) as used:
            browser.get(path, secure=True)
        found[re.sub(r"[0-9a-f-]{36}", "…", path)] = sorted(used)
    return found


def spoken(messages: list[str], language: str) -> str:
    """The sentences among them, numbers and names put in; labels would make it look easier."""
    with translation.override(language):
        texts = [translation.gettext(message) for message in messages]
    texts = [re.sub(r"%\(\w+\)[sd]", "5", text) for text in texts]
    return " ".join(text for text in texts if text.endswith((".", "?", ":")) and " " in text)


def test_the_pages_own_words_are_read_by_somebody_in_sixth_grade(dana, monkeypatch, capsys):
    hard = []
    with capsys.disabled():
        sys.stdout.write("\n  reading age of the page's own words (grade; ease)\n")
        for path, messages in own_words(dana, monkeypatch).items():
            grade = grade_of_english(spoken(messages, "en"))
            ease = ease_of_spanish(spoken(messages, "es"))
            sys.stdout.write(f"  {path:<16} English {grade:4.1f}   Spanish {ease:5.1f}\n")
            if grade > MOST_GRADE or ease < LEAST_EASE:
                hard.append(path)
    assert hard == []


def test_no_word_of_the_staffs_stands_on_the_page(dana, monkeypatch):
    messages = {text for page in own_words(dana, monkeypatch).values() for text in page}
    assert [(word, text) for word in STAFF for text in messages if word in text.lower()] == []


def is_red(colour: str) -> bool:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return red > 150 and green < 100 and blue < 100


def test_nothing_on_the_page_or_in_its_pictures_is_red(dana):
    client = full_record(dana)
    picture = reading(client).get(f"{paths_of(client)[-1]}chart.svg", secure=True).content.decode()
    style = Path(settings.BASE_DIR, "static", "css", "me.css").read_text()
    colours = re.findall(r"#([0-9a-fA-F]{6})\b", style + picture)
    colours += [6 * short for short in re.findall(r"#([0-9a-fA-F])\1\1\b", style)]
    assert len(colours) > 5
    assert [colour for colour in colours if is_red(colour)] == []


@pytest.mark.parametrize(
    ("word", "count"),
    [("score", 1), ("scores", 1), ("goal", 1), ("agreed", 2), ("wanted", 2), ("started", 2),
     ("changes", 2), ("table", 2), ("session", 2), ("therapist", 3), ("you’re", 1), ("people", 2),
     ("page", 1), ("pages", 2), ("steps", 1), ("finished", 2)],
)  # fmt: skip
def test_english_syllables(word, count):
    assert english_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("meta", 2), ("usted", 2), ("quiere", 2), ("guía", 2), ("terapia", 3), ("ahora", 3),
     ("sesión", 2), ("aún", 2), ("muy", 1), ("día", 2), ("cuenta", 2), ("leído", 3), ("y", 1)],
)  # fmt: skip
def test_spanish_syllables(word, count):
    assert spanish_syllables(word) == count
