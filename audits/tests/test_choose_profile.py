"""Which payer's rules a plan is judged by, and what a payer may say of a rule."""

import hashlib
from datetime import date

import pytest

from audits.profiles import Profiles, asked_of
from audits.rules import RULES
from audits.said import Severity
from clients.models import Coverage
from clients.payers import GENERAL, PayerProfile, profiles
from clients.tests.factories import client_of

DAY = date(2026, 11, 22)


def profile(key="example", **said):
    base = {"id": key, "name": key, "authority": "A", "citation": "C", "url": ""}
    return PayerProfile.model_validate(base | {"read": "house rule"} | said)


def rule(**said):
    return {"citation": "Manual, section 4", "read": "not verified"} | said


def pays(client, key="", rank=1, payer="A payer"):
    return Coverage.objects.create(
        practice=client.practice, client=client, payer=payer, member_id="1", rank=rank,
        payer_profile=key,
    )  # fmt: skip


def chosen(client):
    return Profiles(client.practice).of(client.coverages.all(), DAY)


def test_a_profile_sets_weights_and_figures_and_leaves_rules_out():
    asked = asked_of(
        profile(
            rules={"R06": rule(severity="info", figures={"days": 90}), "R05": rule(applies=False)}
        )
    )
    assert asked.figures == {("R06", "days"): 90}
    assert asked.severities == {"R06": Severity.INFO}
    assert not asked.applies("R05")
    assert "R05" not in {one.id for one in asked.rules()}
    assert len(asked.rules()) == len(RULES) - 1


def test_the_first_that_is_billed_decides(dana):
    client = client_of(dana)
    pays(client, "qualchoice", rank=2)
    pays(client, "new-york-medicaid-ffs", rank=1, payer="Z")
    assert chosen(client).key == "new-york-medicaid-ffs"


def test_every_payers_signatures_are_wanted(dana):
    client = client_of(dana)
    pays(client, "practice-client-signs", rank=1)
    pays(client, "new-york-medicaid-ffs", rank=2)
    asked = chosen(client)
    assert asked.key == "practice-client-signs"
    assert asked.signers == {"client", "physician"}


def test_a_condition_that_people_judge_wants_nobodys_signature_by_itself():
    asked = asked_of(profiles()["qualchoice"])
    assert asked.signers == frozenset()
    assert asked.signers_when == {"physician": "therapy goes on after the first 15 visits"}


def test_the_practices_default_stands_where_no_coverage_names_one(dana):
    client = client_of(dana)
    assert chosen(client).key == GENERAL
    client.practice.payer_profile = "qualchoice"
    assert chosen(client).key == "qualchoice"
    pays(client)
    assert chosen(client).key == "qualchoice"
    pays(client, GENERAL, rank=2)
    assert chosen(client).key == GENERAL


def test_the_digest_changes_with_what_is_said():
    one, other = profile(), profile(rules={"R05": rule()})
    assert asked_of(one).digest == asked_of(profile()).digest
    assert asked_of(one).digest != asked_of(other).digest


@pytest.mark.parametrize(
    ("begun", "ended", "holds"),
    [
        (None, None, True),
        (DAY, None, True),
        (None, DAY, True),
        (date(2026, 11, 23), None, False),
        (None, date(2026, 11, 21), False),
    ],
)
def test_a_profile_holds_on_its_days(begun, ended, holds):
    assert profile(from_on=begun, until_on=ended).holds_on(DAY) is holds


@pytest.mark.parametrize("shipped", profiles().values(), ids=lambda one: one.id)
def test_a_shipped_profile_names_rules_and_figures_that_exist(shipped):
    for key, asks in shipped.rules.items():
        assert key in RULES
        assert set(asks.figures) <= set(RULES[key].figures), key
    tool = shipped.audit_tool
    assert set(tool.rules if tool else []) <= set(RULES)


def test_no_rule_stands_in_two_sections_of_an_audit_tool():
    sections = [{"name": "A", "rules": ["R63"]}, {"name": "B", "rules": ["R64", "R63"]}]
    with pytest.raises(ValueError, match="stands in two sections"):
        profile(audit_tool=rule(sections=sections))


def test_a_profile_that_knows_of_no_audit_tool_keeps_the_digest_that_it_had():
    sections = [{"name": "A", "rules": ["R63"]}]
    known = '{"id":"example","name":"example","authority":"A","citation":"C","url":"","read":'
    known += '"house rule","state":"","programme":"","from_on":null,"until_on":null,"version":0,'
    known += '"signatures":[],"rules":{}}'
    assert profile().digest == hashlib.sha256(known.encode()).hexdigest()
    assert profile(audit_tool=rule(sections=sections)).digest != profile().digest
