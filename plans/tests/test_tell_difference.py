"""What changed between two documents: complete, and in the words of the plan."""

from datetime import date
from pathlib import Path
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from plans.document import Goal, Intervention, Objective, PlanDocument, Problem, canonical, frame
from plans.document.changes_in_words import marked, one_line, told
from plans.document.difference import Laid, apply, difference

EXAMPLE = PlanDocument.stored(
    sorted((Path(__file__).parent / "documents").glob("*.json"))[0].read_text()
)
words = st.text("ab \n“", max_size=12)
days = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 4))
marks = st.none() | st.integers(0, 10)
status = st.sampled_from(["active", "reserve", "met"])


def ids(kind: int, count: int) -> list[UUID]:
    return [UUID(int=kind * 1000 + n) for n in range(count)]


def own(cls, /, **drawn):
    """A node of a kind with drawn values; what hangs on it is put in later."""
    common = {"number": st.just(""), "status": status, "status_reason": words}
    return st.builds(cls, statement=words, **common, **drawn)


def forest(draw, kind, pool, parents, make):
    """Some nodes of the pool, in some order, each under some parent."""
    found = {parent: [] for parent in parents}
    if parents:
        for pk in draw(st.lists(st.sampled_from(pool), unique=True)):
            found[draw(st.sampled_from(parents))].append(draw(make(pk)))
    return found


def intervention(pk):
    named = ("modality", "amount", "frequency", "duration", "responsible", "homework")
    return own(Intervention, id=st.just(pk), **dict.fromkeys(named, words))


def objective(pk):
    return own(
        Objective, id=st.just(pk), measure=words, measure_from=marks, measure_to=marks,
        measure_per=words, target_on=days, times_extended=st.integers(0, 2),
        interventions=st.just(()),
    )  # fmt: skip


def goal(pk):
    texts = ("own_words", "kind", "focus", "aim", "why_it_matters", "zero_means", "ten_means")
    return own(
        Goal, id=st.just(pk), lower_is_better=st.booleans(), baseline=marks, baseline_on=days,
        baseline_rater=words, target=marks, target_on=days, parked_from=days, parked_until=days,
        objectives=st.just(()), **dict.fromkeys(texts, words),
    )  # fmt: skip


def problem(pk):
    return own(
        Problem, id=st.just(pk), own_words=words, definitions=st.lists(words).map(tuple),
        diagnosis_id=st.none() | st.sampled_from(ids(9, 2)), diagnosis=words, goals=st.just(()),
    )  # fmt: skip


def service(pk):
    return st.builds(
        frame.Service, id=st.just(pk), type=words, minutes=st.integers(1, 60), frequency=words,
        duration_weeks=st.integers(1, 9), cpt=words,
    )  # fmt: skip


def hung(children, family):
    """Nodes with what hangs on them."""
    name = {Objective: "interventions", Goal: "objectives", Problem: "goals"}
    return [
        node.model_copy(update={name[type(node)]: tuple(children.get(node.id, ()))})
        for node in family
    ]


@st.composite
def documents(draw):
    """The example with another tree: nodes of few ids, so that two trees have many in common."""
    problems = forest(draw, "problem", ids(1, 3), [None], problem)
    goals = forest(draw, "goal", ids(2, 4), [p.id for p in problems[None]], goal)
    own_goals = [g for family in goals.values() for g in family]
    objectives = forest(draw, "objective", ids(3, 4), [g.id for g in own_goals], objective)
    own_objectives = [o for family in objectives.values() for o in family]
    steps = forest(draw, "step", ids(4, 4), [o.id for o in own_objectives], intervention)
    objectives = {pk: hung(steps, family) for pk, family in objectives.items()}
    goals = {pk: hung(objectives, family) for pk, family in goals.items()}
    plan = EXAMPLE.plan.model_copy(
        update={"why_now": draw(words), "review_due_on": draw(days), "severity": draw(words)}
    )
    member = st.builds(frame.Member, name=words, role=words)
    document = EXAMPLE.model_copy(
        update={
            "plan": plan,
            "author": EXAMPLE.author.model_copy(update={"name": draw(words)}),
            "care_team": tuple(draw(st.lists(member, max_size=3))),
            "services": tuple(forest(draw, "service", ids(5, 3), [None], service)[None]),
            "diagnoses": draw(st.sampled_from([EXAMPLE.diagnoses, ()])),
            "problems": tuple(hung(goals, problems[None])),
        }
    )
    return document.model_copy(update={"problems": Laid.out(document).together(("problem", None))})


@settings(max_examples=300, deadline=None)
@given(documents(), documents())
def test_the_old_document_and_the_changes_make_the_new_one(old, new):
    changes = difference(old, new)
    assert apply(old, changes) == new
    assert canonical(apply(old, changes)) == canonical(new)


@settings(max_examples=50, deadline=None)
@given(documents())
def test_nothing_differs_from_itself(document):
    assert difference(document, document) == []
    assert apply(document, []) == document


