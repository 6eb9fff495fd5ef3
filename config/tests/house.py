"""A client's whole record for the walks through the house, and the doors that lead to it."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import yaml
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from accounts import actions
from accounts.keeping import keep
from accounts.models import Practice, Supervision, User
from audits.actions import ask_to_mend, bring_up_to_date, waive, withdraw
from audits.models import Ask, Finding
from audits.tests.packing import packet_of
from audits.tests.periods import a_draw, a_sign_off
from builder.tests.factories import drafted, template_of
from clients.models import Client, Consent, Contributor, HeldBack
from clients.tests.factories import client_of, covered, diagnosed, profile_of, safety_plan_of
from exchange.models import RecordRequest
from goals.models import Goal
from library.tests.factories import (
    BankStatementFactory,
    PracticeAreaFactory,
    PracticeStatementFactory,
    UploadFactory,
)
from measures.tests import factories as measured
from notes.actions import schedule_session
from notes.models import Session
from notes.tests.factories import authorization_of, held_session, written_note
from plans.actions import remember
from plans.models import AmendmentRequest, Printout, Review, Version


@cache
def table() -> dict[str, Any]:
    return yaml.safe_load((Path(__file__).parent / "doors.yaml").read_text())


def routes(patterns: Any = None, namespace: str = "") -> list[URLPattern]:
    found = {}
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLPattern):
            found[f"{namespace}{entry.name}"] = entry
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found |= routes(entry.url_patterns, inner)
    return found


def supervises(supervisor: User, supervisee: User) -> Supervision:
    """Supervision without co-signing: the supervisee's plans take effect at once."""
    return Supervision.objects.create(
        practice=supervisee.practice, supervisor=supervisor, supervisee=supervisee, cosigns=False
    )


def printed(version: Version, by: User) -> Printout:
    """Paper of the version, as a row; nothing is pressed."""
    return Printout.objects.create(
        practice=version.practice,
        version=version,
        preset="payer",
        as_of=version.frozen_at,
        for_whom="Example Mutual",
        purpose="review of treatment",
        bytes=b"%PDF",
        digest="0" * 64,
        made_by=by,
    )


def furnished(version: Version, dana: User, avery: User, reader: User) -> dict[str, Any]:
    """One of everything that a door's `pk` may name, in the record of this version's client."""
    client, practice = version.plan.client, version.practice
    common = {"practice": practice, "client": client}
    goal = Goal.objects.filter(problem__plan=version.plan).in_order()[0]
    return (
        {
            "invitation": actions.invite(
                email="n@example.org", name="N", role="therapist", by=avery
            ),
            "membership": dana.memberships.first(),
            "supervision": Supervision.objects.get(supervisee=dana),
            "diagnosis": diagnosed(client, "F41.1", "Generalized anxiety disorder"),
            "coverage": covered(client),
            "contributor": Contributor.objects.create(name="Dr. Osei", role="physician", **common),
            "consent": Consent.objects.create(
                kind="treatment", signed_by="client", from_on="2026-01-05", **common
            ),
            "care_team": client.care_team.first(),
            "access": reader.client_access.first(),
            "service": version.plan.services.first(),
            "problem": goal.problem,
            "goal": goal,
            "objective": goal.objectives.first(),
            "intervention": goal.objectives.first().interventions.first(),
            "version": version,
            "amendment": AmendmentRequest.objects.create(
                version=version,
                item="the whole plan",
                what="Another word.",
                why="It is wrong.",
                asked_by="client",
                way="paper",
                received_on=practice.today,
                recorded_by=dana,
                **common,
            ),
            # Nobody here has one: its pages ask first who is there.
            "passkey": SimpleNamespace(pk=1),
            "printout": printed(version, dana),
            "review": Review.objects.create(
                practice=practice,
                plan=version.plan,
                held_on=practice.today,
                participants="client",
                summary="As it was.",
                next_due_on=practice.today + timedelta(days=90),
                held_by=dana,
            ),
            "record_request": RecordRequest.objects.create(
                received_on=practice.today, recorded_by=dana, **common
            ),
            "safety_plan": safety_plan_of(client),
            "held": held_from(client, dana),
            "authorization": authorization_of(dana, client),
            "session": held_session(dana, client).session,
            "removed": remember(version.plan, [version.plan.services.first()], by=dana),
            "typed": keep(uuid4(), "/", {}, row_version=None, by=dana),
            "note": written_note(dana, client, signed=False),
            "signed_note": (signed_note := written_note(dana, client, scores={goal.pk: 5})),
            "note_text": signed_note.texts.get(),
            # A measure's page is named by its key.
            "measure": SimpleNamespace(pk="phq-9"),
            "given": measured.given(dana, client),
            "begun": measured.begun(dana, client),
            "entry": measured.entry(dana, client),
        }
        | audited(version, avery)
        | wording(dana)
        | group_of(dana, client)
        | asked(practice)
        | {"profile": profile_of(avery)}
    )


