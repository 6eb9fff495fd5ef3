"""The whole practice is checked without the web: whatever was tampered with is found."""

import hashlib
import io
import json
import random
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts.tests.factories import PracticeFactory, staff
from clients.tests.factories import client_of
from plans.actions import Said, answer, record_absence
from plans.actions.disclosing import disclose
from plans.actions.printing import print_version
from plans.keeping import kept
from plans.models import Disclosure, Printout, UnsignedReason, Version
from plans.paper import sealing as paper_seals
from plans.proving import prove
from plans.tests.factories import sign_draft, signed_plan
from trail import sealing
from trail.models import Event, Seal
from trail.proof import proof
from trail.tests.sealed import seal_all


def tables():
    """Every table whose rows stay, the trail's own too."""
    return [table.model._meta.db_table for table in kept()] + ["trail_event", "trail_seal"]


def small_pdf():
    from pikepdf import Pdf

    written, blank = io.BytesIO(), Pdf.new()
    blank.add_blank_page()
    blank.save(written)
    return written.getvalue()


@pytest.fixture
def lived(own_database):
    """A practice with two versions, an answer, a reason why one is absent, a sealed paper and a
    disclosure, and its trail sealed."""
    practice = PracticeFactory(name="Riverside Counseling")
    dana = staff(practice, name="Dana Whitfield")
    first = signed_plan(dana, client_of(dana))
    first.plan.problems.first().goals.update(statement="Ride the bus again")
    version = sign_draft(first.plan, dana, reason="reworded")
    seal_all(practice.pk)
    with transaction.atomic():
        goal = str(first.plan.problems.first().goals.first().pk)
        said = Said("client", "Marisol", ({"goal": goal, "agrees": False, "words": "Not so"},),
                    remark="We spoke about it.")  # fmt: skip
        answer(version, said, by=dana, way="handed over")
        record_absence(
            UnsignedReason(version=version, role="guardian", because="unable", words="Abroad."),
            by=dana,
        )
        pdf = paper_seals.seal(small_pdf(), practice, by=dana)
        printed = print_version(
            version, preset="client", as_of=version.frozen_at, for_whom="Marisol", purpose="copy",
            press=lambda code, notice: (pdf, ""), by=dana,
        )  # fmt: skip
        disclose(
            Disclosure(
                client=version.plan.client, what="letter", recipient="Court", ground="law",
                provision="Order 1", purpose="hearing", way="mail", disclosed_on=practice.today,
            ),
            by=dana,
        )  # fmt: skip
    seal_all(practice.pk)
    certificates = paper_seals.certificates_of(practice)
    return SimpleNamespace(practice=practice, dana=dana, paper=printed, certificates=certificates)


def faults(lived, heads=()):
    return prove(lived.practice.pk, lived.certificates, heads).faults


def tampered(lived, statement, values=(), heads=()):
    """What is found after a superuser did this with the triggers off; then it is undone."""
    found = []
    with transaction.atomic():
        with connection.cursor() as cursor:
            for table in tables():
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(statement, values)
            assert cursor.rowcount == 1
        found = faults(lived, heads)
        transaction.set_rollback(True)
    return found


def test_an_untouched_practice_holds_and_is_counted(lived):
    out = io.StringIO()
    call_command("verify_practice", practice=lived.practice.pk, stdout=out)
    said = out.getvalue()
    for words in ("2 versions", "3 signatures", "1 client answers", "1 unsigned reasons",
                  "2 goal revisions", "1 printouts", "1 disclosures", "seals",
                  "everything holds"):  # fmt: skip
        assert words in said
    call_command("verify_practice", stdout=io.StringIO())


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE plans_version SET document = replace(document, 'bus', 'tram') WHERE number = 2",
         "does not fit its digest"),
        ("UPDATE plans_version SET previous_digest = '' WHERE number = 2", "does not follow"),
        ("UPDATE plans_version SET reason = 'another' WHERE number = 1", "not as it was written"),
        ("UPDATE plans_version SET requires = '[]' WHERE number = 1", "not as it was written"),
        ("UPDATE plans_signature SET name = 'Somebody' WHERE ctid = (SELECT min(ctid) FROM"
         " plans_signature)", "not as it was written"),
        ("DELETE FROM plans_disclosure", "is gone"),
        ("UPDATE plans_disclosure SET recipient = 'Nobody'", "not as it was written"),
        ("UPDATE plans_printout SET bytes = bytes || '\\x20'", "does not fit its digest"),
        ("UPDATE plans_printout SET for_whom = 'Somebody else'", "not as it was written"),
        ("UPDATE plans_clientanswer SET goals = replace(goals::text, 'false', 'true')::jsonb",
         "not as it was written"),
        ("UPDATE plans_clientanswer SET remark = 'We never spoke.'", "not as it was written"),
        ("DELETE FROM plans_clientanswer", "is gone"),
        ("UPDATE plans_unsignedreason SET because = 'declined'", "not as it was written"),
        ("UPDATE goals_goalrevision SET target = 9 WHERE number = 1", "not as it was written"),
        ("UPDATE accounts_sealcertificate SET name = 'Another'", "not as it was written"),
        ("UPDATE trail_event SET changed = '{}' WHERE verb = 'disclosure.recorded'",
         "No event of the trail speaks"),
        ("DELETE FROM trail_event WHERE verb = 'disclosure.recorded'", "events;"),
        ("UPDATE trail_seal SET digest = repeat('0', 64) WHERE number = 2", "seal 2 was changed"),
    ],
)  # fmt: skip
def test_it_says_what_was_tampered_with(lived, statement, says):
    found = tampered(lived, statement)
    assert any(says in sentence for sentence in found), found


