"""A clinician looks through the planners: by problem area, by words, by filters."""

import pytest

from library.models import Area, Statement
from library.tests.factories import PracticeAreaFactory, PracticeStatementFactory
from library.wording import Kind

LIBRARY = "/library/"


@pytest.fixture
def browser(dana, client):
    client.force_login(dana)
    return client


def statement(kind=Kind.OBJECTIVE):
    return Statement.objects.filter(kind=kind).select_related("area")[0]


def asked(browser, **wanted):
    return browser.get(LIBRARY, wanted)


def texts(response):
    return [hit.text for hit in response.context["page"].object_list]


def test_the_library_opens_from_the_bar_and_lists_every_problem_area(browser):
    assert 'href="/library/"' in browser.get("/").content.decode()
    page = browser.get(LIBRARY).content.decode()
    for area in Area.objects.all():
        assert f"/library/areas/{area.slug}/" in page


def test_it_finds_statements_by_words_half_typed(browser):
    wanted = statement()
    assert texts(asked(browser, q=wanted.text[:60]))[0] == wanted.text


def test_it_finds_what_resembles_when_no_statement_holds_the_words(browser):
    assert texts(asked(browser, q="expozure"))


def test_it_finds_an_area_by_its_name(browser):
    title = Area.objects.all()[0].title
    shelves = [shelf.area.title for shelf in asked(browser, q=title).context["areas"]]
    assert title in shelves


def test_words_of_an_areas_title_find_its_statements(browser):
    hits = asked(browser, q="panic", kind="intervention").context["page"].object_list
    assert "panic" in {hit.slug for hit in hits}


def test_filters_narrow_what_is_found(browser):
    response = asked(browser, kind="intervention", approach="ACT", group="adults")
    hits = response.context["page"].object_list
    assert hits
    assert {(hit.kind, hit.approach) for hit in hits} == {("intervention", "ACT")}
    assert {Area.objects.get(pk=hit.slug).group for hit in hits} == {"adults"}


def test_a_code_narrows_the_areas_and_may_be_half_typed(browser):
    shelves = asked(browser, code="f40").context["areas"]
    assert shelves
    assert all(any(code.startswith("F40") for code in s.area.codes) for s in shelves)


def test_it_says_that_nothing_was_found(browser):
    page = asked(browser, q="qqqqzzzz")
    assert "Nothing found" in page.content.decode()


@pytest.mark.parametrize("typed", ["' OR 1=1 --", "a & | ! :* (", "%", "\\", "é" * 200])
def test_signs_of_the_query_language_are_only_signs(browser, typed):
    assert asked(browser, q=typed).status_code == 200


def test_a_filter_that_nobody_offered_is_refused_with_a_sentence(browser):
    response = asked(browser, kind="poem")
    assert response.status_code == 422
    assert "Choose one of the list." in response.content.decode()


def test_an_area_shows_every_section(browser):
    area = Area.objects.all()[0]
    page = browser.get(f"/library/areas/{area.slug}/")
    shown = [line.says.text for section in page.context["sections"] for line in section.lines]
    assert shown == list(area.statements.values_list("text", flat=True))
    assert browser.get("/library/areas/no-such-area/").status_code == 404


def test_the_practices_own_words_stand_in_search_and_on_the_page(browser, dana):
    shipped = statement()
    PracticeStatementFactory(
        practice=dana.practice, area=shipped.area, replaces=shipped, text="Feed a zebra by [date]."
    )
    assert texts(asked(browser, q="zebra")) == ["Feed a zebra by [date]."]
    assert shipped.text not in texts(asked(browser, q=shipped.text))
    page = browser.get(f"/library/areas/{shipped.area_id}/").content.decode()
    assert "Your practice’s wording" in page


def test_it_hides_another_practices_wording(browser, outsider):
    area = PracticeAreaFactory(practice=outsider.practice, title="Zebras")
    PracticeStatementFactory(practice=outsider.practice, own_area=area, text="Feed a zebra.")
    assert "Zebras" not in browser.get(LIBRARY).content.decode()
    assert not asked(browser, q="zebra").context["page"].object_list
    assert browser.get(f"/library/planners/{area.pk}/").status_code == 404


def test_searching_costs_the_same_however_much_is_found(browser, django_assert_max_num_queries):
    for wanted in ({}, {"q": "by"}, {"kind": "goal"}, {"q": "qqqqzzzz"}):
        with django_assert_max_num_queries(18):
            asked(browser, **wanted)
