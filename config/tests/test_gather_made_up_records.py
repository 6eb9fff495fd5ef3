"""Made-up records, written through the acts of a practice, are judged as they are judged pure.

Thirty-one of them, of every kind in which sessions are held: what the database gathers and what the
generator tells are the same case.
"""

from dataclasses import replace
from datetime import date

import pytest

from accounts.models import User
from accounts.tests.factories import PracticeFactory, staff
from audits.gathering import cases
from audits.judging import judge
from config import clock
from config.audit_generator import PLANTERS, clean_record
from config.audit_generator.drawing import ZONE, Lot, at
from config.audit_proof import case_of
from config.tests.written_records import Written, template_of_six
from plans.models import Plan

TODAY = date(2026, 6, 17)
# What an act or a row takes in; the rest the database refuses, and so it is planted pure alone.
WRITABLE = (
    "a_diagnosis_without_evidence", "circumstances_alone", "nothing_that_the_client_brings",
    "nothing_of_culture", "no_end_in_sight", "somebody_who_contributes_nothing",
    "nobody_of_primary_care", "a_release_that_nobody_asked_for", "an_authorization_with_a_blank",
    "a_session_without_place_people_or_code", "a_code_for_other_minutes",
    "telehealth_that_says_not_how", "a_note_without_a_response", "a_note_without_progress",
    "a_note_that_tells_nothing_done", "an_element_that_no_note_tells",
    "a_note_that_names_nothing_of_the_plan", "a_session_without_a_note",
    "a_note_that_nobody_signed", "a_note_that_is_late_for_the_payer",
    "a_past_session_of_which_nothing_is_written", "care_without_consent", "no_privacy_notice",
    "interventions_that_do_not_fit", "a_client_without_a_copy", "family_work_of_nobody",
    "a_group_that_is_too_large",
)  # fmt: skip
OF_MANY_NOTES = ("a_session_without_a_note", "a_note_that_nobody_signed")
BY_NAME = {one.plant.__name__: one for one in PLANTERS}
KINDS = ("individual", "group", "family", "couple", "mixed")
# For which there is room in one kind alone.
KIND_OF = {"a_group_that_is_too_large": "group", "family_work_of_nobody": "couple"}
STAGES = ("in effect", "in effect", "new", "draft")
SHAPE = {
    "today": TODAY, "is_trainee": False, "is_risky": False,
    "is_measured": False, "was_returned": False, "waits": False, "refuses": False,
    "differs": "", "physician": "", "hours": 72, "payer_hours": 72,
    "interval": 365, "first_plan": {"days": 30, "sessions": 0}, "often": ("weekly", 1.0),
}  # fmt: skip


@pytest.fixture
def therapist(db: None) -> User:
    practice = PracticeFactory(time_zone=ZONE.key, note_late_after_hours=72)
    found = staff(practice, name="Dana Whitfield")
    found.license_number, found.license_state = "149.01", "IL"
    found.save(update_fields=["license_number", "license_state"])
    template_of_six(found)
    return found


def record_of(number: int, by: User, planter: str = "") -> tuple[dict, tuple | None]:
    """A record of a few weeks, with a defect if one is named; drawn until there is room for it."""
    for again in range(50):
        lot = Lot(f"{number}-{again}")
        stage = "in effect" if planter else STAGES[number % len(STAGES)]
        of_notes = "note" in planter or "session" in planter
        weeks = 4 if planter in OF_MANY_NOTES else 2 if of_notes else 1
        made = clean_record(
            lot, stage=stage, weeks=weeks, reader=_reader(number),
            kind=KIND_OF.get(planter, KINDS[number % len(KINDS)]), **SHAPE,
        )  # fmt: skip
        made["measures"] = []
        for session in made["sessions"]:
            if session["note"]:
                session["note"]["kind"] = "note"
        made["clinician"] |= {
            "id": by.pk, "name": by.name, "credentials": by.credentials, "npi": by.npi,
            "license_number": by.license_number, "license_state": by.license_state,
        }  # fmt: skip
        place = BY_NAME[planter].plant(lot, made) if planter else None
        if place or not planter:
            return made, place
    raise AssertionError(planter)


def _reader(number: int) -> str:
    return ("hand", "absent")[number % 2]


def told(case, ids=None):
    """How each rule ended, and where its findings stand; `ids` are of rows that the acts made."""
    ids = ids or {}
    return {
        one.rule: (
            one.outcome.value,
            {(found.node, str(ids.get(found.id, found.id)), found.field) for found in one.findings},
        )
        for one in judge(case)
    }


@pytest.mark.parametrize("names", [("",) * 5, WRITABLE], ids=["clean", "planted"])
def test_what_is_written_is_judged_as_what_was_made_up(names, therapist):
    for number, name in enumerate(names):
        made, place = record_of(number, therapist, name)
        written = Written(made, therapist)
        plan = Plan.objects.select_related("practice").get(pk=written.plan.pk)
        with clock.standing_at(at(TODAY, 23)):
            [(_, in_effect, draft)] = cases([plan], TODAY)
        gathered = in_effect or draft
        pure = replace(
            case_of(made), figures=gathered.figures, signers=gathered.signers,
            signers_when=gathered.signers_when,
            record=replace(case_of(made).record, compared=gathered.record.compared),
        )  # fmt: skip
        found, expected = told(gathered), told(pure, written.ids)
        assert {key: found[key] for key in found if found[key] != expected[key]} == {}, name
        if place:
            node, pk, field = place
            rule = BY_NAME[name].rule
            assert (node, str(written.ids.get(pk, pk)), field) in found[rule][1], name
