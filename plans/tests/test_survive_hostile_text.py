"""What somebody types can neither hold up the press, nor make it fetch, run or smuggle anything."""

import base64
import io
import os
import re
import signal
import socket
import time
from pathlib import Path
from threading import Thread

import pikepdf
import pytest
from django.urls import reverse

from config.bench.invented_plan import invented_document, invented_facts
from plans.paper import payer_html, payer_pdf, press_worker, pressroom
from plans.paper.pressroom import PressBusy, PressFailed
from plans.tests.factories import signed_plan

FLOODS = {
    "unbroken": "x" * 100_000,
    "empty lines": "a" + "\n" * 10_000 + "z",
    "lines": "a\n" * 10_000,
    "accents": "e" + "\u0301" * 20_000,
    "zalgo": ("Z" + "\u0300\u0316\u0321" * 30) * 300,
    "right to left": "مرحبا بالعالم " * 3_000 + "\u202e" * 500,
    "both ways": "abc אבג 123 مرحبا " * 2_000,
    "typed tags": "<div>" * 5_000 + "<table><tr><td>" * 2_000,
    "brackets": "(" * 20_000 + ")" * 20_000,
    "soft hyphens": "\u00ad".join("abcdefghij" * 3_000),
    "joiners": "👩\u200d👩\u200d👧\u200d👦 " * 500,
    "wide": "漢字かな交じり文" * 3_000,
}


def planted(text):
    document = invented_document(goals=1, objectives=1, interventions=1)
    plan = document.plan.model_copy(update={"why_now": text})
    document = document.model_copy(update={"plan": plan})
    return document, invented_facts(document, sessions=1)


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_every_flood_of_text_ends_as_paper(flood):
    assert payer_pdf(*planted(flood)).startswith(b"%PDF")


# Nothing is fetched ---------------------------------------------------------------------------


