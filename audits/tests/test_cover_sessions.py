"""Sessions against plan, consent and authorization; units that are left; ordered and held."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.tests.plain import START, authorization, case, consent, session, stored, version
from audits.timeline import deliveries, spans_of, uncovered, units_of
from audits.timeline.cover import Kind
from audits.timeline.drawing import alt_text, draw, high_of
from plans.document.frame import Service

WEEK = timedelta(weeks=1)


def day(number):
    """So many days after the start."""
    return START + timedelta(days=number)


def covered(*days, today=None, **changed):
    """Sessions on these days under a plan, a consent and an authorization without an end."""
    record = {
        "sessions": tuple(session(one) for one in days),
        "versions": (version(),),
        "consents": (consent(),),
        "coverages": (authorization(visits=None),),
    }
    return case(today=today or max(days, default=START), **{**record, **changed})


def words(found):
    """The reasons, by day."""
    return {one.on: [reason.words for reason in one.reasons] for one in found}


def test_a_session_that_plan_consent_and_authorization_cover_is_not_listed():
    assert uncovered(covered(START, day(7))) == []


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"versions": ()}, "no version of the plan in effect"),
        (
            {"versions": (version(on=day(20)),)},
            "no version of the plan in effect; the first took effect on 25 January 2026",
        ),
        ({"consents": ()}, "no consent to treatment is recorded"),
        ({"consents": (consent(kind="telehealth"),)}, "no consent to treatment is recorded"),
        ({"consents": (consent(day(9)),)}, "consent to treatment was signed on 14 January 2026"),
        ({"consents": (consent(to=day(3)),)}, "consent to treatment ended on 8 January 2026"),
        (
            {"consents": (consent(revoked_on=day(4)),)},
            "consent to treatment was revoked on 9 January 2026",
        ),
        (
            {"coverages": (authorization(to=day(6)),)},
            "outside the authorization (from 5 January 2026 to 11 January 2026)",
        ),
        ({"coverages": (authorization(visits=0),)}, "beyond the 0 authorized visits"),
    ],
)
def test_each_reason_is_said_with_its_day(changed, reason):
    assert words(uncovered(covered(day(7), **changed))) == {day(7): [reason]}


def test_nobody_is_asked_for_an_authorization_where_none_is_known():
    bare = replace(authorization(None, None, None), authorization_number="")
    assert uncovered(covered(START, coverages=(bare,))) == []
    assert units_of(covered(START, coverages=(bare,))) == []


def test_a_missed_session_needs_nothing_and_a_planned_one_is_told_ahead():
    missed = session(day(1), status="missed")
    planned = session(day(9), status="planned")
    [one] = uncovered(covered(sessions=(missed, planned), consents=(consent(to=day(5)),)))
    assert (one.on, one.is_ahead) == (day(9), True)


def test_the_visit_after_the_last_authorized_one_is_beyond_it():
    found = uncovered(covered(day(0), day(7), day(14), coverages=(authorization(visits=2),)))
    assert words(found) == {day(14): ["beyond the 2 authorized visits"]}


def test_a_second_payer_takes_over_when_the_first_has_no_visit_left():
    first, second = authorization(visits=1), authorization(visits=5, rank=2)
    now = covered(day(0), day(7), coverages=(second, first))
    assert uncovered(now) == []
    assert [(one.used, one.left) for one in units_of(now)] == [(1, 0), (1, 4)]


days = st.integers(0, 60).map(day)
ends = st.none() | days


@st.composite
def authorizations(draw_):
    """Up to three, in the order of billing."""
    many = draw_(st.integers(0, 3))
    return tuple(
        authorization(draw_(ends), draw_(ends), draw_(st.none() | st.integers(0, 4)), rank + 1)
        for rank in range(many)
    )


@st.composite
def lives(draw_):
    """Sessions with versions, consents and authorizations of any times."""
    starts = sorted(draw_(st.lists(days, max_size=3, unique=True)))
    until = [*starts[1:], None] if starts else []
    return covered(
        *sorted(draw_(st.lists(days, max_size=12))),
        versions=tuple(
            version(on=one, until=end, number=n)
            for n, (one, end) in enumerate(zip(starts, until, strict=True), 1)
        ),
        consents=tuple(
            consent(one, end if end is None or end >= one else None)
            for one, end in draw_(st.lists(st.tuples(days, ends), max_size=3))
        ),
        coverages=draw_(authorizations()),
    )


@given(lives())
def test_what_all_three_cover_is_never_listed_and_all_else_is(life):
    listed = {one.session for one in uncovered(life)}
    for one in life.record.held:
        has_plan = any(
            row.from_on <= one.on and (row.until_on is None or one.on <= row.until_on)
            for row in life.record.versions
        )
        has_consent = any(row.covers(one.on) for row in life.record.consents)
        inside = [
            row
            for row in life.record.coverages
            if (row.authorized_from or START) <= one.on <= (row.authorized_to or date.max)
        ]
        if not (has_plan and has_consent) or (life.record.coverages and not inside):
            assert one.id in listed
        elif not life.record.coverages or any(row.authorized_visits is None for row in inside):
            assert one.id not in listed


@given(lives(), st.integers(1, 30), st.integers(0, 2))
def test_ending_something_earlier_never_covers_a_day_that_was_not_covered(life, sooner, which):
    before = {one.session for one in uncovered(life)}
    rows = list(life.record.coverages)
    for row in rows[which : which + 1]:
        end = (row.authorized_to or day(60)) - timedelta(days=sooner)
        rows[which] = replace(row, authorized_to=end)
    shorter = replace(life, record=replace(life.record, coverages=tuple(rows)))
    assert before <= {one.session for one in uncovered(shorter)}
    consents = tuple(
        replace(one, to_on=(one.to_on or day(60)) - timedelta(days=sooner))
        for one in life.record.consents
    )
    assert before <= {
        one.session
        for one in uncovered(replace(life, record=replace(life.record, consents=consents)))
    }


@given(lives())
def test_no_authorization_is_spent_beyond_its_visits(life):
    for one in units_of(life):
        assert one.visits is None or one.used <= one.visits


def ordering(*services, **record):
    """A version in effect since the start that orders these services."""
    now = case(**record)
    return replace(now, document=now.document.model_copy(update={"services": services}))


def service(minutes=45, frequency="weekly", weeks=16, **more):
    """Individual therapy."""
    own = stored().services[0].model_dump() | {
        "minutes": minutes, "frequency": frequency, "duration_weeks": weeks,
    }  # fmt: skip
    return Service(**(own | more))


def units(visits=10, to=None, *, frequency="weekly", held=4, today=START + 4 * WEEK):
    """The one authorization after some weekly sessions."""
    sessions = tuple(session(START + n * WEEK) for n in range(held))
    rows = {"versions": (version(),), "sessions": sessions, "today": today}
    [one] = units_of(
        ordering(
            service(frequency=frequency), coverages=(authorization(visits=visits, to=to),), **rows
        )
    )
    return one


def test_an_authorization_runs_out_after_as_many_weeks_as_visits_are_left():
    one = units()
    assert (one.used, one.left) == (4, 6)
    assert one.runs_out_on == START + 10 * WEEK
    assert units(frequency="twice a week").runs_out_on == START + 7 * WEEK


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"to": START + 3 * WEEK}, "It ended on 26 January 2026."),
        ({"visits": None}, "How many visits are authorized is not written down."),
        ({"visits": 4}, "No visit is left."),
        ({"frequency": "as needed"}, "The plan does not say how often in words"),
        ({"to": START + 6 * WEEK}, "It lasts until its end on 16 February 2026; 4 visits may stay"),
    ],
)
def test_an_authorization_that_does_not_run_out_says_why(given_, said):
    one = units(**given_)
    assert one.runs_out_on is None
    assert one.words.startswith(said)


def test_ordered_and_held_are_told_service_by_service_in_sessions_and_minutes():
    group = service(90, "every other week", type="group therapy", cpt="90853")
    sessions = (
        session(day(0)),
        session(day(7), minutes=60),
        session(day(8), kind="group", minutes=90, cpt="90853"),
        session(day(9), kind="family"),
    )
    kept = {"versions": (version(),), "sessions": sessions, "today": START + 4 * WEEK}
    alone, many, other = deliveries(ordering(service(), group, **kept))
    assert (alone.planned, alone.held) == (Fraction(4), 2)
    assert (alone.planned_minutes, alone.held_minutes) == (180, 105)
    assert (many.planned_sessions, many.held) == (2, 1)
    assert (other.service, other.type, other.held) == (None, "family therapy", 1)


def test_of_two_services_of_a_type_the_code_decides_and_then_the_minutes():
    short, long = service(30, cpt="90832"), service(60, cpt="90837")
    sessions = (session(day(1), cpt="90837", minutes=30), session(day(2), cpt="", minutes=35))
    kept = {"versions": (version(),), "sessions": sessions, "today": day(14)}
    assert [one.held for one in deliveries(ordering(short, long, **kept))] == [1, 1]


def test_a_service_that_is_over_orders_no_more():
    kept = {"versions": (version(),), "today": START + 10 * WEEK}
    [one] = deliveries(ordering(service(weeks=4), **kept))
    assert (one.planned_sessions, one.until) == (4, START + 4 * WEEK)


def test_nothing_is_ordered_before_a_version_is_in_effect():
    assert deliveries(case()) == []


@settings(max_examples=20)
@given(lives())
def test_every_life_can_be_drawn(life):
    root = ElementTree.fromstring(draw(life))
    assert float(root.get("height")) == high_of(life)
    marks = [one for one in root.iter() if one.tag.endswith("circle")]
    assert len(marks) >= len(life.record.held) - len(uncovered(life))


def test_the_picture_says_in_words_how_many_are_not_covered():
    one = covered(day(0), day(7), consents=(consent(to=day(3)),))
    assert alt_text(one) == (
        "2 sessions held, from 5 January 2026 to 12 January 2026; 1 not covered, the first on"
        " 12 January 2026."
    )
    assert {span.kind for span in spans_of(one)} == set(Kind)
