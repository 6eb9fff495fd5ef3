"""A practice's own payer profile: copied, edited with a note, kept version by version."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from accounts.editing import Stale
from clients.actions import (
    change_profile,
    choose_default,
    forget_rule,
    retire_profile,
    say_of_rule,
)
from clients.models import Coverage, PracticeProfile, ProfileRule, ProfileVersion
from clients.payers import profiles
from clients.profiles import choices_of, own_profiles, paying
from clients.tests.factories import client_of, profile_of
from trail.models import Event


@pytest.fixture
def own(avery) -> PracticeProfile:
    return profile_of(avery)


def said(own):
    return own_profiles(own.practice_id)[str(own.pk)]


def test_a_copy_says_what_its_source_says_on_its_word(own):
    copy, source = said(own), profiles()["oklahoma-medicaid"]
    assert copy.rules == source.rules
    assert copy.signatures == source.signatures
    assert (copy.version, copy.read, copy.state) == (1, "house rule", "OK")
    assert copy.citation == "Contract of 1 May 2026, page 12."


def test_a_copy_keeps_the_payers_own_order(avery):
    own = profile_of(avery, "health-first-colorado")
    assert said(own).audit_tool == profiles()["health-first-colorado"].audit_tool
    assert "R31, R25" in own.get_audit_tool_display()
    own.audit_tool = {}
    change_profile(own, expected=own.row_version, by=avery)
    assert said(own).audit_tool is None


def test_each_edit_is_the_next_version_on_the_practices_own_word(own, avery):
    row = own.rules.get(rule="R34")
    row.figures, row.note = {"days": 60}, "Letter of 3 June 2026."
    say_of_rule(row, expected=row.row_version, by=avery)
    asks = said(own).rules["R34"]
    assert (asks.figures, asks.citation, asks.read) == (
        {"days": 60}, "Letter of 3 June 2026.", "house rule",
    )  # fmt: skip
    new = ProfileRule(profile=own, rule="R04", applies=False, note="Letter.", row_version=0)
    say_of_rule(new, expected=0, by=avery)
    forget_rule(own.rules.get(rule="R11"), expected=1, by=avery)
    assert [one.number for one in own.versions.all()] == [4, 3, 2, 1]
    assert not said(own).rules["R04"].applies
    assert "R11" not in said(own).rules
    first = own.versions.get(number=1)
    assert first.document["rules"]["R34"]["figures"] == {"days": 184}


def test_saving_without_a_change_makes_no_version(own, avery):
    change_profile(own, expected=own.row_version, by=avery)
    assert own.versions.count() == 1


def test_each_act_names_no_client_so_that_every_plan_is_judged_again(own, avery):
    own.name = "Other words"
    change_profile(own, expected=own.row_version, by=avery)
    retire_profile(own, expected=own.row_version, by=avery)
    found = Event.objects.filter(verb__startswith="payer_profile.").order_by("at", "id")
    verbs = [one.verb.partition(".")[2] for one in found]
    assert [verb for verb in verbs if verb != "kept"] == ["copied", "changed", "retired"]
    assert not any(one.clients for one in found)


def test_only_an_admin_may(own, dana):
    for act in (
        lambda: change_profile(own, expected=1, by=dana),
        lambda: say_of_rule(own.rules.first(), expected=1, by=dana),
        lambda: retire_profile(own, expected=1, by=dana),
        lambda: choose_default("qualchoice", by=dana),
        lambda: profile_of(dana),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_nobody_overwrites_another_unseen(own, avery):
    row = own.rules.get(rule="R34")
    row.note = "Mine."
    with pytest.raises(Stale):
        say_of_rule(row, expected=row.row_version - 1, by=avery)
    again = ProfileRule(profile=own, rule="R34", note="Mine.", row_version=0)
    with pytest.raises(Stale):
        say_of_rule(again, expected=0, by=avery)


def test_a_retired_one_is_offered_no_more_but_where_it_is_held(own, avery):
    key = str(own.pk)
    assert key in dict(choices_of(own.practice_id))
    retire_profile(own, expected=own.row_version, by=avery)
    assert key not in dict(choices_of(own.practice_id))
    assert key in dict(choices_of(own.practice_id, held=key))


def test_the_default_is_one_of_the_list_and_is_not_retired(own, avery, dana):
    with pytest.raises(ValidationError, match="Choose one of the list"):
        choose_default("made-up", by=avery)
    avery.practice.payer_profile = choose_default(str(own.pk), by=avery).payer_profile
    with pytest.raises(ValidationError, match="default"):
        retire_profile(own, expected=own.row_version, by=avery)
    client = client_of(dana)
    client.practice.refresh_from_db()
    assert [one.id for one in paying(client)] == [str(own.pk)]


def test_a_coverage_names_it_and_its_signatures_are_wanted(own, dana):
    client = client_of(dana)
    Coverage.objects.create(
        practice=client.practice, client=client, payer="P", member_id="1", payer_profile=str(own.pk)
    )
    assert client.coverages.get().profile.name == "Our own rules"
    assert [one.role for one in paying(client)[0].signatures] == ["client", "guardian"]


def test_two_profiles_of_a_practice_have_two_names(own, avery):
    with pytest.raises(ValidationError, match="has this name"):
        profile_of(avery)


def test_another_practice_sees_nothing_of_it(own, outsider, act_as):
    with act_as(outsider):
        assert not ProfileVersion.objects.exists()
        assert own_profiles(own.practice_id) == {}


def test_a_version_stays(own, avery, act_as):
    with pytest.raises(DatabaseError), transaction.atomic():
        own.versions.update(number=9)
