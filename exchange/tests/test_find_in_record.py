"""What a client finds in their record besides plans and notes: each table holds its rows."""

from datetime import timedelta

import pytest

from clients.actions import word_for_client
from clients.models import PageWords
from clients.tests.factories import client_of
from exchange.tests.archives import export, files_of, rows_of
from exchange.tests.factories import asked, small_press
from goals.flags import Step
from goals.models import FlagAnswer, Goal
from measures.tests.factories import entry, given, phq9
from notes.actions import answer_flags
from notes.tests.factories import written_note
from plans.tests.factories import signed_plan


@pytest.fixture(autouse=True)
def pressed(monkeypatch):
    """Paper of one line, which says everything that would stand on it."""
    return small_press(monkeypatch)


def test_measures_and_the_journal_are_in_it(dana):
    client = client_of(dana)
    given(dana, client, "phq-9", phq9(12))
    entry(dana, client, text="Slept until two.")
    files = files_of(export(dana, asked(client, dana)))
    (measure,) = rows_of(files, "measures")
    assert (measure["Measure"], measure["Total"]) == ("PHQ-9", "12")
    assert [row["Text"] for row in rows_of(files, "journal")] == ["Slept until two."]


def test_flags_answered_and_words_on_the_page_are_in_it(dana):
    client = client_of(dana)
    goal = Goal.objects.get(problem__plan=signed_plan(dana, client).plan)
    begun = goal.home.opened_on - timedelta(days=40)
    Goal.objects.filter(pk=goal.pk).update(baseline=5, baseline_on=begun)
    written_note(dana, client, scores={goal.pk: 9})
    answer_flags(FlagAnswer(goal=goal, step=Step.BARRIERS, words="The bus strike."), by=dana)
    words = PageWords(client=client, kind="goal", item=str(goal.pk), words="On the 14 again.")
    word_for_client(words, by=dana)
    files = files_of(export(dana, asked(client, dana)))
    (told,) = rows_of(files, "flags-answered")
    assert (told["Score"], told["What was done"]) == ("9", "reviewed barriers")
    assert told["In words"] == "The bus strike."
    assert [row["Words"] for row in rows_of(files, "words-on-page")] == ["On the 14 again."]
