"""Two presses at the same moment are one: of two admins, or of one who clicks twice.

The second one is let in while the first has not committed: both find that nobody did it yet.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from accounts.models import Role, User
from accounts.tests.factories import PracticeFactory, staff, supervised
from audits.actions import (
    ask_packet,
    ask_to_mend,
    ask_to_sign,
    attest,
    bring_up_to_date,
    draw,
    end_waiver,
    make_packet_again,
    sign_off,
    waive,
    withdraw,
)
from audits.chosen_to_ask import plans_to_ask
from audits.models import Ask, AskEnded, Attestation, Finding, MockAudit, Packet, SignOff, Waiver
from audits.period.document import digest
from audits.period.gathering import document_of
from config import clock
from config.tenancy import acting, as_staff
from plans.actions import cosign
from plans.models import Plan
from plans.tests.factories import sign_draft, signable_plan

EVERYTHING = {"everything": True, "matching": "", "plans": [], "findings": []}


@pytest.fixture
def people(own_database):
    """A therapist and two admins, and a signed plan with one plain defect; all is committed."""
    practice = PracticeFactory(name="Riverside Counseling")
    dana = staff(practice, name="Dana Whitfield")
    plan = signable_plan(dana)
    plan.services.update(frequency="never")
    sign_draft(plan, dana)
    admins = [staff(practice, Role.ADMIN, name=name) for name in ("Avery Stone", "Noor Haddad")]
    with at_work(admins[0]):
        bring_up_to_date(practice)
    return admins, Plan.objects.select_related("lead", "client").get(pk=plan.pk)


def at_work(user):
    return acting(as_staff(user.practice_id, user.pk))


def both(admins, act):
    """Both press at once; what each got, or the sentence by which it was refused."""
    begun = Barrier(2)

    def pressed(user):
        user = User.objects.get(pk=user.pk).working_in(user.practice)
        try:
            with at_work(user):
                begun.wait(timeout=10)
                return act(user)
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as hands:
        return list(hands.map(pressed, admins))


def flaw(plan):
    return Finding.objects.select_related("plan__lead").get(plan=plan, rule="R05")


def told(user, **more):
    return {"batch": uuid4(), "due_on": None, "words": "", "by": user} | more


def test_a_defect_is_asked_about_once(people):
    admins, plan = people
    asked = both(admins, lambda by: ask_to_mend([flaw(plan)], **told(by)))
    assert sorted(asked) == [0, 1]
    assert Ask.objects.count() == 1
    ask = Ask.objects.select_related("plan").get()
    both(admins, lambda by: withdraw([ask], by=by))
    assert AskEnded.objects.count() == 1


def test_an_admin_who_clicks_twice_waives_once_and_ends_it_once(people):
    (avery, _), plan = people
    said = {"reason": "Agreed.", "until_on": None, "version": 1}
    first, second = both([avery, avery], lambda by: waive(flaw(plan), **said, by=by))
    assert first == second == Waiver.objects.get()
    first, second = both([avery, avery], lambda by: end_waiver(first, by=by))
    assert first == second


def test_who_clicks_twice_attests_once_and_draws_and_signs_off_once(people):
    (avery, _), plan = people
    word = {"holds": True, "words": "They fit.", "version": 1}
    both([avery, avery], lambda by: attest(plan, "R16", **word, by=by))
    assert Attestation.objects.count() == 1
    key = uuid4()
    drawn = {"pk": key, "scope": "open", "profile": "", "size": 1, "seed": 7}
    both([avery, avery], lambda by: draw(MockAudit(**drawn), by=by))
    assert MockAudit.objects.count() == 1
    with at_work(avery):
        bring_up_to_date(avery.practice)
        today = avery.practice.today
        seen = digest(document_of(avery, today, today).canonical())
    both([avery, avery], lambda by: sign_off(today, today, seen=seen, method="password", by=by))
    assert SignOff.objects.count() == 1


def test_a_packet_is_queued_once(people):
    (avery, _), plan = people
    said = {
        "pk": uuid4(), "preset": "chart", "form": "pdf", "purpose": "review", "verify_at": "/",
    }  # fmt: skip
    both([avery, avery], lambda by: ask_packet(Packet(**said), [plan], by=by))
    packet = Packet.objects.get()
    assert packet.charts.count() == 1
    Packet.objects.update(queued_at=clock.now() - timedelta(hours=1))
    first, second = both([avery, avery], lambda by: make_packet_again(packet, by=by))
    assert isinstance(first, str) != isinstance(second, str)
    assert Packet.objects.get().attempt == 2


def test_what_is_asked_of_one_supervisor_is_done_when_another_signs(people):
    (avery, _), plan = people
    practice = avery.practice
    trainee = staff(practice, name="Sam Okoro", credentials="LPC-Associate")
    priya, ola = (staff(practice, Role.SUPERVISOR, name=name) for name in ("Priya", "Ola"))
    for one in (priya, ola):
        supervised(trainee, one)
    version = sign_draft(signable_plan(trainee), trainee)
    with at_work(avery):
        bring_up_to_date(practice)
        waiting = plans_to_ask(avery, EVERYTHING).filter(pk=version.plan_id)
        assert ask_to_sign(waiting, **told(avery)) == 1
    asked = Ask.objects.get()
    other = ola if asked.to_id == priya.pk else priya
    with at_work(other):
        cosign(version, by=other)
    with at_work(avery):
        bring_up_to_date(practice)
    assert AskEnded.objects.get().why == "gone"
