"""One version, three papers: for the payer, for the client, for the chart."""

import pytest
from django.urls import reverse

from accounts.models import SealCertificate
from clients.tests.factories import client_of, covered, taken_in
from notes.models import PrivateNote
from notes.tests.factories import written_note
from plans.actions import return_version
from plans.models import Printout
from plans.paper import glyphs, ordering
from plans.paper.seal_check import check
from plans.paper.sealing import certificates_of
from plans.paper.verification import grouped, new_code, read_code
from plans.tests.factories import signed_plan
from plans.tests.test_print_plan import text_of
from trail.models import Event

PRESETS = Printout.Preset.values
PLANTED = "xylophone-in-private"


@pytest.fixture
def told(dana, client):
    """A record with something to find, and Dana's browser: what its paper says, by preset."""
    person = client_of(dana, given_name="Marisol", family_name="Vega")
    covered(person)
    taken_in(person)
    version = signed_plan(dana, person)
    goal = version.plan.problems.first().goals.first()
    note = written_note(dana, person, scores={goal.pk: 8})
    PrivateNote.objects.create(
        practice=dana.practice, attendance=note.attendance, author=dana, text=PLANTED
    )
    client.force_login(dana, "allauth.account.auth_backends.AuthenticationBackend")

    def asked(preset, **more):
        address = reverse(
            "plans:pdf",
            args=[person.pk, version.plan.number, version.number],
            query={"for": preset, **more},
        )
        return client.get(address)

    asked.version = version
    asked.goal = goal
    return asked


def test_each_paper_is_sealed_bears_its_own_code_and_is_the_same_when_asked_for_again(told):
    codes = set()
    for preset in PRESETS:
        first, again = told(preset), told(preset)
        assert first.status_code == 200, preset
        assert first.content == again.content
        assert f"-{preset}.pdf" in first["Content-Disposition"]
        paper = Printout.objects.get(preset=preset)
        said = text_of(first.content)
        assert grouped(paper.code) in said
        assert "http://testserver/verify/" in said
        found = check(first.content, certificates_of(told.version.plan.practice))
        assert found.holds
        assert found.signer_fingerprint == SealCertificate.objects.get().fingerprint
        codes.add(paper.code)
    assert len(codes) == Printout.objects.count() == 3


def test_no_paper_knows_of_private_notes_and_only_the_chart_lists_the_notes(told):
    said = {preset: text_of(told(preset).content) for preset in PRESETS}
    assert [preset for preset in PRESETS if PLANTED in said[preset]] == []
    assert [preset for preset in PRESETS if "Signed progress notes" in said[preset]] == ["chart"]


def test_the_payer_gets_the_plan_and_none_of_the_record_around_it(told):
    said = text_of(told("payer").content)
    for word in ("intake", "sent back", "Versions of this plan", "If everything were well"):
        assert word not in said, word
    assert "F41" in said or "F40" in said or "ICD-10-CM" in said


def test_the_clients_copy_says_you_and_names_no_code(told):
    said = text_of(told("client").content)
    assert "Your plan" in said
    assert "Now you say 8." in said
    for word in ("ICD-10-CM", "NPI", "Member ID", "EM-4410-88", "CPT", "Diagnos"):
        assert word not in said, word


def test_the_chart_tells_of_a_version_that_was_sent_back(sam, priya, client):
    version = signed_plan(sam)
    return_version(version, {"plan": "Say more of the impairment."}, by=priya)
    from plans.paper.gathering_chart import whole_record

    record = whole_record(version.plan)
    assert record.versions[0].state.startswith("returned on ")
    assert record.returns[0].comments == (("the plan as a whole", "Say more of the impairment."),)


def test_a_part_2_record_is_printed_for_the_client_and_the_chart_without_consent(dana, client):
    version = signed_plan(dana, client_of(dana, part2=True))
    client.force_login(dana, "allauth.account.auth_backends.AuthenticationBackend")
    plan = version.plan
    address = reverse("plans:pdf", args=[plan.client_id, plan.number, version.number])
    assert client.get(address).status_code == 409
    for preset in ("client", "chart"):
        assert client.get(address, {"for": preset}).status_code == 200


def test_characters_that_no_font_draws_are_named_before_anything_is_printed(told, monkeypatch):
    monkeypatch.setattr(ordering, "missing_in_page", lambda page: ("𓀀",))
    answer = told("payer")
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "egyptian hieroglyph a001" in shown
    assert "[U+13000]" in shown
    assert "anyway=1" in shown
    assert Printout.objects.count() == 0
    assert told("payer", anyway="1").status_code == 200


def test_whoever_prints_it_next_is_told_too(told, monkeypatch):
    monkeypatch.setattr(ordering, "missing_in_page", lambda page: ("𓀀",))
    assert told("payer", anyway="1").status_code == 200
    events = Event.objects.filter(verb="plan.printed").count()
    again = told("payer")
    assert again.status_code == 409
    assert "egyptian hieroglyph a001" in again.content.decode()
    assert Event.objects.filter(verb="plan.printed").count() == events
    assert told("payer", anyway="1").status_code == 200
    assert Printout.objects.count() == 1


def test_with_leave_their_codes_are_printed_in_their_place():
    page = "<p>Anna 𓀀</p>"
    assert glyphs.with_codes(page, glyphs.missing_in_page(page)) == "<p>Anna [U+13000]</p>"


def test_a_seal_that_does_not_open_is_a_sentence(told, settings):
    assert told("payer").status_code == 200
    settings.SEAL_KEY = "lost and found"
    answer = told("client")
    assert answer.status_code == 503
    assert "seal cannot be opened" in answer.content.decode()
    assert told("payer").status_code == 200


def test_a_code_is_read_as_people_type_it():
    code = new_code()
    assert read_code(f" {grouped(code).lower()} ") == code
    assert read_code("OIL0-1111-2222-3333") == "0110111122223333"
    assert [read_code(wrong) for wrong in ("", "short", "U" * 16, "7" * 17)] == [""] * 4
