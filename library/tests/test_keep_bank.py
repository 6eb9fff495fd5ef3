"""What a clinician writes is kept by itself, and stays theirs until they promote it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.editing import Stale
from clients.tests.factories import client_of
from library import actions
from library.finding import search
from library.models import BankStatement
from library.tests.factories import BankStatementFactory
from library.wording import Kind
from trail.models import Event

TYPED = "Maya will water the zebra 3 times a week by 2027-03-31."
KEPT = "[name] will water the zebra [number] times a week by [date]."


@pytest.fixture
def maya(dana):
    return client_of(dana, given_name="Maya", family_name="Ortiz")


def texts(user):
    return list(BankStatement.objects.of(user).values_list("text", flat=True))


def test_it_keeps_the_statement_without_the_client(dana, maya, act_as):
    with act_as(dana):
        actions.keep(TYPED, Kind.OBJECTIVE, client=maya, by=dana)
        assert texts(dana) == [KEPT]
    assert Event.objects.get(verb="bank.kept").clients == []


def test_it_keeps_the_same_text_once_and_counts(dana, maya, act_as):
    with act_as(dana):
        for text in (TYPED, TYPED.upper().replace("MAYA", "Maya"), TYPED):
            actions.keep(text, Kind.OBJECTIVE, client=maya, by=dana)
        kept = BankStatement.objects.get()
    assert kept.times_used == 3


def test_it_keeps_nothing_of_a_part_2_record(dana, maya, act_as):
    maya.part2 = True
    with act_as(dana):
        actions.keep(TYPED, Kind.OBJECTIVE, client=maya, by=dana)
        assert texts(dana) == []


@pytest.mark.parametrize("text", ["Feel better", "", "   ", "[what] by [date]", "4 5 6 7"])
def test_it_keeps_nothing_that_says_nothing(dana, maya, act_as, text):
    with act_as(dana):
        actions.keep(text, Kind.GOAL, client=maya, by=dana)
        assert texts(dana) == []


def test_it_takes_out_the_name_of_a_contributor(dana, maya, act_as):
    maya.contributors.create(practice=maya.practice, name="zelda fitz", role="sister")
    with act_as(dana):
        actions.keep("Call zelda before each outing.", Kind.OBJECTIVE, client=maya, by=dana)
        assert texts(dana) == ["Call [name] before each outing."]


def labels(act_as, user):
    with act_as(user):
        return [found.label for found in search("zebra")]


def test_a_promoted_statement_is_offered_to_colleagues_until_it_is_taken_back(dana, priya, act_as):
    row = BankStatementFactory(owner=dana, text="Feed the zebra by [date].")
    with act_as(dana):
        row = actions.promote(row, expected=1, by=dana)
    assert labels(act_as, priya) == ["Practice's bank"]
    with act_as(dana):
        actions.take_back(row, expected=2, by=dana)
    assert labels(act_as, priya) == []


def test_an_admin_takes_it_out_of_the_practices_bank_and_its_owner_keeps_it(
    dana, priya, avery, act_as
):
    row = BankStatementFactory(owner=dana, text="Feed the zebra by [date].")
    with act_as(dana):
        row = actions.promote(row, expected=1, by=dana)
    with act_as(priya), pytest.raises(PermissionDenied):
        actions.withdraw(row, expected=2, by=priya)
    with act_as(avery):
        actions.withdraw(row, expected=2, by=avery)
    assert labels(act_as, priya) == []
    assert labels(act_as, dana) == ["My bank"]


def test_a_colleague_changes_nothing_of_it(dana, priya, act_as):
    row = BankStatementFactory(owner=dana)
    for act in (actions.change_statement, actions.promote, actions.delete_statement):
        with act_as(priya), pytest.raises(PermissionDenied):
            act(row, expected=1, by=priya)


def test_the_database_itself_shows_no_colleague_a_private_statement(dana, priya, act_as):
    BankStatementFactory(owner=dana)
    with act_as(priya):
        assert not BankStatement.objects.exists()


def test_merging_keeps_one_with_all_uses(dana, act_as):
    one, other = (BankStatementFactory(owner=dana, text=f"Ring {who}.") for who in ("Mum", "Dad"))
    with act_as(dana):
        kept = actions.merge([one, other], one, by=dana)
        assert texts(dana) == [one.text]
    assert kept.times_used == 2


def test_merging_asks_for_two_of_one_kind(dana, act_as):
    one, other = BankStatementFactory(owner=dana), BankStatementFactory(owner=dana, kind="goal")
    with act_as(dana):
        with pytest.raises(ValidationError, match="at least two"):
            actions.merge([one], one, by=dana)
        with pytest.raises(ValidationError, match="of one kind"):
            actions.merge([one, other], one, by=dana)


def test_a_reworded_statement_must_not_become_another_one(dana, act_as):
    BankStatementFactory(owner=dana, text="Feed the zebra.")
    row = BankStatementFactory(owner=dana, text="Feed the lion.")
    row.text = "feed the ZEBRA"
    with act_as(dana), pytest.raises(ValidationError, match="has this statement already"):
        actions.change_statement(row, expected=1, by=dana)


def test_deleting_what_was_changed_meanwhile_is_refused(dana, act_as):
    row = BankStatementFactory(owner=dana)
    with act_as(dana):
        with pytest.raises(Stale):
            actions.delete_statement(row, expected=7, by=dana)
        actions.delete_statement(row, expected=1, by=dana)
        assert texts(dana) == []
    assert Event.objects.filter(verb="bank.deleted").exists()