@pytest.fixture
def listener():
    """A server on this machine that counts who calls."""
    calls, server = [], socket.create_server(("127.0.0.1", 0))

    def listen():
        while True:
            try:
                caller, _ = server.accept()
            except OSError:
                return
            calls.append(caller.recv(200))
            caller.close()

    Thread(target=listen, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", calls
    server.shutdown(socket.SHUT_RDWR)
    server.close()


def inner_svg(where):
    opening = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    return base64.b64encode(f'{opening}<image href="{where}"/></svg>'.encode()).decode()


VECTORS = {
    "picture": '<img src="{u}">',
    "picture set": '<img srcset="{u} 2x" src="{u}">',
    "stylesheet": '<link rel="stylesheet" href="{u}">',
    "import": '<style>@import url("{u}");</style>',
    "background": '<p style="background:url({u})">x</p>',
    "border picture": '<p style="border:9px solid; border-image:url({u}) 9">x</p>',
    "list mark": '<ul style="list-style-image:url({u})"><li>x</ul>',
    "content": '<style>p::before{{content:url("{u}")}}</style><p>x',
    "font": '<style>@font-face{{font-family:q;src:url("{u}")}} p{{font-family:q}}</style><p>x',
    "page background": '<style>@page{{background:url("{u}")}}</style>',
    "object": '<object data="{u}"></object>',
    "embed": '<embed src="{u}">',
    "frame": '<iframe src="{u}"></iframe>',
    "attachment": '<link rel="attachment" href="{u}">',
    "linked attachment": '<a rel="attachment" href="{u}">x</a>',
    "inline drawing": '<svg width="9" height="9"><image href="{u}" width="9" height="9"/></svg>',
    "used drawing": '<svg width="9" height="9"><use href="{u}#a"/></svg>',
    "picture in a picture": '<img src="data:image/svg+xml;base64,{svg}">',
    "base": '<base href="{u}"><img src="x">',
    "input": '<input type="image" src="{u}">',
    "video": '<video poster="{u}" src="{u}"></video>',
    "script": '<script src="{u}"></script><a href="javascript:fetch(\'{u}\')">x</a>',
    "redirect": '<meta http-equiv="refresh" content="0; url={u}">',
    "color profile": '<style>@color-profile --q {{src:url("{u}")}}</style>',
}


def everything_in(pdf):
    """Every object of a PDF and every stream unpacked."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        parts = []
        for one in opened.objects:
            parts.append(one.unparse(resolved=True))
            if isinstance(one, pikepdf.Stream):
                parts.append(one.read_bytes())
        return b"\n".join(parts)


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)
def test_no_markup_makes_the_press_fetch_or_run(vector, listener, tmp_path):
    server, calls = listener
    canary = tmp_path / "canary.txt"
    canary.write_text("a-canary-that-nobody-may-see")
    for where in (f"{server}/x.png", canary.as_uri()):
        markup = vector.format(u=where, svg=inner_svg(where))
        html = f'<html lang="en"><title>T</title><body><p>Text</p>{markup}</body></html>'
        try:
            made = everything_in(pressroom.press(html).pdf)
        except PressFailed:
            made = b""  # what it may not fetch may stop it, with a sentence
        assert b"a-canary-that-nobody-may-see" not in made
        assert (
            re.search(rb"/(JS|JavaScript|Launch|EmbeddedFiles?|URI|OpenAction|AA)\b", made) is None
        )
    assert calls == []


def test_markup_that_is_typed_into_a_plan_stays_text():
    typed = "".join(vector.format(u="http://127.0.0.1:9/x", svg="") for vector in VECTORS.values())
    document, facts = planted(typed)
    assert not re.search(
        r"<(script|iframe|object|embed|link|svg|base|video)", payer_html(document, facts)
    )
    made = everything_in(payer_pdf(document, facts))
    assert re.search(rb"/(JS|JavaScript|Launch|EmbeddedFiles?|URI)\b", made) is None


def test_the_workers_own_guard_refuses_the_network_and_other_programs():
    for event in ("socket.connect", "subprocess.Popen", "os.exec", "urllib.Request"):
        with pytest.raises(PermissionError):
            press_worker._refuse(event, ())
    press_worker._refuse("open", ())


# The process apart ----------------------------------------------------------------------------


@pytest.fixture
def endless():
    """What no cleaning has touched: shaping its letters takes minutes."""
    accents = "e" + "\u0301" * 100_000
    return f'<html lang="en"><title>T</title><body><p>{accents}</p></body></html>'


def test_a_document_that_hangs_is_stopped_with_a_sentence(endless, monkeypatch):
    monkeypatch.setitem(pressroom.LIMITS, "cpu_seconds", 1)
    with pytest.raises(PressFailed, match="took too long, and it was stopped"):
        pressroom.press(endless)


def test_a_document_that_swells_is_stopped_with_a_sentence(monkeypatch):
    breaks = "\u200b".join(["\u00ad".join("abcdefghij" * 5)] * 600)  # as cleaning once let it be
    monkeypatch.setitem(pressroom.LIMITS, "memory", 700_000_000)
    with pytest.raises(PressFailed, match=r"took too much memory|could not be made"):
        pressroom.press(f'<html lang="en"><title>T</title><body><p>{breaks}</p></body></html>')


def test_a_worker_that_was_killed_is_replaced():
    pressroom.press("<title>T</title>")
    os.kill(pressroom._ROOM.worker.pid, signal.SIGKILL)
    assert pressroom.press("<title>T</title>").pdf.startswith(b"%PDF")


def test_pages_answer_while_the_press_works(client, db, endless, monkeypatch):
    monkeypatch.setitem(pressroom.LIMITS, "cpu_seconds", 2)
    ended = []

    def print_it():
        try:
            pressroom.press(endless)
        except PressFailed as failed:
            ended.append(failed)

    printing = Thread(target=print_it)
    printing.start()
    slowest = 0.0
    while printing.is_alive():
        began = time.monotonic()
        assert client.get("/healthz").status_code == 200
        slowest = max(slowest, time.monotonic() - began)
        time.sleep(0.05)
    printing.join()
    assert len(ended) == 1
    assert slowest < 1.5


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="only Linux shows it")
def test_the_worker_knows_no_secret_and_holds_no_connection(db):
    pressroom.press("<title>T</title>")
    its = Path(f"/proc/{pressroom._ROOM.worker.pid}")
    names = {line.split(b"=")[0].decode() for line in (its / "environ").read_bytes().split(b"\0")}
    assert names - {""} <= set(pressroom.KEPT)
    assert not names & {"SECRET_KEY", "SEAL_KEY", "APP_DATABASE_URL", "OWNER_DATABASE_URL"}
    assert [end for end in its.glob("fd/*") if os.readlink(end).startswith("socket:")] == []


def test_whoever_comes_third_is_asked_back_and_the_browser_comes_by_itself(dana, client):
    version = signed_plan(dana)
    client.force_login(dana, "allauth.account.auth_backends.AuthenticationBackend")
    plan = version.plan
    address = reverse("plans:pdf", args=[plan.client_id, plan.number, version.number])
    with pressroom._ROOM.places, pressroom._ROOM.places:
        with pytest.raises(PressBusy):
            pressroom.press("<title>T</title>")
        answer = client.get(address)
    assert (answer.status_code, answer["Refresh"]) == (503, "4")
    assert "Yours begins in a moment" in answer.content.decode()
    assert client.get(address).status_code == 200


def test_paper_that_cannot_be_made_is_a_sentence_and_never_an_error(dana, client, monkeypatch):
    version = signed_plan(dana)
    client.force_login(dana, "allauth.account.auth_backends.AuthenticationBackend")
    monkeypatch.setitem(pressroom.LIMITS, "memory", 1_000_000)
    plan = version.plan
    answer = client.get(reverse("plans:pdf", args=[plan.client_id, plan.number, version.number]))
    assert answer.status_code == 503
    assert "could not be made" in answer.content.decode() or "too much" in answer.content.decode()
    assert version.printouts.count() == 0
