"""Signatures under notes: there, with credentials, authenticated, in time; addenda with a date."""

from datetime import timedelta

from accounts.tests.factories import supervised
from audits.said import Outcome
from audits.tests.judged import judged, one_of
from audits.tests.lives import held, life_of, noted, require_found
from config import clock
from notes.actions import add_addendum, cosign_note
from notes.models import Addendum, Note
from plans.models import Plan, Review, ReviewSignature
from plans.tests.factories import sign_draft

RULES = ("R52", "R53", "R54", "R62")
LATE = 100


def addendum_to(note, life, words="Written late: I was ill that week."):
    """Said today, unless the clock stands elsewhere."""
    return add_addendum(Addendum(note=note, text=words), by=life.by)


def test_notes_signed_in_time_with_credentials_meet_every_rule_about_signatures(dana):
    life = life_of(dana)
    addendum_to(noted(life), life, "The score was read aloud.")
    noted(life, days_ago=2, signed=False)
    said = judged(life.plan)
    assert {rule: said[rule].outcome for rule in RULES} == dict.fromkeys(RULES, Outcome.MET)


def test_a_session_without_a_signed_note_is_found_once_it_is_late(dana):
    def no_note(life):
        return "session", held(life, days_ago=4).session_id, "note"

    def no_signature(life):
        return "note", noted(life, days_ago=4, signed=False).pk, "signature"

    life = life_of(dana, notes=1)
    require_found(life, "R52", [no_note, no_signature])
    held(life, days_ago=3)
    held(life, days_ago=9, status="missed")
    assert judged(life.plan)["R52"].outcome == Outcome.MET


def test_a_signature_without_credentials_is_found(dana):
    def no_credentials(life):
        life.by.credentials = ""
        note = noted(life)
        life.by.credentials = "LCSW"
        return "note", note.pk, "signature"

    require_found(life_of(dana, notes=1), "R52", [no_credentials])


def test_a_trainees_note_is_found_until_the_supervisor_signs(dana, priya):
    life = life_of(dana, notes=0)
    supervised(dana, priya)
    note = noted(life)
    verdict = one_of(life.plan, "R52")
    assert [(one.node, one.id, one.sentence) for one in verdict.findings] == [
        ("note", note.pk, "This note waits for the signature of the supervisor.")
    ]
    cosign_note(note.texts.get(), by=priya)
    assert judged(life.plan)["R52"].outcome == Outcome.MET


def test_a_signature_that_is_no_authenticated_act_is_found(dana):
    def under_a_note(life):
        return "note", noted(life, method="pasted image").pk, "signature"

    def under_a_version(life):
        Plan.objects.filter(pk=life.plan.pk).update(why_now="Three attacks since Monday.")
        version = sign_draft(life.plan, life.by, reason="changed", method="stamp")
        return "version", version.pk, "signatures"

    def under_a_review(life):
        day, common = dana.practice.today - timedelta(days=1), {"practice": dana.practice}
        review = Review.objects.create(
            plan=life.plan, held_on=day, next_due_on=day + timedelta(days=90), held_by=dana,
            summary="As before.", outcome=Review.Outcome.NO_CHANGE, **common,
        )  # fmt: skip
        ReviewSignature.objects.create(
            review=review, version=life.version, digest=life.version.digest, signer=dana,
            name=dana.name, method="typed name", statement="x", **common,
        )  # fmt: skip
        return "review", review.pk, "signatures"

    life = life_of(dana, notes=1)
    require_found(life, "R53", [under_a_note, under_a_version, under_a_review])
    noted(life, method="passkey")
    assert judged(life.plan)["R53"].outcome == Outcome.MET


def test_a_note_from_before_signatures_were_kept_is_not_judged(dana):
    life = life_of(dana, notes=0)
    note = noted(life, signed=False)
    Note.objects.filter(pk=note.pk).update(signed_at=clock.now())
    assert judged(life.plan)["R53"].outcome == Outcome.NOT_JUDGED


def test_a_late_signature_is_found_until_an_addendum_attests_it_and_stays_late(dana):
    life = life_of(dana, notes=1)

    def late(field):
        def signed_late(life):
            return "note", noted(life, signed=LATE).pk, field

        return signed_late

    require_found(life, "R54", [late("addendum")])
    require_found(life, "R62", [late("signature")])
    addendum_to(noted(life, signed=LATE), life)
    said = judged(life.plan)
    assert (said["R54"].outcome, said["R62"].outcome) == (Outcome.MET, Outcome.NOT_MET)
    shorter = {("R62", "hours"): 200}
    assert one_of(life.plan, "R62", figures=shorter).outcome == Outcome.MET


def test_an_addendum_older_than_its_note_is_found(dana):
    def before_the_note(life):
        note = noted(life)
        with clock.standing_at(note.signed_at - timedelta(days=1)):
            addendum_to(note, life)
        return "note", note.pk, "addendum"

    require_found(life_of(dana, notes=1), "R54", [before_the_note])


def test_nothing_is_asked_where_nothing_is_signed(dana):
    life = life_of(dana, notes=0)
    said = judged(life.plan)
    assert {said[rule].outcome for rule in ("R52", "R54", "R62")} == {Outcome.NOT_APPLICABLE}
