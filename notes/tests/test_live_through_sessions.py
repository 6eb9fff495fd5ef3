"""A note's whole life, driven at random, never reaches a state that the domain forbids.

What must hold after every step, whatever came before (design: the domain's "Always true"):

- a note is signed only for a session that was attended, and that has begun;
- a session that was missed or cancelled has no note that says anything;
- a trainee's note counts (`signed_at`) only with both signatures on one text, and a text that was
  returned bears no signature of the supervisor;
- at most one text holds a note: every other one was returned; numbers run 1, 2, 3, and each text
  names the digest of the one before;
- what was signed stays: the rows of a held note still give the text that was frozen, digest and
  all, and a frozen text never changes;
- scores count from the last signature on and never before; one score per note, goal and rater, 0 to
  10; what an addendum corrects is kept;
- an addendum follows a signature, never a draft.
"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.editing import Stale
from clients.tests.factories import client_of
from config import clock
from goals.models import Goal
from goals.scored import scores_of
from notes import actions
from notes.actions import NumberGiven
from notes.document import NoteDocument, canonical, digest
from notes.models import Addendum, Attendance, Note, NoteText, Score, Session
from notes.state import held_text
from plans.tests.factories import signable_plan

REFUSED = (ValidationError, PermissionDenied, Stale)
WORDS = st.sampled_from(["", "Calmer.", "Took the tram.", "0"])
VALUES = st.integers(-1, 11)


class Life(RuleBasedStateMachine):
    """One session of a trainee's client; the trainee and the supervisor do whatever comes up."""

    sam = priya = plan = None

    def __init__(self):
        super().__init__()
        self.point = transaction.savepoint()
        self.goal = Goal.objects.get(problem__plan=self.plan)
        self.frozen: dict[object, str] = {}
        self.attendance = None

    def teardown(self):
        transaction.savepoint_rollback(self.point)

    def attempt(self, act, *given, **named):
        """What is refused changes nothing."""
        try:
            with transaction.atomic():
                return act(*given, **named)
        except REFUSED:
            return None

    def note(self):
        return Note.objects.filter(attendance=self.attendance).first() if self.attendance else None

    def text(self):
        return held_text(self.note()) if self.note() else None

    @precondition(lambda self: self.attendance is None)
    @rule(
        status=st.sampled_from(["planned", "attended", "missed", "cancelled"]),
        hours=st.sampled_from([-200, -2, 2]),
    )
    def schedule(self, status, hours):
        start = clock.now() + timedelta(hours=hours)
        session = Session(starts_at=start, ends_at=start + timedelta(minutes=45), cpt="90834")
        held = self.attempt(actions.hold_session, session, self.plan.client, status, by=self.sam)
        self.attendance = held

    @precondition(lambda self: self.attendance)
    @rule(status=st.sampled_from(["planned", "attended", "missed", "cancelled"]))
    def set_attendance(self, status):
        row = Attendance.objects.get(pk=self.attendance.pk)
        self.attempt(actions.set_attendance, row, status, expected=row.row_version, by=self.sam)

    @precondition(lambda self: self.attendance)
    @rule(key=st.sampled_from(["dap", "soap"]))
    def begin(self, key):
        row = Attendance.objects.get(pk=self.attendance.pk)
        self.attempt(actions.start_note, row, key, by=self.sam)

    @precondition(lambda self: self.note())
    @rule(
        words=WORDS,
        value=st.none() | VALUES,
        rater=st.sampled_from(["client", "clinician"]),
        stale=st.booleans(),
    )
    def autosave(self, words, value, rater, stale):
        note = self.note()
        note.sections = dict.fromkeys(note.sections, words)
        self.attempt(
            actions.save_note,
            note,
            goals=[self.goal.pk] if words else [],
            scores=[NumberGiven(self.goal.pk, value, rater)],
            expected=note.row_version - stale,
            by=self.sam,
        )

    @precondition(lambda self: self.note())
    @rule()
    def load(self):
        note = self.note()
        self.attempt(actions.load_last_note, note, expected=note.row_version, by=self.sam)

    @precondition(lambda self: self.note())
    @rule(stale=st.booleans(), twice=st.booleans())
    def sign(self, stale, twice):
        note = self.note()
        expected = note.row_version - stale
        for _ in range(1 + twice):
            self.attempt(actions.sign_note, note, expected=expected, by=self.sam)

    @precondition(lambda self: self.text())
    @rule(act=st.sampled_from(["cosign", "return", "take back", "cosign as the author"]))
    def decide(self, act):
        text = self.text()
        if act == "cosign":
            self.attempt(actions.cosign_note, text, by=self.priya)
        elif act == "return":
            self.attempt(actions.return_note, text, {"note": "More of it."}, by=self.priya)
        elif act == "take back":
            self.attempt(actions.take_back, text, by=self.sam)
        else:
            assert self.attempt(actions.cosign_note, text, by=self.sam) is None

    @precondition(lambda self: self.note())
    @rule(words=WORDS, value=st.none() | VALUES)
    def addend(self, words, value):
        note, was = self.note(), Addendum.objects.count()
        self.attempt(
            actions.add_addendum,
            Addendum(note=note, text=words),
            scores=[NumberGiven(self.goal.pk, value, "client")],
            by=self.sam,
        )
        assert note.is_signed or Addendum.objects.count() == was

    @invariant()
    def only_what_took_place_is_signed(self):
        note = self.note()
        if note and (note.is_signed or self.text()):
            row = Attendance.objects.select_related("session").get(pk=self.attendance.pk)
            assert row.status == "attended"
            assert row.session.starts_at <= clock.now()
        if note and note.attendance.status in ("missed", "cancelled"):
            assert not any(note.sections.values())
            assert not note.scores.exists()

    @invariant()
    def it_counts_with_both_signatures_on_one_text(self):
        for text in NoteText.objects.prefetch_related("signatures", "returns"):
            roles = {one.role for one in text.signatures.all()}
            if text.returns.all():
                assert roles == {"author"}
            else:
                assert text.note.is_signed == (roles == {"author", "co-signer"})
        if (note := self.note()) and note.is_signed:
            assert self.text()

    @invariant()
    def texts_follow_each_other_and_never_change(self):
        before = ""
        for number, text in enumerate(NoteText.objects.order_by("number"), 1):
            assert (text.number, text.previous_digest) == (number, before)
            assert digest(text.document) == text.digest
            assert self.frozen.setdefault(text.pk, text.document) == text.document
            before = text.digest
        held = NoteText.objects.not_returned()
        assert held.count() <= 1
        for text in held:
            assert canonical(NoteDocument.of(Note.objects.get(pk=text.note_id))) == text.document

    @invariant()
    def scores_count_when_the_note_does(self):
        note = self.note()
        assert bool(scores_of([self.goal.pk])) == bool(
            note and note.is_signed and Score.objects.exists()
        )
        assert all(0 <= score.value <= 10 for score in Score.objects.all())
        firsts = Score.objects.filter(addendum=None).values_list("note", "goal", "rater")
        assert len(set(firsts)) == len(firsts)
        assert not Addendum.objects.exclude(note__signed_at__isnull=False).exists()


@pytest.mark.django_db
def test_no_order_of_acts_reaches_a_state_that_the_domain_forbids(sam, priya):
    Life.sam, Life.priya = sam, priya
    Life.plan = signable_plan(sam, client_of(sam))
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=40,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
