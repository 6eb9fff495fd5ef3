"""A template goes out as a file and comes in again; what is none is refused in a sentence."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from builder.files import MOST_BYTES, Refused, read_file, written
from builder.models import Draft
from builder.shipping import ORDER, shipped
from plans.tests.browsing import said, signed_in

DOOR = reverse("builder:import")
FIELD = {"type": "text", "key": "a", "label": "A"}


def a_file(**said: object) -> bytes:
    head = {"golden_thread_template": 1, "schema": 2, "title": "T", "kind": "note"}
    return json.dumps(head | {"fields": [FIELD]} | said).encode()


def sent(held: bytes) -> dict[str, object]:
    return {"file": SimpleUploadedFile("t.json", held)}


@pytest.mark.parametrize("key", ORDER)
def test_what_goes_out_comes_in_again_unchanged(key):
    item = shipped()[key]
    back = read_file(written(item.title, item.kind, item.asks).encode())
    assert (back.title, back.kind, back.asks) == (item.title, item.kind, item.asks)


def test_it_is_looked_at_first_and_then_kept_as_a_draft(avery):
    browser = signed_in(avery)
    page = browser.post(DOOR, sent(a_file(title="Sleep note")))
    assert "Sleep note" in said(page)
    assert not Draft.objects.exists()
    answer = browser.post(DOOR, {"text": page.context["text"], "take": "1"})
    assert answer.url == reverse("builder:edit", args=["sleep_note"])
    assert Draft.objects.get().parts[0]["field"] == FIELD


def test_the_file_of_a_template_carries_no_name_of_a_person(avery):
    answer = signed_in(avery).get(reverse("builder:file", args=["risk"]))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="risk.json"'
    assert avery.name not in said(answer)


@pytest.mark.parametrize(
    ("held", "sentence"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"{", "not JSON"),
        (b'{"a": 1, "a": 2}', "not JSON"),
        (b'{"a": NaN}', "not JSON"),
        (b'{"a": "\\ud800"}', "not JSON"),
        (b"[1]", "not a template"),
        (b"{}", "not a template"),
        (b"[" * 100_000, "nested too deeply"),
        (b" " * (MOST_BYTES + 1), "larger than 256 kB"),
        (a_file(schema=9), "version of the program that is not known"),
        (a_file(title=" "), "no title"),
        (a_file(kind="poem"), "what it is used for"),
        (a_file(fields="no"), "no list of questions"),
        (a_file(fields=[]), "Add a question first."),
        (a_file(fields=[{**FIELD, "type": "script"}]), "of a kind that this program does not know"),
        (a_file(fields=[{**FIELD, "label": "a\u202eb"}]), "turns writing around"),
        (a_file(fields=[{**FIELD, "label": "a\x00b"}]), "invisible character (NUL)"),
        (a_file(about=5), "cannot be so"),
    ],
)
def test_a_file_that_is_no_template_is_refused_in_a_sentence(held, sentence):
    with pytest.raises(Refused, match=sentence.replace("(", r"\(").replace(")", r"\)")):
        read_file(held)


def test_the_page_says_why_and_keeps_nothing(avery):
    answer = signed_in(avery).post(DOOR, sent(b"{}"))
    assert answer.status_code == 422
    assert "not a template that was exported here" in said(answer)
    assert "Choose a file." in said(signed_in(avery).post(DOOR, {}))
    assert not Draft.objects.exists()
