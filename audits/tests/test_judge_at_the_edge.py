"""Where a rule could let something pass: the last hour, another rater, one score more, a zero."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from audits.case import Stands
from audits.facts import Attested, ReviewFact, Signed
from audits.judging import Where, judge_both, placed
from audits.rules import RULES
from audits.said import Outcome
from audits.tests.plain import (
    DANA,
    START,
    authorization,
    case,
    goal,
    note,
    problem,
    session,
    stored,
    version,
)
from goals.scored import Scored

CHICAGO = ZoneInfo("America/Chicago")
WEEK = timedelta(weeks=1)


def outcome(rule, made):
    return RULES[rule].verdict(made).outcome


def aimed(**more):
    """A goal that is to fall from 6 to 2, as the client said on the first day."""
    own = {
        "aim": "reduce", "lower_is_better": True, "baseline": 6, "baseline_on": START,
        "baseline_rater": "client", "target": 2, "target_on": START + timedelta(days=365),
    }  # fmt: skip
    return goal(**own, **more)


def weekly(*values):
    return tuple((START + WEEK * n, value) for n, value in enumerate(values, start=1))


def after_scores(weeks=None, **by_rater):
    """The day after the last week, with scores by rater, under one version from the first day."""
    row = aimed()
    last = max((points[-1][0] for points in by_rater.values()), default=START)
    today = (START + WEEK * weeks if weeks else last) + timedelta(days=1)
    text = [problem(row)]
    scored = Scored(scores={row.id: by_rater})
    return case(text, today=today, scored=scored, versions=(version(text),))


@pytest.mark.parametrize("values", [(9,) * 10, (6,) * 16])
def test_who_is_scored_every_week_and_does_not_improve_is_found(values):
    assert outcome("R36", after_scores(client=weekly(*values))) == Outcome.NOT_MET


def test_who_got_worse_only_lately_still_has_time():
    assert outcome("R36", after_scores(client=weekly(5, 4, 5, 9, 9, 9))) == Outcome.MET


def test_one_score_of_the_client_does_not_hide_what_the_clinician_s_say():
    worse = weekly(4, 5, 6, 8, 8, 8, 8, 8, 8, 8)
    assert outcome("R36", after_scores(clinician=worse)) == Outcome.NOT_MET
    one = ((START, 5),)
    assert outcome("R36", after_scores(client=one, clinician=worse)) == Outcome.NOT_MET


def test_a_goal_without_scores_is_not_met_by_its_neighbor_s():
    scored, other = aimed(), aimed()
    text = [problem(scored, other)]
    numbers = Scored(scores={scored.id: {"client": weekly(5, 3, 2)}})
    made = case(text, today=START + WEEK * 4, scored=numbers, versions=(version(text),))
    verdict = RULES["R36"].verdict(made)
    assert (verdict.outcome, f"Goal {other.number} has" in verdict.because) == (
        Outcome.NOT_JUDGED,
        True,
    )


def asked_of(*notes, **more):
    held = tuple(session(START + WEEK * n, one) for n, one in enumerate(notes))
    return case([problem(goal())], today=START + WEEK * 8, sessions=held, **more)


def test_one_note_that_asks_nothing_of_risk_meets_nothing():
    silent = note(risk_asked=False)
    assert outcome("R51", asked_of(silent)) == Outcome.NOT_JUDGED
    assert outcome("R51", asked_of(silent, note(risk_asked=True))) == Outcome.MET
    assert outcome("R51", asked_of(silent, note())) == Outcome.NOT_MET
    assert outcome("R51", asked_of(silent, closed_on=START + WEEK)) == Outcome.NOT_MET


@pytest.mark.parametrize("rule", list(RULES))
def test_no_rule_breaks_where_a_profile_sets_its_figures_to_nothing(rule):
    text = [problem(aimed())]
    made = case(
        text, today=START + WEEK * 9, versions=(version(text),), coverages=(authorization(),),
        sessions=tuple(session(START + WEEK * n, note()) for n in range(9)),
    )  # fmt: skip
    figures = {(rule, name): 0 for name in RULES[rule].figures}
    RULES[rule].verdict(replace(made, figures=figures))


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("0x per week", Outcome.NOT_MET),
        ("0/week", Outcome.NOT_MET),
        ("0", Outcome.NOT_MET),
        ("None", Outcome.NOT_MET),
        ("0.5 per week", Outcome.MET),
        ("once a week", Outcome.MET),
    ],
)
def test_a_service_that_is_given_no_time_a_week_has_no_frequency(words, ends):
    made = case()
    services = {"services": (often(words),)}
    ordered = replace(made, document=made.document.model_copy(update=services))
    assert outcome("R05", ordered) == ends


def test_a_code_without_minutes_of_its_own_is_not_said_to_fit():
    group = session(START, cpt="90853", kind="group", minutes=5)
    assert outcome("R45", case(sessions=(group,))) == Outcome.NOT_APPLICABLE
    wrong = session(START, cpt="90837", minutes=20)
    assert outcome("R45", case(sessions=(group, wrong))) == Outcome.NOT_MET


def test_no_note_is_late_before_its_hours_are_over():
    late = replace(session(START), ends_at=datetime.combine(START, time(15), UTC))
    for hours, first_day in ((12, 2), (36, 3), (72, 4)):
        for after, ends in ((first_day - 1, Outcome.MET), (first_day, Outcome.NOT_MET)):
            made = case(
                sessions=(late,), today=START + timedelta(days=after), note_late_after_hours=hours
            )
            assert outcome("R52", made) == ends, (hours, after)


def signed_after(ends_at, hours):
    """Signed so many hours after it, as a clock counts that is never changed."""
    at = (ends_at.astimezone(UTC) + timedelta(hours=hours)).astimezone(CHICAGO)
    by = Signed("author", DANA.id, DANA.name, "LCSW", "password", at, at.date())
    held = replace(session(ends_at.date()), ends_at=ends_at)
    return case(
        sessions=(replace(held, note=note(at.date(), signatures=(by,))),),
        today=ends_at.date() + timedelta(days=9),
    )


@pytest.mark.parametrize("changes_on", [date(2026, 3, 8), date(2026, 11, 1)])
def test_a_night_on_which_clocks_change_has_its_own_hours(changes_on):
    ended = datetime.combine(changes_on - timedelta(days=1), time(15), CHICAGO)
    for rule in ("R54", "R62"):
        assert outcome(rule, signed_after(ended, 71.5)) == Outcome.MET
        assert outcome(rule, signed_after(ended, 72.5)) == Outcome.NOT_MET


def test_of_two_reviews_on_one_day_the_later_is_read():
    row = goal()
    text, on = [problem(row)], START + WEEK * 8
    first, second = (
        ReviewFact(uuid4(), on, on + WEEK * 12, "no change", "client", "", said, _signed(on))
        for said in ((), ((row.id, "keep", "Rides twice a week."),))
    )
    made = case(text, today=on, versions=(version(text),), reviews=(first, second))
    assert outcome("R35", made) == Outcome.MET


def _signed(on):
    at = datetime.combine(on, time(10), UTC)
    return Signed("author", DANA.id, DANA.name, "LCSW", "password", at, on)


def test_who_is_not_known_to_be_licensed_and_was_co_signed_is_not_asked_about():
    frozen = replace(
        version(),
        signatures=tuple(replace(_signed(START), role=one) for one in ("author", "co-signer")),
    )
    made = case(versions=(frozen,))
    author = made.document.author.model_copy(update={"license": ""})
    unlicensed = made.document.model_copy(update={"author": author})
    assert outcome("R28", replace(made, document=unlicensed)) == Outcome.MET
    alone = replace(frozen, signatures=(_signed(START),))
    record = replace(made.record, versions=(alone,))
    assert outcome("R28", replace(made, document=unlicensed, record=record)) == Outcome.NOT_JUDGED


def test_words_that_nobody_can_count_mend_no_authorization():
    made = case(
        coverages=(authorization(START, START + WEEK * 20, visits=4),), versions=(version(),)
    )
    ordered, vague, fewer = (
        replace(made, document=made.document.model_copy(update={"services": (often(words),)}))
        for words in ("weekly", "as agreed", "once a month")
    )
    for draft, where in (
        (ordered, Where.IN_EFFECT),
        (vague, Where.IN_EFFECT),
        (fewer, Where.MENDED),
    ):
        found = placed(*judge_both(ordered, _draft(draft), [RULES["R41"]]))
        assert [one.where for one in found] == [where]


def often(words):
    update = {"frequency": words, "duration_weeks": 12}
    return stored().services[0].model_copy(update=update)


def _draft(made):
    return replace(made, stands=Stands.DRAFT)


def test_what_was_attested_before_any_version_does_not_speak_for_the_first():
    said = Attested("R16", True, "They fit.", "Dana", START, 0)
    assert case(attested=(said,)).attested("R16") == said
    assert case(attested=(said,), versions=(version(),)).attested("R16") is None