def test_it_finds_every_one_of_two_hundred_random_changes(lived):
    """One character in a random column of a random row that stays, 200 times."""
    drawn = random.Random(20261122)
    rows = [row for model in (Version, Disclosure, Printout) for row in model.objects.all()]
    rows += [*Event.objects.exclude(changed={}), *Seal.objects.all()]
    columns = {"document", "digest", "reason", "what", "recipient", "purpose", "for_whom", "verb",
               "subject_id", "previous", "way"}  # fmt: skip
    missed = []
    for _ in range(200):
        row = drawn.choice(rows)
        held = [f for f in row._meta.concrete_fields if f.name in columns]
        field = drawn.choice([f for f in held if getattr(row, f.attname)])
        text = getattr(row, field.attname)
        place = drawn.randrange(len(text))
        changed = text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]
        statement = f"UPDATE {row._meta.db_table} SET {field.column} = %s WHERE id = %s"
        if not tampered(lived, statement, [changed, row.pk]):
            missed.append((row._meta.label, field.name, place))
    assert missed == []


def test_rows_from_before_their_table_had_proofs_are_taken_in_once(lived):
    with transaction.atomic():
        version = Version.objects.get(number=2)
        UnsignedReason.objects.create(
            practice=lived.practice, version=version, role="client", because="other", words="Old.",
            recorded_by=lived.dana,
        )  # fmt: skip
    assert any("No event of the trail speaks" in sentence for sentence in faults(lived))
    for number in (1, 0):
        out = io.StringIO()
        call_command("verify_practice", practice=lived.practice.pk, adopt=True, stdout=out)
        assert f"{number} rows witnessed from now on" in out.getvalue()
        assert "everything holds" in out.getvalue()
    assert Event.objects.get(verb="rows.witnessed").actor_id is None


def test_an_event_from_before_a_column_was_added_still_proves_the_rest(lived):
    disclosure = Disclosure.objects.get()
    columns = {field.attname for field in disclosure._meta.concrete_fields} - {"without"}
    older = {"row": f"plans.disclosure:{disclosure.pk}", "proof": proof(disclosure, columns)}
    rewrite = "UPDATE trail_event SET changed = %s WHERE verb = 'disclosure.recorded'"
    found = tampered(lived, rewrite, [json.dumps(older)])
    assert not any("plans.disclosure" in sentence for sentence in found)
    older["proof"] = proof(disclosure, columns - {"recipient"})
    found = tampered(lived, rewrite, [json.dumps(older)])
    assert any("plans.disclosure" in sentence for sentence in found)


def test_a_version_slipped_in_with_all_its_digests_right_is_found(lived):
    last = Version.objects.get(number=2)
    found = []
    with transaction.atomic():
        Version.objects.create(
            practice=lived.practice, plan=last.plan, number=3, document=last.document,
            digest=last.digest, previous_digest=last.digest, reason="slipped in", requires=[],
        )  # fmt: skip
        found = faults(lived)
        transaction.set_rollback(True)
    assert any("No event of the trail speaks" in sentence for sentence in found)


def test_another_text_of_the_same_meaning_is_not_canonical(lived):
    version = Version.objects.get(number=2)
    spaced = version.document.replace('":', '": ')
    digest = hashlib.sha256(spaced.encode()).hexdigest()
    statement = "UPDATE plans_version SET document = %s, digest = %s WHERE number = 2"
    found = tampered(lived, statement, [spaced, digest])
    assert any("is not in canonical form" in sentence for sentence in found)


def test_a_trail_that_was_written_anew_is_found_by_the_paper(lived):
    """The chain holds in itself again; the head in the sealed paper and outside do not."""
    head = Seal.objects.get(number=1)
    printed = f"1:{head.digest}"
    assert faults(lived, [printed]) == []
    found = []
    with transaction.atomic():
        with connection.cursor() as cursor:
            for table in tables():
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute("UPDATE trail_event SET address = '10.0.0.1'")
        before, start = "", 0
        for link in Seal.objects.order_by("number"):
            events = sealing._events(lived.practice.pk, start, link.horizon)
            fresh = sealing._digest(before, events)
            Seal.objects.filter(pk=link.pk).update(digest=fresh, previous=before)
            before, start = fresh, link.horizon
        assert sealing.faults(lived.practice.pk) == []
        found = faults(lived, [printed])
        transaction.set_rollback(True)
    assert any("The paper outside names seal 1" in sentence for sentence in found)
    assert any(str(lived.paper.pk) in sentence for sentence in found)


def test_it_ends_with_an_error_and_says_how_many_faults(lived):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE plans_version DISABLE TRIGGER USER")
        cursor.execute("UPDATE plans_version SET reason = 'another' WHERE number = 1")
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 faults found"):
        call_command("verify_practice", practice=lived.practice.pk, stdout=out)
    assert "FAILED" in out.getvalue()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"head": ["12"]}, "Write a head as its number"),
        ({"head": [f"1:{'0' * 64}"]}, "Say with --practice"),
        ({"practice": "00000000-0000-0000-0000-000000000000"}, "There is no practice"),
    ],
)
def test_it_refuses_what_it_cannot_check_in_a_sentence(db, given, says):
    with pytest.raises(CommandError, match=says):
        call_command("verify_practice", stdout=io.StringIO(), **given)


def test_each_paper_that_is_printed_names_the_head_in_its_seal(lived):
    found = paper_seals.HEAD.findall(bytes(Printout.objects.get().bytes))
    held = {(str(one.number).encode(), one.digest.encode()) for one in Seal.objects.all()}
    assert len(found) == 1
    assert found[0] in held
