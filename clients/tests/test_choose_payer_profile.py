"""The payer's rules are data: they say where they were read, and a coverage names them."""

import pytest

from clients.models import Coverage
from clients.payers import GENERAL, load, profile_of, profiles
from clients.tests.factories import client_of, covered
from plans.tests.browsing import filled, said, signed_in

GOOD = """
id: {id}
name: Example payer
authority: Example
citation: Example manual, section 4
url: https://example.org/manual
read: not verified
signatures:
  - {{role: {role}, citation: Section 4.2, read: not verified}}
"""


@pytest.mark.parametrize("profile", profiles().values(), ids=lambda profile: profile.id)
def test_every_shipped_profile_says_where_it_was_read(profile):
    assert profile.citation
    assert profile.url or profile.read in ("not verified", "house rule")
    for demand in profile.signatures:
        assert demand.citation
        assert not (profile.read == "not verified" and demand.read == "read at source")


def test_the_general_profile_comes_first_and_stands_for_none():
    assert next(iter(profiles())) == GENERAL
    assert profile_of("").id == profile_of("taken-away").id == GENERAL
    assert profile_of(GENERAL).signatures == ()


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("other", GOOD.format(id="example", role="client"), "is not the file's name"),
        ("example", GOOD.format(id="example", role="barber"), "example.yaml"),
        ("example", GOOD.format(id="example", role="client") + "colour: blue", "example.yaml"),
        ("example", "- a list", "example.yaml"),
        ("example", "id: [", "example.yaml"),
    ],
)
def test_a_profile_at_fault_is_refused_with_its_file(tmp_path, name, text, sentence):
    (tmp_path / f"{name}.yaml").write_text(text)
    with pytest.raises(ValueError, match=sentence):
        load(tmp_path)


def test_a_coverage_names_its_profile(dana):
    client = client_of(dana)
    coverage = covered(client)
    browser, url = signed_in(dana), f"/clients/{client.pk}/coverage/{coverage.pk}/"
    page = browser.get(url)
    assert page.context["form"]["payer_profile"].value() == GENERAL
    assert browser.post(url, filled(page, payer_profile="qualchoice")).status_code == 302
    assert Coverage.objects.get(pk=coverage.pk).profile.name == "QualChoice (Arkansas)"
    assert "by the rules of" in (page := said(browser.get(f"/clients/{client.pk}/")))
    assert ">QualChoice (Arkansas)</a>" in page
    answer = browser.post(url, filled(browser.get(url), payer_profile="made-up"))
    assert answer.status_code == 422
    assert "Choose one of the list." in said(answer)