@settings(max_examples=100, deadline=None)
@given(documents(), documents())
def test_every_difference_that_a_reader_may_notice_is_told(old, new):
    changes = [change for change in difference(old, new) if change.is_told]
    said = told(changes)
    assert {(change.node, change.id) for change in changes} == {(it.node, it.id) for it in said}
    assert all(sentence.strip() for item in said for sentence in item.sentences)


@settings(max_examples=100, deadline=None)
@given(st.text("ab .\n", max_size=30), st.text("ab .\n", max_size=30))
def test_marked_words_hold_both_texts(old, new):
    pieces = marked(old, new)
    assert "".join(piece.text for piece in pieces if piece.mark != "ins") == old
    assert "".join(piece.text for piece in pieces if piece.mark != "del") == new


def edited(**of_goal):
    """The example, and the example with its first goal changed."""
    return EXAMPLE, with_goals(lambda goals: [goals[0].model_copy(update=of_goal), *goals[1:]])


def with_goals(change):
    first, *others = EXAMPLE.problems
    goals = change(list(first.goals))
    renewed = first.model_copy(update={"goals": tuple(goals)})
    document = EXAMPLE.model_copy(update={"problems": (renewed, *others)})
    return document.model_copy(update={"problems": Laid.out(document).together(("problem", None))})


def sentences(old, new):
    return one_line(difference(old, new))


NAME = f"Goal 1.1 “{EXAMPLE.goals[0].statement}”"


def test_a_target_reads_from_to():
    old, new = edited(target=2)
    assert sentences(old, new) == [f"{NAME}: target {EXAMPLE.goals[0].target} → 2"]


def test_zero_is_a_number_and_none_is_not_set():
    old, new = edited(target=0, baseline=None)
    assert sentences(old, new) == [
        f"{NAME}: baseline {EXAMPLE.goals[0].baseline} → not set",
        f"{NAME}: target {EXAMPLE.goals[0].target} → 0",
    ]


def test_a_date_reads_as_a_date_and_a_status_as_a_word():
    old, new = edited(target_on=date(2027, 1, 5), status="reserve", status_reason="one at a time")
    said = " | ".join(sentences(old, new))
    assert "→ 5 January 2027" in said
    assert "status worked on → parked" in said
    assert "reason for the status not set → one at a time" in said


def test_rewording_marks_the_words_that_changed():
    statement = EXAMPLE.goals[0].statement
    old, new = edited(statement=statement + " every day")
    ((line,),) = [item.lines for item in told(difference(old, new))]
    assert line.label == "wording"
    assert [(piece.mark, piece.text) for piece in line.pieces] == [
        ("", statement),
        ("ins", " every day"),
    ]


def test_moving_a_goal_is_told_once_and_renumbering_is_not_a_change():
    first = EXAMPLE.goals[0]
    another = first.model_copy(update={"id": UUID(int=7), "statement": "Sleep", "objectives": ()})
    old = with_goals(lambda goals: [*goals, another])
    new = with_goals(lambda goals: [another, *goals])
    place = len(EXAMPLE.problems[0].goals) + 1
    (said,) = sentences(old, new)
    moved_up, pushed_down = f"Goal 1.1 “Sleep”: moved, 1.{place} before", f"{NAME[:5]}"
    assert said == moved_up or (place == 2 and said.startswith(pushed_down))


def test_what_came_and_what_went_is_named_with_its_facts():
    new = with_goals(lambda goals: goals[1:])
    gone = sentences(EXAMPLE, new)
    assert gone[0].startswith(f"{NAME}: removed: from {EXAMPLE.goals[0].baseline} to")
    assert any(line.startswith("Objective 1.1A") and ": removed" in line for line in gone)
    assert any(": added" in line for line in sentences(new, EXAMPLE))


def test_services_and_the_review_date_are_told():
    service = EXAMPLE.services[0].model_copy(update={"frequency": "every two weeks"})
    plan = EXAMPLE.plan.model_copy(update={"review_due_on": date(2027, 2, 1)})
    new = EXAMPLE.model_copy(update={"services": (service,), "plan": plan})
    said = sentences(EXAMPLE.model_copy(update={"services": EXAMPLE.services[:1]}), new)
    assert any(
        text.startswith("The plan in words: review due on") and "1 February 2027" in text
        for text in said
    )
    assert any("frequency" in text and "→ every two weeks" in text for text in said)


def test_people_who_came_and_went_are_named():
    new = EXAMPLE.model_copy(
        update={"care_team": (frame.Member(name="Noor Aziz", role="therapist"),)}
    )
    pieces = [
        (piece.mark, piece.text)
        for item in told(difference(EXAMPLE, new))
        for line in item.lines
        for piece in line.pieces
    ]
    assert ("ins", "Noor Aziz, therapist") in pieces
    assert all(mark in ("ins", "del") for mark, _ in pieces)


def test_a_text_of_twenty_thousand_letters_is_compared_in_good_time():
    old, new = "a b " * 5_000, "b a " * 5_000
    assert {piece.mark for piece in marked(old, new)} >= {"del", "ins"}
