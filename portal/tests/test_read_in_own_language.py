"""A reader reads the page in a language of their own: English or Spanish."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse
from django.utils import translation

from clients.languages import shipped_language
from clients.models import Client, Contributor, SafetyPlan
from clients.tests.factories import client_of, reader_of
from config import catalog
from goals.charts.wording import ENGLISH
from plans.actions.answering import CLIENT_STATES, GUARDIAN_STATES
from plans.document import PlanDocument
from plans.models import Signature, Version
from plans.tests.factories import signed_plan
from portal.spoken import chart_words
from portal.tests.speaking import full_record, marked, paths_of, reading, text_of, unmarked

LANGUAGES = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACE = re.compile(r"%\((\w+)\)[sd]")


def fragments(value: object) -> list[str]:
    """Every text in a document."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in fragments(one)]
    if isinstance(value, list | tuple):
        return [text for one in value for text in fragments(one)]
    return []


def of_the_record(client: Client) -> list[str]:
    """What people wrote, not the page: the longest first."""
    version = Version.objects.filter(plan__client=client).latest("number")
    told = fragments(PlanDocument.stored(version.document).model_dump(mode="json"))
    told += list(SafetyPlan.objects.get(client=client).__dict__.values())
    for row in Contributor.objects.filter(client=client):
        told += [row.name, row.role, row.contributed]
    practice = client.practice
    told += [practice.name, practice.phone, practice.address, "PHQ-9", client.given_name]
    told += [signature.printed_name for signature in version.signatures.all()]
    told += [str(name).capitalize() for _, name in settings.LANGUAGES]
    lines = [line for text in told if isinstance(text, str) for line in text.splitlines()]
    return sorted({line.strip().casefold() for line in lines if line.strip()}, key=len)[::-1]


def test_every_word_of_the_page_itself_can_be_translated(dana, monkeypatch):
    client = full_record(dana)
    browser, record = reading(client), of_the_record(client)
    left = {}
    for path in paths_of(client):
        with marked(monkeypatch):
            page = browser.get(path, secure=True)
        assert page.status_code == 200
        text = unmarked(text_of(page.content.decode())).casefold()
        for written in record:
            text = text.replace(written, " ")
        if words := re.findall(r"[^\W\d_]{2,}", text):
            left[path] = words
    assert left == {}


def test_no_sentence_of_the_english_page_stands_on_the_spanish_one(dana, monkeypatch):
    client = full_record(dana)
    english, spanish = reading(client), reading(client, "es")
    for path in paths_of(client):
        with marked(monkeypatch) as used:
            english.get(path, secure=True)
        page = spanish.get(path, secure=True)
        assert '<html lang="es">' in page.content.decode()
        assert page.headers["Content-Language"] == "es"
        text = text_of(page.content.decode())
        own = [message for message in used if len(message.split()) > 2 and "%" not in message]
        assert [message for message in own if message in text] == []


def test_a_goal_is_told_in_spanish_with_its_days_and_numbers(dana):
    client = full_record(dana)
    text = text_of(reading(client, "es").get("/me/", secure=True).content.decode())
    assert "Usted empezó en 8. Ahora usted dice 5. Su meta es llegar a 3." in text
    assert "Son 3 puntos mejor que al inicio." in text
    assert "Al inicio era 18. Ahora es 9." in text
    plan = text_of(reading(client, "es").get("/me/plan/", secure=True).content.decode())
    assert re.search(r"Así está desde el \d+ de [a-z]+ de \d{4}\.", plan)
    goal = paths_of(client)[-1]
    drawn = reading(client, "es").get(f"{goal}chart.svg", secure=True).content.decode()
    assert "menos es mejor" in drawn
    assert "meta 3" in drawn


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("English", "en"), ("Spanish", "es"), ("español (México)", "es"), ("Castellano", "es"),
        ("Spanish, some English", "es"), ("Vietnamese", ""), ("", ""), ("ES", "es"),
    ],
)  # fmt: skip
def test_the_record_names_a_language_in_whatever_words(written, read):
    assert shipped_language(written) == read


def language(browser: Browser, path: str = "/me/", **headers: str) -> str:
    return browser.get(path, secure=True, headers=headers).headers["Content-Language"]


def test_the_choice_comes_before_the_record_and_the_record_before_the_browser(dana):
    client = client_of(dana, language="Spanish")
    signed_plan(dana, client)
    browser = Browser()
    browser.force_login(reader_of(client))
    assert language(browser, **{"accept-language": "en-US"}) == "es"
    page = reverse("portal:plan")
    door = reverse("language")
    answer = browser.post(door, {"language": "en", "next": page}, secure=True)
    assert answer.headers["Location"] == page
    assert language(browser) == "en"
    other = Browser()
    other.force_login(reader_of(client_of(dana)))
    assert language(other, **{"accept-language": "es-MX,es;q=0.9"}) == "es"
    assert language(other, **{"accept-language": "vi"}) == "en"


def test_the_choice_writes_a_cookie_and_leads_nowhere_else(db):
    browser, door = Browser(), reverse("language")
    answer = browser.post(door, {"language": "es", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    cookie = answer.cookies["language"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("es", True, "Lax")
    assert "language" not in browser.post(door, {"language": "xx", "next": "/"}).cookies
    assert browser.get(door).status_code == 405
    assert language(Browser(), "/accounts/login/", **{"accept-language": "es"}) == "es"


def test_staff_pages_stay_english_whatever_the_browser_asks_for(dana):
    browser = Browser()
    browser.force_login(dana)
    browser.cookies["language"] = "es"
    for path in ("/", "/accounts/password/change/"):
        assert language(browser, path, **{"accept-language": "es"}) == "en"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_message_is_translated_and_keeps_its_places(code):
    held, used = catalog.translated(code), catalog.used()
    assert {message.id for message in used if message.id} == {
        message.id for message in held if message.id
    }
    for message in held:
        if not message.id:
            continue
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        assert all(texts), message.id
        for source, text in zip(sources, texts, strict=True):
            # A singular may do without the number, a plural may name it.
            assert set(PLACE.findall(source)) <= set(PLACE.findall(text)), message.id
            assert set(PLACE.findall(text)) <= set(PLACE.findall(sources[-1])), message.id
            assert text.endswith(".") == source.endswith("."), message.id


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_catalog_is_as_the_tool_writes_it_and_compiled(code):
    words, file = catalog.merged(code), catalog.file_of(code)
    assert file.read_text("utf-8") == catalog.written(words)
    assert file.with_suffix(".mo").read_bytes() == catalog.compiled(words)


def test_what_is_signed_in_spanish_fits_where_signatures_are_kept():
    room = Signature._meta.get_field("statement").max_length
    with translation.override("es"):
        for states in (CLIENT_STATES, GUARDIAN_STATES):
            said = translation.gettext(states)
            assert said != states
            assert len(said) <= room


def test_the_pictures_english_words_are_the_same_in_both_places():
    with translation.override("en"):
        assert chart_words() == ENGLISH
    with translation.override("es"):
        assert chart_words().months[0] == "ene"


def test_days_are_written_as_each_language_writes_them():
    from django.utils.formats import date_format

    told = {}
    for code in ("en", "es"):
        with translation.override(code):
            told[code] = date_format(date(2026, 1, 5), "DATE_FORMAT")
    assert told == {"en": "5 January 2026", "es": "5 de enero de 2026"}
