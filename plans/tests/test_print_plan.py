"""Printing a plan for the payer."""

import re
import subprocess
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from clients.models import Consent
from clients.tests.factories import client_of, covered, taken_in
from config import clock
from config.bench.invented_plan import invented_document, invented_facts
from notes.tests.factories import held_session, written_note
from plans.actions import return_version
from plans.actions.printing import print_version
from plans.document import PlanDocument
from plans.models import Printout
from plans.paper import PressUnavailable, payer_html, payer_pdf, press, pressroom
from plans.paper.cleaning import LONGEST_RUN, printable
from plans.tests.factories import signed_plan
from trail.models import Event


def address(version, **query):
    plan = version.plan
    return reverse(
        "plans:pdf",
        kwargs={"client_id": plan.client_id, "number": plan.number, "version": version.number},
        query=query,
    )


def text_of(pages: bytes) -> str:
    """What a reader of the PDF finds in it, on one line."""
    told = subprocess.run(["pdftotext", "-", "-"], input=pages, capture_output=True, check=True)
    return re.sub(r"\s+", " ", told.stdout.decode())


@pytest.fixture
def small_paper(monkeypatch):
    """Paper of one line, where what stands on it is not the point."""
    made = []

    def print_it(order, document, facts, by):
        made.append(facts)
        return f"%PDF {len(made)}".encode()

    monkeypatch.setattr("plans.paper.ordering._sealed", print_it)
    return made


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def test_it_prints_every_statement_score_and_count_with_signature_and_seal(dana, signed_in):
    person = client_of(dana, given_name="Marisol", family_name="Vega")
    covered(person)
    taken_in(person)
    version = signed_plan(dana, person, objectives=2)
    goal = version.plan.problems.first().goals.first()
    objective = goal.objectives.first()
    written_note(dana, person, scores={goal.pk: 8}, counts={objective.pk: 31})
    written_note(dana, person, scores={goal.pk: 0}, counts={objective.pk: 17})
    held_session(dana, person, status="missed")

    answer = signed_in(dana).get(address(version))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert "attachment" in answer["Content-Disposition"]
    assert "Vega" not in answer["Content-Disposition"]
    said = text_of(answer.content)
    document = PlanDocument.stored(version.document)
    expected = [
        *(problem.statement for problem in document.problems),
        *(one.statement for one in document.goals),
        *(one.statement for one in document.objectives),
        *(i.statement for one in document.objectives for i in one.interventions),
        document.plan.why_now,
        document.plan.discharge_criteria,
        "Marisol Vega",
        "born 12 April 1991",
        "EM-4410-88",
        "Initial plan, version 1",
        "Page 1 of",
        "session missed",
        "Dana Whitfield, LCSW",
        version.digest,
    ]
    without_spaces = said.replace(" ", "")
    assert [one for one in expected if one.replace(" ", "") not in without_spaces] == []
    assert re.search(r"8, 0|0, 8", said)
    assert re.search(r"31, 17|17, 31", said)


def test_the_same_facts_are_the_same_paper_byte_for_byte(dana, signed_in, small_paper):
    version = signed_plan(dana)
    browser = signed_in(dana)
    first, second = browser.get(address(version)), browser.get(address(version))
    assert first.content == second.content
    assert (len(small_paper), Printout.objects.count()) == (1, 1)
    events = Event.objects.filter(verb="plan.printed", subject_id=str(version.pk))
    assert [event.clients for event in events] == [[version.plan.client_id]] * 2


def test_a_newer_score_is_on_a_new_paper_and_the_old_one_is_kept(dana, signed_in, small_paper):
    version = signed_plan(dana)
    browser = signed_in(dana)
    browser.get(address(version))
    goal = version.plan.problems.first().goals.first()
    written_note(dana, version.plan.client, scores={goal.pk: 5})
    assert browser.get(address(version)).content == b"%PDF 2"
    assert small_paper[1].goals[goal.pk].scores == {"client": ((goal.practice.today, 5),)}
    assert Printout.objects.count() == 2


