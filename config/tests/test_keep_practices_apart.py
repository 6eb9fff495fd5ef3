"""The second wall: row level security answers for itself, with the first wall taken away."""

import psycopg
import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models

from accounts.models import PracticeRow
from clients.models import Client
from clients.tests.factories import client_of, reader_of
from config import tenancy
from config.operations import carries_practice
from config.tenancy import acting, as_client, as_staff
from goals.models import Goal
from notes.models import PrivateNote, Score
from notes.tests.factories import held_session, written_note
from plans.models import Plan, Version
from plans.tests.factories import signed_plan

# Tables without a practice, each for a reason: sign-in, sessions and rate limits come before one
# knows the practice; codes are the same for everybody; the worker's queue carries ids alone; the
# rest is Django's own and not granted.
GLOBAL_TABLES = {
    "accounts_user",
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "django_session",
    "cache",
    "clients_icdcode",
    "clients_icdrelease",
    "library_area",
    "library_statement",
    "procrastinate_jobs",
    "procrastinate_events",
    "procrastinate_workers",
    "procrastinate_periodic_defers",
    "django_content_type",
    "django_migrations",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
}
NOT_GRANTED = {"django_migrations", "auth_group", "auth_group_permissions", "auth_permission"}


def rows(query: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def tables() -> set[str]:
    return {name for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}


def clinical_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if carries_practice(model)]


def test_every_table_stands_behind_the_wall_or_in_the_written_list(db):
    walled = {
        name
        for (name,) in rows(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relrowsecurity"
        )
    }
    assert tables() - walled == GLOBAL_TABLES
    policies = {name for (name,) in rows("SELECT DISTINCT tablename FROM pg_policies")}
    assert walled <= policies


def test_every_row_with_a_practice_carries_it_in_the_column(db):
    columns = {
        name
        for (name,) in rows(
            "SELECT table_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = 'practice_id'"
        )
    }
    assert tables() - GLOBAL_TABLES - {"accounts_practice"} == columns
    for model in clinical_models():
        assert issubclass(model, PracticeRow)


def test_every_foreign_key_between_clinical_rows_is_composite(db):
    keys = rows(
        "SELECT con.conrelid::regclass::text, con.confrelid::regclass::text,"
        " array_length(con.conkey, 1) FROM pg_constraint con WHERE con.contype = 'f'"
    )
    clinical = {model._meta.db_table for model in clinical_models()}
    simple = {(a, b) for a, b, columns in keys if a in clinical and b in clinical and columns == 1}
    assert simple == set()
    composite = [
        (a, b) for a, b, columns in keys if a in clinical and b in clinical and columns == 2
    ]
    expected = sum(
        isinstance(field, models.ForeignKey) and carries_practice(field.related_model)
        for model in clinical_models()
        for field in model._meta.fields
    )
    assert len(composite) == expected


def test_the_application_owns_nothing_and_may_not_walk_round_the_wall(db):
    (superuser, bypasses, inherits) = rows(
        "SELECT rolsuper, rolbypassrls, rolinherit FROM pg_roles WHERE rolname = %s", tenancy.APP
    )[0]
    assert (superuser, bypasses, inherits) == (False, False, False)
    owned = "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = %s"
    for role in (tenancy.APP, tenancy.CLIENT):
        assert rows(owned, role) == [(0,)]
    for table in NOT_GRANTED:
        for privilege in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"):
            assert rows(
                "SELECT has_table_privilege(%s, %s, %s)", tenancy.APP, table, privilege
            ) == [(False,)]


def test_a_connection_on_which_nothing_is_set_sees_no_clinical_row(dana):
    client = client_of(dana)
    signed_plan(dana, client)
    with acting(as_staff(None)):
        for model in clinical_models():
            assert model._base_manager.count() == 0, model


