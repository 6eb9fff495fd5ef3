"""The rules on people around a plan: who took part, who signed, and who else is involved."""

from datetime import timedelta

import pytest

from accounts.models import Supervision, User
from accounts.tests.factories import staff, supervised
from audits.said import Outcome
from audits.tests.clean import answered, attest, clean_plan, clean_version, in_client, undone
from audits.tests.judged import one_of, places
from clients.models import Contributor
from clients.tests.factories import reader_of
from config import clock
from plans.actions import cosign
from plans.models import Disclosure, Plan, Printout, UnsignedReason
from plans.tests.factories import sign_draft

MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
OPEN, OUT = Outcome.NOT_JUDGED, Outcome.NOT_APPLICABLE
CHILD = {"guardian_name": "Teresa Vega", "guardian_relation": "mother"}


@pytest.fixture
def version(dana):
    return clean_version(dana)


def born(years: int):
    return clock.today() - timedelta(days=366 * years)


def why_not(version, role: str, by, because: str = "verbal") -> UnsignedReason:
    return UnsignedReason.objects.create(
        practice=version.practice, version=version, role=role, because=because,
        words="Said so on video.", recorded_by=by,
    )  # fmt: skip


def given_to_client(version, by, ground: str = "client") -> Disclosure:
    """A paper of the version that left the house."""
    printout = Printout.objects.create(
        practice=version.practice, version=version, preset="client", as_of=clock.now(),
        for_whom="Marisol", purpose="her copy", bytes=b"%PDF", digest="0" * 64, made_by=by,
    )  # fmt: skip
    return Disclosure.objects.create(
        practice=version.practice, client=version.plan.client, printout=printout, what="The plan",
        recipient="Marisol Vega", ground=ground, purpose="her copy", way="handed over",
        disclosed_on=version.practice.today, recorded_by=by,
    )  # fmt: skip


def test_before_a_version_is_in_effect_nobody_is_judged_for_signing_it(dana):
    plan = clean_plan(dana)
    for rule in ("R25", "R26", "R27", "R28", "R30"):
        assert one_of(plan, rule).outcome == OPEN, rule


def test_how_the_client_understood_it_is_open_until_somebody_says(version, dana):
    plan = version.plan
    assert one_of(plan, "R24").outcome == OPEN
    with undone():
        answered(version, dana, words=" ")
        assert one_of(plan, "R24").outcome == OPEN
    with undone():
        attest(plan, "R24", dana, version=1)
        assert one_of(plan, "R24").outcome == MET
    answered(version, dana)
    assert one_of(plan, "R24").outcome == MET


def test_the_client_has_a_copy_on_paper_or_on_their_own_page(version, dana):
    plan = version.plan
    assert places(one_of(plan, "R30")) == [("plan", plan.pk, "copy")]
    with undone():
        given_to_client(version, dana, "payment")
        assert one_of(plan, "R30").outcome == NOT_MET
    with undone():
        given_to_client(version, dana)
        assert one_of(plan, "R30").outcome == OPEN
        answered(version, dana)
        assert one_of(plan, "R30").outcome == MET
    reader = reader_of(plan.client, name="Marisol Vega")
    answered(version, reader, way="own sign-in")
    assert one_of(plan, "R30").outcome == MET


def test_an_older_versions_copy_is_no_copy_of_this_one(version, dana):
    given_to_client(version, dana)
    Plan.objects.filter(pk=version.plan_id).update(aftercare="A group.", changed_at=clock.now())
    sign_draft(version.plan, dana, "aftercare")
    assert one_of(version.plan, "R30").outcome == NOT_MET


def test_the_client_signs_or_it_is_said_why_not(version, dana):
    plan = version.plan
    assert places(one_of(plan, "R25")) == [("version", version.pk, "client")]
    with undone():
        why_not(version, "client", dana)
        assert one_of(plan, "R25").outcome == MET
    answered(version, dana)
    assert one_of(plan, "R25").outcome == MET
    assert one_of(plan, "R26").outcome == OUT