def test_it_refuses_a_version_that_still_waits(sam, signed_in, small_paper):
    version = signed_plan(sam)
    answer = signed_in(sam).get(address(version))
    assert answer.status_code == 409
    assert "still waits for a signature" in answer.content.decode()
    assert (small_paper, Printout.objects.count()) == ([], 0)


def test_it_refuses_a_version_that_was_returned(sam, priya, signed_in, small_paper):
    version = signed_plan(sam)
    return_version(version, {"plan": "Say more of the impairment."}, by=priya)
    answer = signed_in(sam).get(address(version))
    assert answer.status_code == 409
    assert "was returned" in answer.content.decode()


def test_a_part_2_record_needs_the_clients_consent_and_carries_the_notice(
    dana, signed_in, small_paper
):
    version = signed_plan(dana, covered(client_of(dana, part2=True)).client)
    browser = signed_in(dana)
    refused = browser.get(address(version))
    assert refused.status_code == 409
    assert "42 CFR Part 2" in refused.content.decode()
    Consent.objects.create(
        practice=dana.practice,
        client=version.plan.client,
        kind=Consent.Kind.PART2,
        purpose=Consent.Purpose.ALL_CARE,
        signed_by="the client",
        from_on=dana.practice.today,
    )
    assert browser.get(address(version)).status_code == 200
    document = PlanDocument.stored(version.document)
    assert "prohibits unauthorized use" in payer_html(document, small_paper[0])


@pytest.mark.parametrize("who", ["stranger", "outsider"])
def test_it_hides_other_peoples_plans(who, dana, signed_in, small_paper, request):
    version = signed_plan(dana)
    somebody = request.getfixturevalue(who)
    assert signed_in(somebody).get(address(version)).status_code == 404
    with pytest.raises(PermissionDenied):
        print_version(
            version,
            preset="payer",
            as_of=version.frozen_at,
            for_whom="x",
            purpose="x",
            press=lambda code, notice: b"",
            by=somebody,
        )


def test_the_admin_prints_a_plan_that_they_do_not_write(dana, avery, signed_in, small_paper):
    version = signed_plan(dana)
    assert signed_in(avery).get(address(version)).status_code == 200


def test_there_is_no_paper_for_an_unknown_reader(dana, signed_in, small_paper):
    version = signed_plan(dana)
    assert signed_in(dana).get(address(version, **{"for": "anybody"})).status_code == 404


def test_it_says_what_to_install_when_the_machine_cannot_print(dana, signed_in, monkeypatch):
    def absent(html):
        raise PressUnavailable("cannot load library 'libpangoft2-1.0-0'")

    monkeypatch.setattr(pressroom, "press", absent)
    version = signed_plan(dana)
    answer = signed_in(dana).get(address(version))
    assert answer.status_code == 503
    assert "apt-get install libpangoft2-1.0-0" in answer.content.decode()
    assert Printout.objects.count() == 0


def test_its_queries_do_not_grow_with_the_plan(
    dana, signed_in, small_paper, django_assert_max_num_queries
):
    version = signed_plan(dana, problems=5, goals=3, objectives=4, interventions=4)
    goal = version.plan.problems.first().goals.first()
    for week in range(52):
        on = clock.now() - timedelta(weeks=52 - week)
        held_session(dana, version.plan.client, on=on, status="missed")
    written_note(dana, version.plan.client, scores={goal.pk: 5})
    browser = signed_in(dana)
    with django_assert_max_num_queries(47):
        assert browser.get(address(version)).status_code == 200
    with django_assert_max_num_queries(24):
        assert browser.get(address(version)).status_code == 200


# The paper itself: no database --------------------------------------------------------------


def test_what_is_absent_is_said_and_no_cell_is_blank():
    document = invented_document()
    bare = document.model_copy(
        update={"coverage": (), "services": (), "diagnoses": (), "problems": (), "consents": ()}
    )
    for one in (document, bare):
        html = payer_html(one, invented_facts(one, sessions=0))
        assert re.search(r"<(td|th|p|li)[^>]*>\s*</\1>", html) is None
        assert "None recorded" in html
        assert "Not applicable: the client is an adult" in html


