"""Migration operations that build the walls: policies, composite keys, append-only tables."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import ForeignKey, Model

from config.tenancy import APP, CLIENT

IN_PRACTICE = "practice_id = nullif(current_setting('app.practice', true), '')::uuid"
AS_USER = "user_id = nullif(current_setting('app.user', true), '')::uuid"
AS_CLIENT = "client_id = nullif(current_setting('app.client', true), '')::uuid"


def carries_practice(model: type[Model]) -> bool:
    """Whether rows of this model belong to one practice."""
    return any(field.name == "practice" for field in model._meta.fields)


class Wall(Operation):
    """Row level security, grants and composite foreign keys for one table.

    `grants` is what the application may do; `sees` and `writes` are its policy (SQL; by default
    the rows of the practice). `client` is the condition under which a client's request may read a
    row (SQL), and `client_columns` the columns it may read; without `client` it may read nothing.
    """

    reversible = True

    def __init__(
        self,
        model_name: str,
        *,
        grants: str = "SELECT, INSERT, UPDATE, DELETE",
        sees: str = IN_PRACTICE,
        writes: str = IN_PRACTICE,
        client: str | None = None,
        client_columns: str | None = None,
    ) -> None:
        self.model_name = model_name
        self.grants = grants
        self.sees = sees
        self.writes = writes
        self.client = client
        self.client_columns = client_columns

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """What the migration writer needs."""
        options = {"grants": self.grants, "sees": self.sees, "writes": self.writes}
        options |= {"client": self.client, "client_columns": self.client_columns}  # type: ignore[dict-item]
        return type(self).__name__, [self.model_name], options

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are: only the database learns of the wall."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Raise the wall."""
        model = to_state.apps.get_model(app_label, self.model_name)
        for statement in [*self._keys(model, schema_editor), *self._policies(model)]:
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take the wall down."""
        model = from_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        statements = [
            f"DROP POLICY IF EXISTS staff ON {table}",
            f"DROP POLICY IF EXISTS client ON {table}",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
            f"REVOKE ALL ON {table} FROM {APP}, {CLIENT}",
            *(f"ALTER TABLE {table} DROP CONSTRAINT {_key(table, f)}" for f in _links(model)),
        ]
        for statement in statements:
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        """One line for `migrate`."""
        return f"Wall around {self.model_name}"

    def _policies(self, model: type[Model]) -> list[str]:
        table = model._meta.db_table
        statements = [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"REVOKE ALL ON {table} FROM PUBLIC, {APP}, {CLIENT}",
            f"GRANT {self.grants} ON {table} TO {APP}",
            f"CREATE POLICY staff ON {table} TO {APP} USING ({self.sees})"
            f" WITH CHECK ({self.writes})",
        ]
        if self.client:
            columns = f" ({self.client_columns})" if self.client_columns else ""
            statements += [
                f"GRANT SELECT{columns} ON {table} TO {CLIENT}",
                f"CREATE POLICY client ON {table} FOR SELECT TO {CLIENT} USING ({self.client})",
            ]
        return statements

    def _keys(self, model: type[Model], editor: BaseDatabaseSchemaEditor) -> list[str]:
        table = model._meta.db_table
        statements = []
        for field in _links(model):
            for name in editor._constraint_names(model, [field.column], foreign_key=True):  # type: ignore[attr-defined]
                statements.append(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            target = field.related_model._meta.db_table
            statements.append(
                f"ALTER TABLE {table} ADD CONSTRAINT {_key(table, field)}"
                f" FOREIGN KEY (practice_id, {field.column})"
                f" REFERENCES {target} (practice_id, id) DEFERRABLE INITIALLY DEFERRED"
            )
        return statements


def _links(model: type[Model]) -> list[Any]:
    """Foreign keys to other rows that carry a practice."""
    return [
        field
        for field in model._meta.fields
        if isinstance(field, ForeignKey)
        and field.name != "practice"
        and carries_practice(field.related_model)  # type: ignore[arg-type]
    ]


def _key(table: str, field: Any) -> str:
    return f"{table}_{field.column}_in_practice"[-63:].lstrip("_")


class Refuse(Operation):
    """A trigger by which the database itself refuses to change rows, whoever asks.

    `when` (SQL over OLD) narrows it; without it every UPDATE, DELETE and TRUNCATE is refused.
    `sentence` is what the database says.
    """

    reversible = True

    def __init__(self, model_name: str, *, sentence: str, when: str = "") -> None:
        self.model_name = model_name
        self.sentence = sentence
        self.when = when

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """What the migration writer needs."""
        return (
            type(self).__name__,
            [self.model_name],
            {"sentence": self.sentence, "when": self.when},
        )

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are: only the database learns to refuse."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Arm the triggers."""
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        said = self.sentence.replace("'", "''")
        when = f"WHEN ({self.when})" if self.when else ""
        schema_editor.execute(
            f"CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {when}"
            f" EXECUTE FUNCTION refuse_change('{said}')",
            params=None,
        )
        schema_editor.execute(
            f"CREATE TRIGGER stays_whole BEFORE TRUNCATE ON {table}"
            f" EXECUTE FUNCTION refuse_change('{said}')",
            params=None,
        )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Disarm the triggers."""
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(f"DROP TRIGGER stays ON {table}", params=None)
        schema_editor.execute(f"DROP TRIGGER stays_whole ON {table}", params=None)

    def describe(self) -> str:
        """One line for `migrate`."""
        return f"{self.model_name}: {self.sentence}"
