"""Consent, the privacy notice, the assessment; whose page it is, and in whose name it is billed."""

from datetime import timedelta

import pytest

from accounts.models import User
from accounts.tests.factories import supervised
from audits.models import Attestation
from audits.said import Outcome
from audits.tests.judged import case_of, judged, one_of
from audits.tests.lives import consent_of, held, life_of, noted, require_found
from clients.models import Client, Consent, Coverage, Intake
from config import clock
from plans.models import Disclosure, Printout
from plans.paper.gathering import facts_of
from plans.paper.presets import PRESETS

RULES = ("R57", "R58", "R63", "R64")


def attest(life, rule, *, holds=True, words="Seen on paper."):
    """Avery's word stands for any named person's."""
    return Attestation.objects.create(
        practice=life.client.practice, plan=life.plan, rule=rule, holds=holds, words=words,
        by=life.by, name=life.by.name,
    )  # fmt: skip


def paper(life, preset, ground="payment"):
    """A paper of the version that was given away today."""
    common = {"practice": life.client.practice}
    printout = Printout.objects.create(
        version=life.version, preset=preset, as_of=clock.now(), for_whom="Example Mutual",
        purpose="review", bytes=b"%PDF", digest="0" * 64, made_by=life.by, **common,
    )  # fmt: skip
    Disclosure.objects.create(
        client=life.client, printout=printout, what="plan", recipient="Example Mutual",
        ground=ground, purpose="review", way="mail", disclosed_on=life.client.practice.today,
        recorded_by=life.by, **common,
    )  # fmt: skip
    return "version", life.version.pk, "paper"


def test_a_record_as_it_should_be_meets_every_rule_about_what_was_signed_for(dana):
    life = life_of(dana, notes=1)
    paper(life, "payer")
    attest(life, "R58")
    said = judged(life.plan)
    assert {rule: said[rule].outcome for rule in RULES} == dict.fromkeys(RULES, Outcome.MET)


def test_treatment_without_a_consent_that_holds_is_found_where_it_is_mended(dana):
    life = life_of(dana, notes=1)
    today, treatment = dana.practice.today, Consent.objects.filter(kind="treatment")

    def none_at_all(life):
        treatment.delete()
        return "client", life.client.pk, "consents"

    def too_late(life):
        treatment.update(from_on=today)
        return "consent", treatment.get().pk, "from_on"

    def ended(life):
        treatment.update(to_on=today - timedelta(days=30))
        return "consent", treatment.get().pk, "to_on"

    def revoked(life):
        treatment.update(revoked_on=today - timedelta(days=30))
        return "consent", treatment.get().pk, "revoked_on"

    require_found(life, "R63", [none_at_all, too_late, ended, revoked])
    ended(life)
    consent_of(life.client, Consent.Kind.TREATMENT, from_on=today - timedelta(days=29))
    assert judged(life.plan)["R63"].outcome == Outcome.MET


def test_a_refusal_is_met_once_somebody_attests_how_it_was_documented(dana):
    life = life_of(dana, notes=1)
    Consent.objects.all().delete()
    for rule in ("R63", "R64"):
        require_found(life, rule, [lambda life: ("client", life.client.pk, "consents")])
        attest(life, rule, words="Refused on paper; the refusal is in the chart.")
        assert judged(life.plan)[rule].outcome == Outcome.MET
        attest(life, rule, holds=False, words="It is not in the chart.")
        assert judged(life.plan)[rule].outcome == Outcome.NOT_MET


def test_a_clinician_without_license_or_credentials_is_found(dana):
    life = life_of(dana, notes=1)
    attest(life, "R58")

    def lacking(field):
        def without(life):
            User.objects.filter(pk=dana.pk).update(**{field: ""})
            return "clinician", dana.pk, field

        return without

    require_found(life, "R58", [lacking("license_number"), lacking("credentials")])


def test_a_trainee_works_under_the_supervisors_license(dana, priya):
    life = life_of(dana, notes=1)
    attest(life, "R58")
    User.objects.filter(pk=dana.pk).update(license_number="")
    supervised(dana, priya)
    assert judged(life.plan)["R58"].outcome == Outcome.MET


def test_who_is_billed_for_is_a_named_persons_word(dana):
    life = life_of(dana, notes=1)
    assert judged(life.plan)["R58"].outcome == Outcome.NOT_JUDGED
    attest(life, "R58", holds=False, words="Two were billed as Priya’s.")
    assert [one.sentence for one in one_of(life.plan, "R58").findings] == [
        "Two were billed as Priya’s."
    ]
    Coverage.objects.all().delete()
    assert judged(life.plan)["R58"].outcome == Outcome.MET


def test_the_clients_copy_given_to_a_payer_is_found(dana):
    life = life_of(dana, notes=0)
    assert judged(life.plan)["R57"].outcome == Outcome.NOT_JUDGED
    require_found(life, "R57", [lambda life: paper(life, "client")])
    paper(life, "client", ground="client")
    attest(life, "R57")
    assert judged(life.plan)["R57"].outcome == Outcome.MET
    attest(life, "R57", holds=False, words="Faxes carry no number.")
    assert judged(life.plan)["R57"].outcome == Outcome.NOT_MET


@pytest.mark.parametrize(("preset", "names"), [("payer", True), ("chart", True), ("client", False)])
def test_the_papers_that_count_name_client_number_and_day_on_every_page(dana, preset, names):
    """What runs along every page stands on the body, for the press."""
    life = life_of(dana, notes=0)
    document = case_of(life.plan).document
    facts = facts_of(
        life.version, document, preset=preset, as_of=clock.now(), for_whom="x", purpose="y"
    )
    running = PRESETS[preset].write(document, facts).partition("<body")[2].partition(">")[0]
    client = Client.objects.get(pk=life.client.pk)
    found = [word in running for word in (client.legal_name, client.record_number, "signed")]
    assert all(found) is names


def test_an_assessment_older_than_a_year_is_found_where_care_goes_on(dana):
    life = life_of(dana, days=400, notes=0)
    old = clock.now() - timedelta(days=368)
    Intake.objects.update(changed_at=clock.now() - timedelta(days=363))
    assert judged(life.plan)["R65"].outcome == Outcome.MET

    def outdated(life):
        Intake.objects.update(changed_at=old)
        return "client", life.client.pk, "assessment"

    def none_at_all(life):
        Intake.objects.all().delete()
        return "client", life.client.pk, "assessment"

    require_found(life, "R65", [outdated, none_at_all])
    outdated(life)
    noted(life, template="reassessment", cites=False, sections=RENEWED)
    assert judged(life.plan)["R65"].outcome == Outcome.MET


def test_nothing_is_asked_before_a_session_or_a_year(dana):
    life = life_of(dana, notes=0)
    said = judged(life.plan)
    assert {said[rule].outcome for rule in ("R58", "R63", "R64", "R65")} == {Outcome.NOT_APPLICABLE}
    held(life)
    assert judged(life.plan)["R63"].outcome == Outcome.MET


RENEWED = {
    "own_words": "I ride alone now.",
    "suicidal_thoughts": "none voiced",
    "harm_to_others": "none voiced",
    "progress": "Two goals of three reached.",
    "still_needed": "ends soon",
}