def test_zero_is_printed_and_not_scored_is_a_dash():
    document = invented_document(goals=2, objectives=1)
    facts = invented_facts(document, sessions=3)
    first, second = document.goals
    day = date(2026, 1, 5)
    facts.goals[first.id].scores["client"] = ((day, 0),)
    facts.goals[second.id].scores["client"] = ((day + timedelta(weeks=1), 7),)
    html = payer_html(document, facts)
    cells = re.findall(r"<td>([^<]*)</td>", html[html.index("Scores (0 to 10)") :])
    assert cells[:4] == ["0", "0", "–", "0"]
    assert "0 on 5 January 2026" in html


def test_raters_stand_side_by_side_and_are_never_pooled():
    document = invented_document(goals=1, objectives=1)
    facts = invented_facts(document, sessions=1)
    facts.goals[document.goals[0].id].scores["clinician"] = ((date(2026, 1, 5), 4),)
    html = payer_html(document, facts)
    assert "1.1 score by client" in html
    assert "1.1 score by clinician" in html
    assert ">8 on 5 January 2026<" in html


def test_times_are_told_in_the_practices_zone():
    document = invented_document()
    facts = invented_facts(document, sessions=1)
    assert facts.signatures[0].signed_at == datetime(2026, 1, 5, 16, 4, tzinfo=UTC)
    assert "5 January 2026, 10:04 AM CST" in payer_html(document, facts)


def test_typed_markup_is_printed_as_it_was_typed():
    document = invented_document()
    typed = "<script>alert(1)</script> <img src='file:///etc/passwd'> {{ 7 }} $\\frac$"
    plan = document.plan.model_copy(update={"why_now": typed})
    document = document.model_copy(update={"plan": plan})
    said = text_of(payer_pdf(document, invented_facts(document, sessions=1)))
    assert typed in said


def test_it_prints_names_of_other_scripts_with_its_own_fonts():
    document = invented_document(goals=1, objectives=1)
    name = "王小明 यशोदा Ωμέγα יעל"
    client = document.client.model_copy(update={"legal_name": name})
    document = document.model_copy(update={"client": client})
    pages = payer_pdf(document, invented_facts(document, sessions=1))
    listed = subprocess.run(["pdffonts", "-"], input=pages, capture_output=True, check=True)
    fonts = listed.stdout.decode()
    assert "Noto-Sans-SC" in fonts
    assert "Noto-Sans-Hebrew" in fonts
    assert "王小明" in text_of(pages)


def test_what_was_printed_before_does_not_choose_the_letters_of_a_paper():
    document = invented_document(goals=1, objectives=1)
    drawn = []
    for name in ("王小明", "김민준", "王小明", "김민준"):
        client = document.client.model_copy(update={"legal_name": name})
        named = document.model_copy(update={"client": client})
        drawn.append(_scripts_of(payer_pdf(named, invented_facts(named, sessions=1))))
    assert drawn == [{"Noto-Sans-SC"}, {"Noto-Sans-KR"}] * 2


def _scripts_of(pages: bytes) -> set[str]:
    """The fonts beside our Latin ones in which something is drawn."""
    listed = subprocess.run(["pdffonts", "-"], input=pages, capture_output=True, check=True)
    return set(re.findall(r"\+(Noto-Sans-[A-Z]{2})\b", listed.stdout.decode()))


@pytest.mark.parametrize(
    "where",
    [
        "http://127.0.0.1:9/x",
        "https://example.org/font.ttf",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "data:text/html;base64,PGI+",
        "paper-font:../../config/settings",
        "paper-font:Unknown",
    ],
)
def test_the_press_fetches_nothing(where):
    with pytest.raises(ValueError, match="fetches nothing"):
        press._fetcher().fetch(where)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_cleaning_keeps_every_printable_character_and_leaves_no_long_run(text):
    clean = printable(text)
    assert all(len(run) <= LONGEST_RUN + 10 for run in re.split("[ \n\u200b]", clean))
    assert "\n\n\n" not in clean
    words = [word for word in re.findall(r"[a-zA-Z0-9]+", text) if len(word) <= LONGEST_RUN]
    bare = clean.replace("\u200b", "")
    assert [word for word in words if word not in bare] == []