def test_another_practice_sees_nothing_even_without_the_first_wall(dana, outsider, monkeypatch):
    client = client_of(dana)
    version = signed_plan(dana, client)
    goal = Goal.objects.get(problem__plan=version.plan)
    written_note(dana, client, scores={goal.pk: 5})
    for model in (Client, Plan, Goal, Version, Score):
        monkeypatch.setattr(
            type(model.objects.all()), "visible_to", lambda rows, user: rows, raising=True
        )
    with acting(as_staff(outsider.practice_id, outsider.pk)):
        for model in clinical_models():
            found = model._base_manager.filter(practice=dana.practice)
            assert not found.exists(), model
        assert not Client.objects.visible_to(outsider).filter(pk=client.pk).exists()
    with acting(as_staff(dana.practice_id, dana.pk)):
        assert Client.objects.visible_to(dana).filter(pk=client.pk).exists()


def test_a_row_cannot_be_written_into_another_practice(dana, outsider):
    client = client_of(dana)
    with (
        pytest.raises(Exception, match="row-level security"),
        acting(as_staff(outsider.practice_id, outsider.pk)),
    ):
        Plan.objects.create(
            practice=dana.practice, client=client, number=1, lead=dana, opened_on="2026-01-05"
        )


def point_across(user, client):
    """A plan in the user's practice for another practice's client."""
    with acting(as_staff(user.practice_id, user.pk)):
        Plan.objects.create(
            practice=user.practice, client=client, number=1, lead=user, opened_on="2026-01-05"
        )
        connection.check_constraints()


def test_a_row_cannot_point_into_another_practice(dana, outsider):
    with pytest.raises(Exception, match="foreign key"):
        point_across(outsider, client_of(dana))


def test_a_private_note_is_the_authors_even_to_colleagues_and_admins(dana, avery):
    attendance = held_session(dana, client_of(dana))
    with acting(as_staff(dana.practice_id, dana.pk)):
        PrivateNote.objects.create(
            practice=dana.practice, attendance=attendance, author=dana, text="for me alone"
        )
        assert PrivateNote.objects.count() == 1
    with acting(as_staff(avery.practice_id, avery.pk)):
        assert PrivateNote.objects.count() == 0


def test_a_client_reads_only_their_own_and_writes_nothing(dana):
    client, other = client_of(dana), client_of(dana)
    user = reader_of(client)
    versions = [signed_plan(dana, client), signed_plan(dana, other)]
    who = as_client(dana.practice_id, user.pk, client.pk)
    with acting(who):
        assert list(Version.objects.values_list("pk", flat=True)) == [versions[0].pk]
        assert list(Plan.objects.values_list("client_id", flat=True)) == [client.pk]


@pytest.mark.parametrize("statement", ["INSERT", "UPDATE", "DELETE", "TRUNCATE"])
def test_the_clients_role_may_write_nothing_but_the_trail(db, statement):
    granted = {
        name
        for name in tables()
        for (yes,) in rows(
            "SELECT has_table_privilege(%s, %s, %s)", tenancy.CLIENT, name, statement
        )
        if yes
    }
    assert granted == ({"trail_event"} if statement == "INSERT" else set())


@pytest.mark.parametrize("table", ["clients_client", "plans_plan", "notes_score", "goals_goal"])
def test_a_write_as_the_client_is_refused_by_the_database(dana, table):
    client = client_of(dana)
    who = as_client(dana.practice_id, reader_of(client).pk, client.pk)
    for statement in (f"UPDATE {table} SET practice_id = practice_id", f"DELETE FROM {table}"):
        with pytest.raises(Exception, match="permission denied"), acting(who):
            rows(statement)


def test_the_application_starts_only_with_a_role_that_the_wall_binds(db, monkeypatch):
    # The tests sign in as the owner of the tables: just what the application must refuse.
    with pytest.raises(ImproperlyConfigured, match="Refusing to start"):
        tenancy.refuse_unless_walled()


def test_the_applications_own_sign_in_is_bound_by_the_wall(db, app_login):
    with psycopg.connect(app_login) as plain:
        assert plain.execute("SELECT session_user").fetchone() == (tenancy.APP,)
        assert plain.execute("SELECT count(*) FROM clients_client").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            plain.execute("SET ROLE golden_owner")
