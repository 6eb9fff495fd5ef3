"""Scoring: every shipped instrument at its edges, with blanks, and against what was published."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.scoring import Facts, judge, raised, score
from measures.shipped import shipped

ALL = sorted(shipped())
SUMS = [key for key in ALL if shipped()[key].scoring == "sum"]


def answers_to(key, total):
    """Answers that add up to a total, or None where no answers do."""
    said = shipped()[key]
    left, answers = total // said.times, {}
    for item in said.scored_items:
        fitting = [one.value for one in said.answers[item.answers] if one.value <= left]
        answers[item.id] = max(fitting)
        left -= answers[item.id]
    return None if left or total % said.times else answers


def scored(key, total, facts=Facts()):  # noqa: B008 (a frozen value)
    return score(shipped()[key], answers_to(key, total), facts)


@pytest.mark.parametrize(
    ("key", "total", "band"),
    [
        ("phq-9", 0, "minimal"), ("phq-9", 4, "minimal"), ("phq-9", 5, "mild"),
        ("phq-9", 9, "mild"), ("phq-9", 10, "moderate"), ("phq-9", 14, "moderate"),
        ("phq-9", 15, "moderately severe"), ("phq-9", 19, "moderately severe"),
        ("phq-9", 20, "severe"), ("phq-9", 27, "severe"),
        ("gad-7", 0, "minimal"), ("gad-7", 4, "minimal"), ("gad-7", 5, "mild"),
        ("gad-7", 9, "mild"), ("gad-7", 10, "moderate"), ("gad-7", 14, "moderate"),
        ("gad-7", 15, "severe"), ("gad-7", 21, "severe"),
        ("pcl-5", 30, "below the proposed cut-points"),
        ("pcl-5", 31, "within the proposed cut-points (31–33)"),
        ("pcl-5", 32, "within the proposed cut-points (31–33)"),
        ("pcl-5", 33, "at or above every proposed cut-point"),
        ("pcl-5", 80, "at or above every proposed cut-point"),
        ("audit", 7, "Zone I"), ("audit", 8, "Zone II"), ("audit", 15, "Zone II"),
        ("audit", 16, "Zone III"), ("audit", 19, "Zone III"), ("audit", 20, "Zone IV"),
        ("audit", 40, "Zone IV"),
    ],
)  # fmt: skip
def test_it_names_the_band_at_each_edge(key, total, band):
    result = scored(key, total)
    assert (result.total, result.band.words) == (total, band)
    assert result.band.source


@pytest.mark.parametrize(
    ("key", "total", "is_case"),
    [
        ("phq-9", 9, False), ("phq-9", 10, True),
        ("gad-7", 7, False), ("gad-7", 8, True),
        ("pcl-5", 32, False), ("pcl-5", 33, True),
        ("audit", 7, False), ("audit", 8, True),
        ("psc-17", 14, False), ("psc-17", 15, True),
        ("who-5", 52, False), ("who-5", 48, True),
    ],
)  # fmt: skip
def test_it_meets_the_cut_from_its_edge_on(key, total, is_case):
    result = scored(key, total)
    assert bool(result.cases) is is_case
    assert bool(result.below) is not is_case
    assert all(said.source for said in (*result.cases, *result.below))


@pytest.mark.parametrize(
    ("gender", "total", "met"),
    [("male", 3, False), ("male", 4, True), ("female", 2, False), ("female", 3, True)],
)
def test_the_cut_of_audit_c_depends_on_the_administrative_gender(gender, total, met):
    result = scored("audit-c", total, Facts(gender=gender))
    assert bool(result.cases) is met
    assert not result.not_judged


@pytest.mark.parametrize("gender", ["other", "unknown"])
def test_audit_c_is_not_judged_where_the_gender_names_no_cut(gender):
    result = scored("audit-c", 12, Facts(gender=gender))
    assert (result.total, result.cases, result.below) == (12, (), ())
    assert ["4 or more, men" in result.not_judged[0].words] == [True]
    assert "not known" in result.not_judged[0].words


@pytest.mark.parametrize(
    ("items", "part", "edge"),
    [
        (["q2", "q6", "q9", "q11", "q15"], "internalizing", 5),
        (["q1", "q3", "q7", "q13", "q17"], "attention", 7),
        (["q4", "q5", "q8", "q10", "q12", "q14", "q16"], "externalizing", 7),
    ],
)
def test_each_part_of_psc_17_has_its_own_cut(items, part, edge):
    for points in (edge - 1, edge):
        answers = {item.id: 0 for item in shipped()["psc-17"].items}
        left = points
        for item in items:
            answers[item] = min(left, 2)
            left -= answers[item]
        found = {one.key: one for one in score(shipped()["psc-17"], answers, Facts()).parts}
        assert (found[part].score, found[part].is_case) == (points, points >= edge)


def test_the_clusters_of_pcl_5_add_up_to_its_total():
    result = scored("pcl-5", 47)
    assert sum(part.score for part in result.parts) == 47
    assert all(part.is_case is None for part in result.parts)


@pytest.mark.parametrize("key", [key for key in SUMS if key != "psc-17"])
def test_one_blank_item_leaves_it_without_a_score(key):
    said = shipped()[key]
    answers = answers_to(key, said.maximum)
    answers.pop(said.scored_items[1].id)
    result = score(said, answers, Facts())
    assert (result.total, result.is_valid, result.band, result.missing) == (None, False, None, (2,))
    assert result.why_not == "1 item is blank: not scored."
    assert result.missing_rule.source.startswith("house rule")


@pytest.mark.parametrize(("blanks", "is_valid"), [(0, True), (3, True), (4, False), (17, False)])
def test_psc_17_counts_up_to_three_blanks_as_zero_and_is_invalid_from_four_on(blanks, is_valid):
    said = shipped()["psc-17"]
    answers = {item.id: 2 for item in said.items[blanks:]}
    result = score(said, answers, Facts())
    assert result.is_valid is is_valid
    assert result.total == (34 - 2 * blanks if is_valid else None)
    assert len(result.missing) == blanks
    assert "house rule" not in result.missing_rule.source


def test_the_unscored_question_of_phq_9_neither_counts_nor_lacks():
    answers = answers_to("phq-9", 12)
    without = score(shipped()["phq-9"], answers, Facts())
    assert without == score(shipped()["phq-9"], answers | {"q10": 3}, Facts())
    assert without.missing == ()


@pytest.mark.parametrize("value", [1, 2, 3])
def test_item_9_of_phq_9_asks_for_a_look_at_risk_whatever_else_is_answered(value):
    said = shipped()["phq-9"]
    assert raised(said, {"q9": value}) == ["q9"]
    assert score(said, {"q9": value}, Facts()).prompts == ("q9",)
    assert [item.loinc for item in said.items if item.id == "q9"] == ["44260-8"]


@pytest.mark.parametrize("answers", [{}, {"q9": 0}, {"q1": 3, "q8": 3}])
def test_other_answers_to_phq_9_do_not(answers):
    assert raised(shipped()["phq-9"], answers) == []


def test_the_c_ssrs_screener_has_no_words_no_total_and_asks_for_a_look_at_any_yes():
    said = shipped()["c-ssrs-screener"]
    assert not said.has_words
    result = score(said, {"q1": 0, "q7": 1}, Facts())
    assert (result.total, result.prompts) == (None, ("q7",))
    assert result.why_not == "This measure has no total: read the answers."


def test_the_published_gad_7_example_scores_to_what_was_published():
    """The GAD-7 response of the Medizininformatik-Initiative's PRO guide (2026.7.0): total 7."""
    values = [1, 1, 1, 2, 2, 0, 0]
    answers = {f"q{number}": value for number, value in enumerate(values, start=1)}
    assert score(shipped()["gad-7"], answers, Facts()).total == 7


