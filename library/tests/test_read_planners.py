"""The shipped planners: complete, with real codes, and every statement its own."""

import pytest
import yaml
from django.db import connection

from clients.models import IcdCode
from library.models import Area, Statement
from library.planner import SHIPPED, read, shipped
from library.shipping import load, load_shipped
from library.wording import BLANK, Kind

# House figure for what counts as nearly the same: PostgreSQL's trigram similarity (pg_trgm, 0 to
# 1) of the texts without their blanks and without the words of their area's own title.
SAME = 0.6
NEARLY_THE_SAME = """
    WITH said AS (SELECT * FROM unnest(%s::text[], %s::text[]) AS line (name, text))
    SELECT one.name, other.name FROM said one JOIN said other
    ON one.name < other.name AND similarity(one.text, other.text) >= %s
"""
PLANNERS = shipped()
LEAST = {
    Kind.DEFINITION: 8, Kind.GOAL: 6, Kind.OBJECTIVE: 11, Kind.INTERVENTION: 13, Kind.HOMEWORK: 5,
    Kind.STRENGTH: 5, Kind.NOTE: 0,
}  # fmt: skip


def without_title(text, title):
    words = {word for word in title.casefold().split() if len(word) > 3}
    said = BLANK.sub(" ", text).split()
    return " ".join(word for word in said if word.casefold().strip(".,") not in words)


def nearly_the_same(lines):
    """Pairs of names whose texts are nearly the same; lines are (name, text)."""
    names, texts = zip(*lines, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(NEARLY_THE_SAME, [list(names), list(texts), SAME])
        return cursor.fetchall()


def test_there_are_at_least_two_thousand_statements_in_forty_five_areas():
    assert len(PLANNERS) >= 45
    assert sum(len(list(planner.lines())) for planner in PLANNERS) >= 2000


@pytest.mark.parametrize("planner", PLANNERS, ids=lambda planner: planner.slug)
def test_an_area_is_complete(planner):
    found = {kind: sum(line.kind == kind for line in planner.lines()) for kind in Kind}
    assert {kind: found[kind] for kind in Kind if found[kind] < LEAST[kind]} == {}
    served = {key for step in planner.objectives for key in step.serves}
    assert served == {goal.id for goal in planner.goals}


def test_every_code_may_stand_on_a_claim(db):
    named = {code for planner in PLANNERS for code in planner.codes}
    billable = set(IcdCode.objects.billable().values_list("code", flat=True))
    assert named <= billable


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.NOTE])
def test_no_two_statements_are_nearly_the_same(db, kind):
    lines = [
        (f"{planner.slug}/{line.part.id}", without_title(line.part.text, planner.area))
        for planner in PLANNERS
        for line in planner.lines()
        if line.kind == kind
    ]
    assert nearly_the_same(lines) == []


def test_the_check_would_notice_a_pattern_filled_with_nouns(db):
    pattern = "Client will attend {} [number] times a week by [date] without leaving early."
    lines = [(place, pattern.format(place)) for place in ("the gym", "a class")]
    assert nearly_the_same(lines) == [("a class", "the gym")]


def test_the_database_holds_what_the_files_say(db):
    assert Area.objects.count() == len(PLANNERS)
    assert Statement.objects.count() == sum(len(list(p.lines())) for p in PLANNERS)
    assert load_shipped() == (Area.objects.count(), Statement.objects.count())


def test_a_statement_keeps_its_id_when_a_clinician_corrects_its_words(db):
    planner = PLANNERS[0]
    before = Statement.objects.get(area=planner.slug, key="g1")
    goal = planner.goals[0].model_copy(update={"text": "Said in other words than before."})
    load([planner.model_copy(update={"goals": [goal, *planner.goals[1:]]}), *PLANNERS[1:]])
    assert Statement.objects.get(pk=before.pk).text == "Said in other words than before."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda said: said.update(colour="blue"), "colour"),
        (lambda said: said["goals"].append(dict(said["goals"][0])), "stand twice: g1"),
        (lambda said: said["objectives"][0].update(serves=["g99"]), "no such goal"),
        (lambda said: said["objectives"][0].update(text="Ride the bus alone."), "blank for a date"),
        (lambda said: said.update(slug="other"), "its slug is other"),
        (lambda said: said.update(goals=[]), "goals"),
    ],
)
def test_a_file_with_a_mistake_is_refused_by_name(tmp_path, change, sentence):
    said = yaml.safe_load((SHIPPED / "panic.yaml").read_text())
    change(said)
    path = tmp_path / "panic.yaml"
    path.write_text(yaml.safe_dump(said))
    with pytest.raises(ValueError, match=r"panic.yaml") as refusal:
        read(path)
    assert sentence in str(refusal.value)
