"""A clinician looks through their bank, rewords, shares, merges and deletes; an admin withdraws."""

import pytest

from library.models import BankStatement
from library.tests.factories import BankStatementFactory
from library.wording import Kind

BANK, SHARED = "/library/bank/", "/library/practice-bank/"


@pytest.fixture
def browser(dana, client):
    client.force_login(dana)
    return client


@pytest.fixture
def zebra(dana):
    return BankStatementFactory(owner=dana, text="Feed the zebra by [date].")


def shown(browser, url=BANK, **wanted):
    return [row.text for row in browser.get(url, wanted).context["page"]]


def press(browser, row, verb, version=1):
    return browser.post(f"{BANK}{row.pk}/{verb}/", {"row_version": version}, follow=True)


def test_an_empty_bank_says_how_it_fills(browser):
    assert "kept here by itself" in browser.get(BANK).content.decode()


def test_it_shows_one_s_own_and_nobody_elses(browser, zebra, priya):
    BankStatementFactory(owner=priya, text="Feed the lion.")
    assert shown(browser) == [zebra.text]


def test_words_and_filters_narrow_it(browser, zebra, dana):
    goal = BankStatementFactory(owner=dana, text="Be calm near lions.", kind=Kind.GOAL)
    assert shown(browser, q="zeb") == [zebra.text]
    assert shown(browser, q="zebbra") == [zebra.text]
    assert shown(browser, kind="goal") == [goal.text]
    assert shown(browser, shared="shared") == []
    assert len(shown(browser, shared="private")) == 2
    assert browser.get(BANK, {"kind": "poem"}).status_code == 422


def test_a_long_bank_is_paged_at_the_same_cost(browser, dana, django_assert_max_num_queries):
    for number in range(60):
        BankStatementFactory(owner=dana, text=f"Worry number {number} about the weather.")
    with django_assert_max_num_queries(15):
        assert len(shown(browser, page=2)) == 25


def test_it_is_reworded(browser, zebra):
    url = f"{BANK}{zebra.pk}/"
    assert zebra.text in browser.get(url).content.decode()
    browser.post(url, {"text": "Feed the lion by [date].", "row_version": 1})
    assert shown(browser) == ["Feed the lion by [date]."]
    stale = browser.post(url, {"text": "Feed the ape.", "row_version": 1})
    assert stale.status_code == 409


def test_sharing_asks_once_whether_it_names_anybody(browser, zebra, priya):
    page = browser.get(f"{BANK}{zebra.pk}/promote/").content.decode()
    assert "does it name anybody?" in page
    assert "[date]" in page
    browser.post(f"{BANK}{zebra.pk}/promote/", {"row_version": 1})
    browser.force_login(priya)
    page = browser.get(SHARED).content.decode()
    assert zebra.text in page
    assert "Dana Whitfield" in page


def test_sharing_points_at_what_looks_like_a_name(browser, dana):
    row = BankStatementFactory(owner=dana, text="Call Marisol on 3 March each week.")
    page = browser.get(f"{BANK}{row.pk}/promote/").content.decode()
    assert "Call [name] on [date] each week." in page


def test_it_is_taken_back(browser, zebra):
    press(browser, zebra, "promote")
    assert shown(browser, SHARED) == [zebra.text]
    press(browser, zebra, "take-back", version=2)
    assert shown(browser, SHARED) == []
    assert shown(browser) == [zebra.text]


def test_an_admin_withdraws_and_nobody_else(browser, zebra, priya, avery):
    press(browser, zebra, "promote")
    url = f"{SHARED}{zebra.pk}/withdraw/"
    browser.force_login(priya)
    assert "Take out of the practice" not in browser.get(SHARED).content.decode()
    assert browser.post(url, {"row_version": 2}).status_code == 403
    browser.force_login(avery)
    browser.post(url, {"row_version": 2})
    assert shown(browser, SHARED) == []


def test_a_deletion_can_be_undone_until_the_next_page(browser, zebra):
    page = press(browser, zebra, "delete")
    assert shown(browser) == []
    assert "Statement deleted." in page.content.decode()
    kept = page.context["undo"]
    assert not browser.get(BANK).context["undo"]
    for _ in range(2):
        browser.post(f"{BANK}restore/", {"kept": kept})
    assert shown(browser) == [zebra.text]


def test_nobody_restores_what_was_another_s(browser, zebra, priya):
    kept = press(browser, zebra, "delete").context["undo"]
    browser.force_login(priya)
    assert browser.post(f"{BANK}restore/", {"kept": kept}).status_code == 404
    assert browser.post(f"{BANK}restore/", {"kept": "forged"}).status_code == 404


def test_several_are_merged_into_the_one_that_stays(browser, zebra, dana):
    other = BankStatementFactory(owner=dana, text="Give the zebra its food by [date].")
    chosen = {"pk": [str(zebra.pk), str(other.pk)]}
    page = browser.get(f"{BANK}merge/", chosen).content.decode()
    assert zebra.text in page
    assert other.text in page
    assert browser.post(f"{BANK}merge/", chosen).status_code == 422
    browser.post(f"{BANK}merge/", {**chosen, "keep": str(other.pk)})
    assert shown(browser) == [other.text]
    assert BankStatement.objects.get(pk=other.pk).times_used == 2


def test_merging_one_or_two_kinds_says_why_not(browser, zebra, dana):
    goal = BankStatementFactory(owner=dana, kind=Kind.GOAL)
    for chosen, said in (
        ([zebra.pk], "at least two"),
        ([], "at least two"),
        (["x", "y"], "at least two"),
        ([zebra.pk, goal.pk], "of one kind"),
    ):
        page = browser.get(f"{BANK}merge/", {"pk": chosen}, follow=True)
        assert said in page.content.decode()


def test_a_colleagues_statement_is_not_merged(browser, zebra, priya):
    theirs = BankStatementFactory(owner=priya)
    chosen = [str(zebra.pk), str(theirs.pk)]
    browser.post(f"{BANK}merge/", {"pk": chosen, "keep": chosen[0]})
    assert BankStatement.objects.filter(pk=theirs.pk).exists()


def test_a_colleague_finds_none_of_the_doors(browser, zebra, priya):
    press(browser, zebra, "promote")
    browser.force_login(priya)
    assert browser.get(f"{BANK}{zebra.pk}/").status_code == 404
    for verb in ("promote", "take-back", "delete"):
        assert press(browser, zebra, verb, version=2).status_code == 404