@pytest.mark.parametrize(
    ("key", "first", "latest", "word"),
    [
        ("phq-9", 20, 15, "no reliable change"),
        ("phq-9", 20, 14, "reliable improvement"),
        ("phq-9", 10, 15, "no reliable change"),
        ("phq-9", 10, 16, "reliable deterioration"),
        ("gad-7", 15, 12, "no reliable change"),
        ("gad-7", 15, 11, "reliable improvement"),
        ("gad-7", 5, 9, "reliable deterioration"),
        ("pcl-5", 60, 46, "no reliable change"),
        ("pcl-5", 60, 45, "between the published values"),
        ("pcl-5", 60, 43, "between the published values"),
        ("pcl-5", 60, 42, "reliable improvement"),
        ("pcl-5", 42, 60, "reliable deterioration"),
        ("who-5", 40, 48, "less than a minimal important change"),
        ("who-5", 40, 52, "minimal important improvement"),
        ("who-5", 52, 40, "minimal important deterioration"),
        ("psc-17", 20, 5, "not judged"),
        ("audit", 30, 2, "not judged"),
        ("phq-9", 12, 12, "no reliable change"),
    ],
)
def test_it_judges_change_at_the_edge_of_the_published_value(key, first, latest, word):
    judged = judge(shipped()[key], first, latest)[0]
    assert (judged.word, judged.points) == (word, latest - first)
    assert judged.source or word == "not judged"


def test_it_says_where_the_scale_leaves_no_room():
    assert "cannot fall by 6" in judge(shipped()["phq-9"], 5, 0)[0].sentence
    assert "cannot fall" not in judge(shipped()["phq-9"], 6, 0)[0].sentence


def test_each_judgement_carries_its_source_and_version():
    for key in ("phq-9", "gad-7", "pcl-5", "who-5"):
        for judged in judge(shipped()[key], 10, 0):
            assert judged.source.endswith(")")


@pytest.mark.parametrize("wrong", [4, -1, True, "2"])
def test_it_refuses_what_is_no_answer(wrong):
    with pytest.raises(ValueError, match="is no answer"):
        score(shipped()["phq-9"], {"q1": wrong}, Facts())


def test_it_refuses_an_item_that_the_measure_does_not_have():
    with pytest.raises(ValueError, match="has no item q99"):
        score(shipped()["phq-9"], {"q99": 1}, Facts())


@st.composite
def some_answers(draw):
    said = shipped()[draw(st.sampled_from(ALL))]
    return said, {
        item.id: draw(
            st.one_of(st.none(), st.sampled_from([a.value for a in said.answers[item.answers]]))
        )
        for item in said.items
    }


@settings(max_examples=150, deadline=None)
@given(case=some_answers(), seed=st.integers(0, 99))
def test_the_order_of_the_answers_never_matters_and_the_total_stays_on_the_scale(case, seed):
    said, answers = case
    mixed = list(answers.items())
    random.Random(seed).shuffle(mixed)
    result = score(said, answers, Facts())
    assert result == score(said, dict(mixed), Facts())
    assert result == type(result).model_validate_json(result.model_dump_json())
    assert (result.total is None) == (not result.is_valid)
    if result.total is not None:
        assert said.minimum <= result.total <= said.maximum
