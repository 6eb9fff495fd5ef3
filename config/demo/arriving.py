"""A client arrives: particulars, cover, intake, diagnoses, and the people around them."""

from datetime import timedelta

from accounts.models import User
from clients import actions
from clients.models import Client, ClientAccess, Consent, Contributor, Coverage, Diagnosis, Intake

from .cases import Case, Life
from .cases import Contributor as ContributorSaid
from .days import Days

# House rule of the demo: releases run for a year.
RELEASE_LASTS = timedelta(days=365)


def arrive(case: Case, life: Life, days: Days, by: User) -> Client:
    """Everything that is written down on the first day, before there is a plan."""
    said = case.client
    guardian = said.guardian
    client = actions.add_client(
        Client(
            given_name=said.given,
            family_name=said.family,
            preferred_name=said.preferred,
            born_on=said.born,
            pronouns=said.pronouns,
            language=said.language,
            guardian_name=guardian.name if guardian else "",
            guardian_relation=guardian.relation if guardian else "",
            part2=case.part2,
        ),
        by=by,
    )
    _intake(client, case, life, by)
    _coverage(client, case, days, by)
    _diagnoses(client, case, life, days, by)
    for contributor in case.contributors:
        _contributor(client, contributor, days, by)
    _consents(client, life, days, by)
    return client


def _intake(client: Client, case: Case, life: Life, by: User) -> None:
    said, more = case.intake, life.background
    actions.save_intake(
        Intake(
            client=client,
            why_now=said.why_now,
            own_words=said.own_words,
            magic_wand=said.magic_wand,
            strengths="\n".join(said.strengths),
            supports="\n".join(said.supports),
            needs="\n".join(more.needs),
            preferences=more.preferences,
            culture=more.culture,
        ),
        expected=0,
        by=by,
    )


def _coverage(client: Client, case: Case, days: Days, by: User) -> None:
    said, services = case.coverage, case.services
    authorized = bool(said.authorization and services)
    last = days.day(services.duration_weeks) if services else None
    actions.add_coverage(
        Coverage(
            client=client,
            payer=said.payer,
            member_id=said.member_id,
            payer_profile=said.profile,
            authorization_number=said.authorization,
            authorized_visits=said.visits or None,
            authorized_from=days.opened_on if authorized else None,
            authorized_to=last if authorized else None,
        ),
        by=by,
    )


def _diagnoses(client: Client, case: Case, life: Life, days: Days, by: User) -> None:
    for said in case.diagnoses:
        actions.add_diagnosis(
            Diagnosis(
                client=client,
                code=said.code,
                rank=said.rank,
                diagnosed_on=days.opened_on,
                diagnosed_by=by,
                evidence=life.background.evidence.get(said.code, ""),
            ),
            by=by,
        )


def _contributor(client: Client, said: ContributorSaid, days: Days, by: User) -> None:
    signed = said.release_signed
    release = Contributor.Release.SIGNED if signed else Contributor.Release.NOT_ASKED
    if said.declined:
        release = Contributor.Release.DECLINED
    actions.add_contributor(
        Contributor(
            client=client,
            name=said.name,
            role=said.role,
            release=release,
            release_signed_on=days.opened_on if signed else None,
            release_expires_on=days.opened_on + RELEASE_LASTS if signed else None,
            release_signed_by=(said.signed_by or client.legal_name) if signed else "",
            declined_because=said.declined,
            contributed=said.contributed,
            client_told=bool(said.contributed),
        ),
        by=by,
    )


def _consents(client: Client, life: Life, days: Days, by: User) -> None:
    kinds = [Consent.Kind.TREATMENT, Consent.Kind.PRIVACY]
    if life.part2_consent:
        kinds.append(Consent.Kind.PART2)
    for kind in kinds:
        actions.add_consent(
            Consent(
                client=client,
                kind=kind,
                signed_by=client.guardian_name or client.legal_name,
                from_on=days.opened_on,
                purpose=Consent.Purpose.ALL_CARE if kind == Consent.Kind.PART2 else "",
            ),
            by=by,
        )


def give_sign_in(client: Client, life: Life, *, password: str, by: User) -> None:
    """The client's own way to their page, or the guardian's, with the link already followed."""
    if life.access is None:
        return
    said, is_guardian = life.access, life.access.kind == ClientAccess.Kind.GUARDIAN
    access = actions.give_access(
        client,
        email=said.email,
        name=client.guardian_name if is_guardian else client.legal_name,
        kind=said.kind,
        scope=said.scope,
        reason=actions.Reason("guardian consented" if is_guardian else ""),
        by=by,
    )
    actions.accept_access(access, password=password)
