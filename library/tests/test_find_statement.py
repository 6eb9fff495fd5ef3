"""A clinician types two letters and is offered what was written before."""

import pytest
from django.utils import timezone

from library.finding import search
from library.models import Statement
from library.tests.factories import BankStatementFactory, PracticeStatementFactory
from library.wording import Kind


def texts(found):
    return [item.text for item in found]


@pytest.fixture
def mine(dana):
    return BankStatementFactory(owner=dana, text="Ring the landlord about the zebra by [date].")


def test_it_finds_words_half_typed(dana, mine, act_as):
    with act_as(dana):
        assert texts(search("zeb land")) == [mine.text]


def test_it_finds_words_mistyped(dana, mine, act_as):
    with act_as(dana):
        assert texts(search("zebbra")) == [mine.text]


def test_it_says_where_each_comes_from(dana, priya, mine, act_as):
    BankStatementFactory(
        owner=priya, text="Draw a zebra each day until [date].", promoted_at=timezone.now()
    )
    shipped = Statement.objects.filter(kind=Kind.OBJECTIVE).select_related("area")[0]
    PracticeStatementFactory(
        practice=dana.practice, area=shipped.area, text="Tell the zebra by [date] what is wrong."
    )
    with act_as(dana):
        labels = [item.label for item in search("zebra")]
    assert labels == ["My bank", "Practice's bank", f"Planner: {shipped.area.title}"]


@pytest.mark.parametrize("typed", ["", "z", " . ", "z'", "\\", "%", ":*"])
def test_fewer_than_two_letters_find_nothing(dana, mine, act_as, typed):
    with act_as(dana):
        assert search(typed) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("zebra & !", "zebra"),
        ("zebra:* | (", "zebra"),
        ("zebra\x00", "zebra"),
        ("<-> zebra", "zebra"),
        ("zebra | xylophone", "zebra xylophone"),
        ("!zebra landlord", "zebra landlord"),
        ("ze' OR 1=1 --", "ze 1 1"),
        ("zebra') UNION SELECT text --", "zebra UNION SELECT text"),
    ],
)
def test_signs_of_the_query_language_are_only_signs(dana, priya, mine, act_as, typed, words):
    theirs = BankStatementFactory(owner=priya, text="A colleague's private zebra.")
    BankStatementFactory(owner=dana, text="Feed the cat each morning.")
    with act_as(dana):
        found = texts(search(typed))
        assert found == texts(search(words))
    assert theirs.text not in found
    if words in ("zebra", "zebra landlord"):
        assert found == [mine.text]


def test_it_hides_what_a_colleague_has_not_promoted(dana, priya, mine, act_as):
    with act_as(priya):
        assert search("zebra") == []


def test_it_hides_another_practices_statements(dana, outsider, act_as):
    BankStatementFactory(owner=outsider, text="Feed the zebra.", promoted_at=timezone.now())
    with act_as(dana):
        assert search("zebra") == []


def test_only_the_kinds_asked_for_are_found(dana, mine, act_as):
    with act_as(dana):
        assert search("zebra", [Kind.GOAL]) == []


def test_a_practices_edit_takes_the_shipped_statements_place(dana, act_as):
    shipped = Statement.objects.filter(kind=Kind.OBJECTIVE).select_related("area")[0]
    with act_as(dana):
        assert shipped.text in texts(search(shipped.text, most=20))
    PracticeStatementFactory(
        practice=dana.practice, area=shipped.area, replaces=shipped, text="Something else, a zebra."
    )
    with act_as(dana):
        assert shipped.text not in texts(search(shipped.text, most=20))
        assert texts(search("something zebra")) == ["Something else, a zebra."]


def test_no_source_crowds_out_another(dana, act_as):
    for number in range(20):
        BankStatementFactory(owner=dana, text=f"Worry {number} about the weather.")
    with act_as(dana):
        found = search("worry")
    assert {item.source for item in found} == {"mine", "planner"}
    assert len(found) == 8


def test_it_is_one_question_to_the_database(dana, mine, act_as, django_assert_num_queries):
    with act_as(dana), django_assert_num_queries(1):
        search("zebra")
