"""Everybody reads the rules and profiles; admins copy one and edit it in the browser."""

import pytest
from django.urls import reverse

from audits.rulebook.listing import themes, words_of
from audits.rules import RULES
from clients.models import Coverage, PracticeProfile
from clients.payers import profiles
from clients.profiles import own_profiles
from clients.tests.factories import client_of, profile_of
from plans.tests.browsing import filled, said, signed_in


@pytest.fixture
def own(avery) -> PracticeProfile:
    return profile_of(avery)


def test_a_clinician_reads_every_rule_with_its_source(dana):
    page = said(signed_in(dana).get(reverse("audits:rules")))
    for rule in RULES.values():
        assert f'id="{rule.id}"' in page
    assert "14 NYCRR 599.10 (public page)" in page
    assert signed_in(dana).get(reverse("audits:profiles")).status_code == 200


def test_every_rule_stands_in_one_theme():
    found = [line.rule.id for theme in themes(profiles().values()) for line in theme.lines]
    assert sorted(found) == sorted(RULES)


def test_a_rule_says_what_each_payer_makes_of_it(dana):
    page = said(signed_in(dana).get(reverse("audits:rule", args=["R34"])))
    assert "184 days between reviews instead of 365." in page
    assert "OAC 450:17-7-8(e)" in page
    assert "Does not ask for it." in page
    assert signed_in(dana).get(reverse("audits:rule", args=["R99"])).status_code == 404


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("R01", "Days after opening: not counted. 6 sessions held without a plan."),
        ("R26", "Of age: 18 years. Child signs over: 14 years."),
        ("R34", "184 days between reviews instead of 365."),
        ("R05", "Asks for it."),
    ],
)
def test_figures_are_said_so_that_one_knows_which_is_which(rule, words):
    assert words_of(RULES[rule], profiles()["oklahoma-medicaid"].rules[rule]) == words


def test_a_profile_says_how_far_it_was_read(dana):
    page = said(signed_in(dana).get(reverse("audits:profile", args=["medi-cal"])))
    assert "BHIN 23-068" in page
    assert "(not verified)" in page
    assert "Copy and edit" not in page


def test_an_admin_copies_a_profile_and_edits_a_rule(avery):
    browser = signed_in(avery)
    url = reverse("audits:copy-profile", args=["medicare-ngs"])
    form = filled(browser.get(url), name="Office, stricter", note="Contract, page 2.")
    assert browser.post(url, form).status_code == 302
    assert browser.post(url, form).status_code == 302
    own = PracticeProfile.objects.get()
    url = reverse("audits:profile-rule", args=[own.pk, "R34"])
    form = filled(browser.get(url), figure_days="60", severity="warning", note="Page 3.")
    assert browser.post(url, form).status_code == 302
    asks = own_profiles(own.practice_id)[str(own.pk)].rules["R34"]
    assert (asks.figures, asks.severity, asks.citation) == ({"days": 60}, "warning", "Page 3.")
    page = said(browser.get(reverse("audits:profile", args=[own.pk])))
    assert "Weighs as warning. 60 days between reviews instead of 365." in page
    assert "Version 2" in page


def test_a_rule_is_not_edited_without_a_word_of_ones_own(avery, own):
    browser, url = signed_in(avery), reverse("audits:profile-rule", args=[own.pk, "R34"])
    answer = browser.post(url, filled(browser.get(url), note="", figure_days="often"))
    assert answer.status_code == 422
    assert "Fill in: Where this is written." in said(answer)
    assert own.versions.count() == 1


def test_who_signs_is_edited_and_keeps_the_citation_of_what_stays(avery, own):
    browser, url = signed_in(avery), reverse("audits:edit-profile", args=[own.pk])
    form = filled(browser.get(url), physician="or reason", physician_when="medication is ordered")
    assert browser.post(url, form).status_code == 302
    signers = {one.role: one for one in own_profiles(own.practice_id)[str(own.pk)].signatures}
    assert signers["client"].citation.startswith("OAC 450:17-7-8(f)")
    assert signers["physician"].when == "medication is ordered"
    assert signers["physician"].read == "house rule"


