"""A practice lays its own words over the planners, and can always go back."""

import pytest

from library.models import PracticeStatement, Statement
from library.tests.factories import PracticeAreaFactory, PracticeStatementFactory
from library.wording import Kind
from trail.models import Event


@pytest.fixture
def shipped(db):
    return Statement.objects.filter(kind=Kind.HOMEWORK).select_related("area")[0]


@pytest.fixture
def browser(dana, client):
    client.force_login(dana)
    return client


def edit(browser, pk, text, version=0, **more):
    posted = {"text": text, "row_version": version, **more}
    return browser.post(f"/library/statements/{pk}/edit/", posted)


def press(browser, pk, verb, version):
    return browser.post(f"/library/statements/{pk}/{verb}/", {"row_version": version}, follow=True)


def standing(browser, shipped):
    page = browser.get(f"/library/areas/{shipped.area_id}/")
    return [line.says.text for section in page.context["sections"] for line in section.lines]


def test_the_form_shows_the_original_beside(browser, shipped):
    page = browser.get(f"/library/statements/{shipped.pk}/edit/").content.decode()
    assert "The original" in page
    assert page.count(shipped.text.split("'")[0]) >= 2


def test_it_stands_in_the_originals_place_and_leaves_a_trace(browser, shipped):
    place = standing(browser, shipped).index(shipped.text)
    assert edit(browser, shipped.pk, "Feed a zebra.").status_code == 302
    assert standing(browser, shipped)[place] == "Feed a zebra."
    assert Statement.objects.get(pk=shipped.pk).text == shipped.text
    assert Event.objects.filter(verb="planner.reworded").exists()


def test_the_same_words_leave_no_copy(browser, shipped):
    edit(browser, shipped.pk, shipped.text)
    assert not PracticeStatement.objects.exists()


def test_saving_twice_keeps_one(browser, shipped):
    for _ in range(2):
        assert edit(browser, shipped.pk, "Feed a zebra.").status_code == 302
    assert PracticeStatement.objects.get().row_version == 1


def test_two_people_never_overwrite_each_other(browser, shipped, priya):
    edit(browser, shipped.pk, "Feed a zebra.")
    browser.force_login(priya)
    response = edit(browser, shipped.pk, "Feed a lion.")
    assert response.status_code == 409
    page = response.content.decode()
    assert "Dana Whitfield changed this" in page
    assert "Feed a zebra." in page
    assert "Feed a lion." in page
    assert "fingerprint" not in page
    edit(browser, shipped.pk, "Feed a lion.", version=1, resolve="mine")
    assert PracticeStatement.objects.get().text == "Feed a lion."


def test_taking_out_and_putting_back_leave_the_shipped_words(browser, shipped):
    press(browser, shipped.pk, "take-out", 0)
    assert shipped.text not in standing(browser, shipped)
    page = browser.get(f"/library/areas/{shipped.area_id}/").content.decode()
    assert "Taken out by your practice (1)" in page
    press(browser, shipped.pk, "put-back", 1)
    assert shipped.text in standing(browser, shipped)
    assert not PracticeStatement.objects.exists()


def test_reworded_words_come_back_when_they_are_put_back(browser, shipped):
    edit(browser, shipped.pk, "Feed a zebra.")
    press(browser, shipped.pk, "take-out", 1)
    press(browser, shipped.pk, "put-back", 2)
    assert "Feed a zebra." in standing(browser, shipped)
    press(browser, shipped.pk, "original", 3)
    assert shipped.text in standing(browser, shipped)


def test_a_button_out_of_date_changes_nothing(browser, shipped):
    edit(browser, shipped.pk, "Feed a zebra.")
    page = press(browser, shipped.pk, "take-out", 0).content.decode()
    assert "Nothing was overwritten" in page
    assert "Feed a zebra." in standing(browser, shipped)
    press(browser, shipped.pk, "original", 1)
    page = press(browser, shipped.pk, "original", 1).content.decode()
    assert "Nothing was changed" in page


def test_it_adds_a_statement_at_the_end_of_its_section(browser, shipped):
    url = f"/library/areas/{shipped.area_id}/add/homework/"
    form = browser.get(url).context["form"]
    posted = {"text": "Feed a zebra.", "new_id": form["new_id"].value()}
    for _ in range(2):
        assert browser.post(url, posted).status_code == 302
    assert standing(browser, shipped).count("Feed a zebra.") == 1
    assert Event.objects.filter(verb="planner.added").count() == 1


def test_it_refuses_a_statement_that_stands_there_already(browser, shipped):
    url = f"/library/areas/{shipped.area_id}/add/homework/"
    posted = {
        "text": shipped.text.upper(),
        "new_id": browser.get(url).context["form"]["new_id"].value(),
    }
    response = browser.post(url, posted)
    assert response.status_code == 422
    assert "This planner has this statement already." in response.content.decode()


def test_an_objective_asks_what_it_counts_and_homework_does_not(browser, shipped):
    area = f"/library/areas/{shipped.area_id}/add"
    assert "measure" in browser.get(f"{area}/objective/").context["form"].fields
    assert "measure" not in browser.get(f"{area}/homework/").context["form"].fields
    assert browser.get(f"{area}/note/").status_code == 404
    assert browser.get(f"{area}/poem/").status_code == 404


def test_it_adds_to_a_planner_of_the_practices_own(browser, dana):
    area = PracticeAreaFactory(practice=dana.practice, title="Zebras")
    url = f"/library/planners/{area.pk}/add/goal/"
    posted = {
        "text": "Get along with zebras.",
        "new_id": browser.get(url).context["form"]["new_id"].value(),
    }
    browser.post(url, posted)
    assert "Get along with zebras." in browser.get(f"/library/planners/{area.pk}/").content.decode()


def test_another_practice_sees_the_shipped_words(browser, shipped, outsider):
    edit(browser, shipped.pk, "Feed a zebra.")
    browser.force_login(outsider)
    assert shipped.text in standing(browser, shipped)


def test_another_practices_row_is_not_there(browser, outsider, shipped):
    row = PracticeStatementFactory(practice=outsider.practice, area=shipped.area, text="A zebra.")
    for verb in ("edit", "take-out", "put-back", "original"):
        assert press(browser, row.pk, verb, 1).status_code == 404


def test_an_area_costs_the_same_with_a_layer(browser, shipped, dana, django_assert_max_num_queries):
    for item in shipped.area.statements.all():
        PracticeStatementFactory(
            practice=dana.practice, area=shipped.area, replaces=item, text=f"Instead of {item.key}"
        )
    with django_assert_max_num_queries(15):
        browser.get(f"/library/areas/{shipped.area_id}/")