def audited(version: Version, avery: User) -> dict[str, Any]:
    """What the audit found in this plan, what was asked of it and what is let stand."""
    plan = version.plan
    bring_up_to_date(plan.practice)
    found, other = Finding.objects.filter(plan=plan, is_waived=False).order_by("-rule")[:2]
    ask_to_mend([found], batch=uuid4(), due_on=None, words="", by=avery)
    waiver = waive(other, reason="Agreed.", until_on=None, version=1, by=avery)
    ask = Ask.objects.get(plan=plan)
    # Taken back: while it stands, the first page and the draft judge before they answer.
    withdraw([ask], by=avery)
    batch = SimpleNamespace(pk=ask.batch)
    packet = packet_of(plan, by=avery)
    return {
        "plan": plan,
        "finding": found,
        "asked_batch": batch,
        "waiver": waiver,
        "packet": packet,
        "mock_audit": a_draw(avery, size=1),
        "sign_off": a_sign_off(avery),
    }


def held_from(client: Client, dana: User) -> HeldBack:
    """Something that is held back from the client's page."""
    return HeldBack.objects.create(
        practice=client.practice,
        client=client,
        kind="diagnosis",
        readers="everybody",
        ground="client asked",
        words="She asked for it.",
        look_again_on=client.practice.today + timedelta(days=30),
        held_by=dana,
    )


def asked(practice: Practice) -> dict[str, Any]:
    """A template of the practice's own, which is being changed."""
    return {
        "template": template_of(practice),
        "section": template_of(practice, key="house_section", kind="plan"),
        "draft": drafted(practice, key="house_note", base=1),
    }


def group_of(dana: User, client: Client) -> dict[str, Any]:
    """A group of two, and the other one's part in it."""
    start = timezone.now() - timedelta(hours=3)
    group = Session(starts_at=start, ends_at=start + timedelta(hours=1), kind="group")
    other = client_of(dana)
    schedule_session(group, [client, other], by=dana)
    return {"group": group, "participant": group.attendances.get(client=other)}


def wording(dana: User) -> dict[str, Any]:
    """One of everything of the library: the practice's own, and of her bank."""
    planner = PracticeAreaFactory(practice=dana.practice)
    return {
        "planner": planner,
        "practice_statement": PracticeStatementFactory(practice=dana.practice, own_area=planner),
        "upload": UploadFactory(made_by=dana),
        "kept": BankStatementFactory(owner=dana),
        "shared": BankStatementFactory(owner=dana, text="Shared.", promoted_at=timezone.now()),
    }


def address(name: str, door: dict[str, str], client: Any, objects: dict[str, Any]) -> str:
    """Where the door is."""
    fixed = {
        "client_id": client.pk,
        "number": 1,
        "version": 1,
        "older": 1,
        "newer": 1,
        "kind": door.get("kind"),
        "step": door.get("step"),
        "status": door.get("status"),
        "slug": door.get("slug"),
        "token": "forged",
        "uidb36": "a",
        "key": door.get("key", "b-c"),
        "question": "told",
        "rule": "R16",
        "who": "client",
    }
    named = {part: objects[door[part]].pk for part in ("pk", "parent", "item") if part in door}
    wanted = routes()[name].pattern.converters or routes()[name].pattern.regex.groupindex
    parts = _path_parts(name)
    kwargs = {part: value for part, value in {**fixed, **named}.items() if part in parts}
    query = f"?session={objects[door['session']].pk}" if "session" in door else ""
    assert set(wanted) <= set(kwargs)
    return reverse(name, kwargs=kwargs) + query


def _path_parts(name: str) -> set[str]:
    options = get_resolver()
    for namespace in name.split(":")[:-1]:
        options = options.namespace_dict[namespace][1]
    return {
        part
        for _, parts in options.reverse_dict.getlist(name.split(":")[-1])[0][0]
        for part in parts
    }