def test_for_a_minor_the_guardian_signs_and_the_older_child_too(dana):
    version = clean_version(dana, born_on=born(16), **CHILD)
    plan = version.plan
    assert one_of(plan, "R25").outcome == OUT
    assert places(one_of(plan, "R26")) == [
        ("version", version.pk, "guardian"), ("version", version.pk, "client"),
    ]  # fmt: skip
    with undone():
        answered(version, dana, role="guardian", relation="mother")
        assert places(one_of(plan, "R26")) == [("version", version.pk, "client")]
        assert one_of(plan, "R26", figures={("R26", "child_signs_over"): 16}).outcome == MET
    with undone():
        why_not(version, "guardian", dana), why_not(version, "client", dana)
        assert one_of(plan, "R26").outcome == MET
    answered(version, dana, role="guardian", relation="mother", assent="given")
    assert one_of(plan, "R26").outcome == MET


def test_for_a_younger_child_the_guardian_alone_signs(dana):
    version = clean_version(dana, born_on=born(9), **CHILD)
    assert places(one_of(version.plan, "R26")) == [("version", version.pk, "guardian")]
    answered(version, dana, role="guardian", relation="mother")
    assert one_of(version.plan, "R26").outcome == MET


def test_the_clinician_signs_with_credentials(version, practice):
    assert one_of(version.plan, "R27").outcome == MET
    nobody = staff(practice, credentials="")
    bare = clean_version(nobody)
    assert places(one_of(bare.plan, "R27")) == [("version", bare.pk, "author")]


def test_what_a_trainee_wrote_is_cosigned(sam, priya):
    version = clean_version(sam)
    assert one_of(version.plan, "R28").outcome == OPEN
    cosign(version, by=priya)
    assert one_of(version.plan, "R28").outcome == MET


def test_a_trainee_of_whom_nobody_knew_lacks_the_cosignature(version, dana, priya):
    assert one_of(version.plan, "R28").outcome == OUT
    row = supervised(dana, priya)
    before = version.frozen_at - timedelta(days=30)
    Supervision.objects.filter(pk=row.pk).update(started_at=before)
    assert places(one_of(version.plan, "R28")) == [("version", version.pk, "co-signer")]
    Supervision.objects.filter(pk=row.pk).update(ended_at=before + timedelta(days=1))
    assert one_of(version.plan, "R28").outcome == OUT


def test_an_author_without_a_license_on_record_is_left_to_a_person(dana):
    plan = clean_plan(dana)
    User.objects.filter(pk=dana.pk).update(license_number="", license_state="")
    dana.license_number = dana.license_state = ""
    sign_draft(plan, dana)
    assert one_of(plan, "R28").outcome == OPEN


def test_a_physician_signs_where_the_payer_wants_it(version, dana):
    plan = version.plan
    assert one_of(plan, "R29").outcome == OUT
    in_client("coverages", payer_profile="new-york-medicaid-ffs")(plan)
    assert places(one_of(plan, "R29")) == [("version", version.pk, "physician")]
    in_client("coverages", payer_profile="qualchoice")(plan)
    assert "first 15 visits" in one_of(plan, "R29").because
    assert one_of(plan, "R29").outcome == OPEN
    why_not(version, "physician", dana, "not yet")
    assert one_of(plan, "R29").outcome == MET


def test_others_are_listed_with_what_they_contribute(version, dana):
    plan, other = version.plan, Contributor.objects.get()
    assert one_of(plan, "R31").outcome == MET
    with undone():
        in_client("contributors", contributed="")(plan)
        assert places(one_of(plan, "R31")) == [("contributor", other.pk, "contributed")]
    Contributor.objects.all().delete()
    assert one_of(plan, "R31").outcome == OPEN
    attest(plan, "R31", dana)
    assert one_of(plan, "R31").outcome == MET


RELEASES = [
    ({"role": "school counselor"}, "client", "contributors"),
    ({"release": "not asked", "release_signed_on": None}, "contributor", "release"),
    ({"release_signed_on": born(2), "release_expires_on": born(1)}, "contributor",
     "release_expires_on"),
]  # fmt: skip


def test_the_primary_care_physician_has_a_release_or_a_refusal(version):
    plan, other = version.plan, Contributor.objects.get()
    assert one_of(plan, "R32").outcome == MET
    for fields, node, field in RELEASES:
        with undone():
            in_client("contributors", **fields)(plan)
            [(found, pk, where)] = places(one_of(plan, "R32"))
            assert (found, where) == (node, field)
            assert pk == (other.pk if node == "contributor" else plan.client_id)
    in_client("contributors", release="declined", release_signed_on=None, role="PCP")(plan)
    assert one_of(plan, "R32").outcome == MET
