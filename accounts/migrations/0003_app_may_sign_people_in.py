"""The global tables: who may sign in, sessions and rate limits. They carry no practice."""

from typing import Any

from django.core.management import call_command
from django.db import migrations

from config.tenancy import APP

GRANTS = {
    "accounts_user": "SELECT, INSERT, UPDATE",
    "account_emailaddress": "SELECT, INSERT, UPDATE, DELETE",
    "account_emailconfirmation": "SELECT, INSERT, UPDATE, DELETE",
    "mfa_authenticator": "SELECT, INSERT, UPDATE, DELETE",
    "django_session": "SELECT, INSERT, UPDATE, DELETE",
    "cache": "SELECT, INSERT, UPDATE, DELETE",
    "django_content_type": "SELECT",
}


def make_cache_table(apps: Any, schema_editor: Any) -> None:
    """Rate limits need one cache for all processes."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop_cache_table(apps: Any, schema_editor: Any) -> None:
    """The way back."""
    schema_editor.execute("DROP TABLE cache")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_walls"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(make_cache_table, drop_cache_table),
        *(
            migrations.RunSQL(
                f"REVOKE ALL ON {table} FROM PUBLIC; GRANT {rights} ON {table} TO {APP}",
                f"REVOKE ALL ON {table} FROM {APP}",
            )
            for table, rights in GRANTS.items()
        ),
    ]