def test_the_payers_order_is_kept_with_its_citation_until_the_practice_writes_its_own(avery):
    own = profile_of(avery, "magellan-commercial")
    browser, url = signed_in(avery), reverse("audits:edit-profile", args=[own.pk])
    held = own_profiles(own.practice_id)[str(own.pk)].audit_tool
    assert browser.post(url, filled(browser.get(url), programme="All plans")).status_code == 302
    assert own_profiles(own.practice_id)[str(own.pk)].audit_tool == held
    lines = "A. Rights and consents: r64 R63;\r\n\r\nB: Plan: R34,\r\nC. Not ours"
    assert browser.post(url, filled(browser.get(url), sections=lines)).status_code == 302
    tool = own_profiles(own.practice_id)[str(own.pk)].audit_tool
    assert [(one.name, list(one.rules)) for one in tool.sections] == [
        ("A. Rights and consents", ["R64", "R63"]), ("B: Plan", ["R34"]), ("C. Not ours", []),
    ]  # fmt: skip
    assert (tool.citation, tool.read) == ("Contract of 1 May 2026, page 12.", "house rule")
    assert "C. Not ours" in said(browser.get(reverse("audits:profile", args=[own.pk])))


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("A: R64\nB: R64", "R64 stands twice. Name each rule once."),
        ("A: R99", "R99 is no rule of the audit."),
        ("x" * 130, "to 120 characters."),
    ],
)
def test_an_order_that_names_no_rule_or_one_twice_is_refused_beside_its_field(
    avery, own, lines, sentence
):
    browser, url = signed_in(avery), reverse("audits:edit-profile", args=[own.pk])
    answer = browser.post(url, filled(browser.get(url), sections=lines))
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors["sections"])
    assert own.versions.count() == 1


def test_two_admins_do_not_overwrite_each_other(avery, own):
    browser, url = signed_in(avery), reverse("audits:profile-rule", args=[own.pk, "R34"])
    first, second = browser.get(url), browser.get(url)
    assert browser.post(url, filled(first, figure_days="60", note="A.")).status_code == 302
    answer = browser.post(url, filled(second, figure_days="90", note="B."))
    assert answer.status_code == 409
    assert "days: 60" in said(answer)
    posted = answer.wsgi_request.POST.dict() | {"resolve": "mine", "row_version": 2}
    assert browser.post(url, posted).status_code == 302
    assert own.rules.get(rule="R34").figures == {"days": 90}


def test_a_coverage_offers_what_the_practice_has_and_no_retired_one(avery, dana, own):
    client = client_of(dana)
    url = reverse("clients:add-coverage", args=[client.pk])
    assert "Our own rules" in said(signed_in(dana).get(url))
    form = filled(signed_in(dana).get(url), payer="P", member_id="1", payer_profile=str(own.pk))
    assert signed_in(dana).post(url, form).status_code == 302
    assert Coverage.objects.get().profile.name == "Our own rules"
    browser, there = signed_in(avery), reverse("audits:profile", args=[own.pk])
    retire = reverse("audits:retire-profile", args=[own.pk])
    assert browser.post(retire, {"row_version": own.row_version}).status_code == 302
    assert "Retired on" in said(browser.get(there))
    assert "Our own rules" not in said(signed_in(dana).get(url))


def test_the_practices_default_is_chosen_and_a_new_coverage_begins_with_it(avery, dana):
    browser, url = signed_in(avery), reverse("audits:default-profile")
    assert browser.post(url, {"key": "qualchoice"}).status_code == 302
    client = client_of(dana)
    page = signed_in(dana).get(reverse("clients:add-coverage", args=[client.pk]))
    assert page.context["form"]["payer_profile"].value() == "qualchoice"
    browser.post(url, {"key": "made-up"})
    avery.practice.refresh_from_db()
    assert avery.practice.payer_profile == "qualchoice"


def test_everybody_sees_the_rules_beside_the_profiles_and_admins_their_own_pages_too(avery, dana):
    own = ("/audit/calendar/", "/audit/mock/", "/audit/sign-offs/", "/audit/packets/")
    for user, number in ((avery, 1), (dana, 0)):
        words = signed_in(user).get("/audit/rules/").content.decode()
        assert 'href="/audit/profiles/"' in words
        assert all(words.count(f'href="{page}"') == number for page in own)
