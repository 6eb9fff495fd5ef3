"""The few house rules that a linter cannot know."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

APPS = (
    "accounts", "clients", "library", "builder", "plans", "goals", "notes", "measures", "audits",
    "caseload", "exchange", "portal", "config", "trail",
)  # fmt: skip
CODE = [
    path
    for app in APPS
    for path in sorted((settings.BASE_DIR / app).rglob("*.py"))
    if not {"tests", "migrations"} & set(path.parts)
]
PAGES = [path for path in CODE if path.stem == "views" or path.parent.name == "views"]
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))

WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
    "update_or_create",
}  # fmt: skip
# The questions with which a page may begin: who is asking.
FIRST = {"visible_to", "read_by"}
# Codes and wording that are the same for everybody.
GLOBAL = {"IcdCode", "IcdRelease"}


def name_of(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


def attributes(path: Path) -> list[ast.Attribute]:
    return [
        node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)
    ]


def test_there_are_pages_to_look_at():
    assert len(PAGES) > 10


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_pages_never_write(page):
    assert not {node.attr for node in attributes(page)} & WRITES


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_pages_begin_with_who_is_asking(page):
    asked = {
        node.attr
        for node in attributes(page)
        if isinstance(node.value, ast.Attribute)
        and node.value.attr in {"objects", "_base_manager", "_default_manager"}
        and not (isinstance(node.value.value, ast.Name) and node.value.value.id in GLOBAL)
    }
    assert asked <= FIRST


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_nothing_in_the_code_undoes_the_walls(path):
    text = path.read_text()
    for banned in (
        r"mark_safe\(",
        r"\.filter\(\*\*request\.",
        r"cache_page",
        r"@receiver",
        r"# type: ignore(?!\[)",
        r"# noqa(?!:)",
    ):
        assert not re.search(banned, text), banned


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_escape_everything_and_carry_no_inline_code(path):
    text = path.read_text()
    for banned in (r"\|\s*safe\b", r"autoescape off", r"\sstyle=", r"\son[a-z]+=", r"<script>"):
        assert not re.search(banned, text), banned


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_form_that_writes_carries_its_token(path):
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", path.read_text(), re.S | re.I):
        assert "csrf_token" in form or "{% include" in form


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_files_and_functions_are_short_enough_to_read_aloud(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 30, node.name
