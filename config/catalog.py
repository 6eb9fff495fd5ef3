"""The catalog of the readers' words: collected from the code, checked, and compiled.

For development only: it needs Babel, which is not installed where the product runs. What runs reads
locale/es/LC_MESSAGES/django.mo, which is checked in. `manage.py collect_words` writes both files;
a test proves that they are fresh.
"""

import re
from ast import literal_eval
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

Keywords = dict[str, None | tuple[int | tuple[int, int] | tuple[int, str], ...]]
HOME = Path(settings.BASE_DIR)
KEYWORDS: Keywords = {
    **dict.fromkeys(("_", "later", "gettext", "gettext_lazy", "gettext_noop")),
    "ngettext": (1, 2),
}
_TEXT = r"""(u?'(?:\\.|[^'\\])*'|u?"(?:\\.|[^"\\])*")"""
_MARKED = re.compile(rf"\b(ngettext|gettext|_)\({_TEXT}(?:, *{_TEXT})?")
Message = str | tuple[str, str]
NOT_OURS = {"tests", "migrations", "static", "staticfiles", "fixtures", "docs"}


def file_of(language: str) -> Path:
    """Where a language's words stand, to be edited."""
    return HOME / "locale" / language / "LC_MESSAGES" / "django.po"


def used() -> Catalog:
    """Every message in the code and the templates, without translations, in a settled order."""
    found = Catalog(charset="utf-8", fuzzy=False)
    for path in _sources():
        text, name = path.read_text("utf-8"), str(path.relative_to(HOME))
        for message in _in_python(text) if path.suffix == ".py" else _in_template(text, name):
            found.add(
                message,
                locations=[(name, 0)],
                flags=["python-format"] if "%(" in str(message) else [],
            )
    return found


def _sources() -> Iterator[Path]:
    """The apps' modules and the templates."""
    for top in sorted(HOME.iterdir()):
        if not top.is_dir() or top.name.startswith(".") or top.name in NOT_OURS:
            continue
        patterns = ("*.html", "*.txt") if top.name == "templates" else ("*.py",)
        for path in sorted(found for pattern in patterns for found in top.rglob(pattern)):
            if not NOT_OURS & set(path.parts):
                yield path


def _in_python(text: str) -> Iterator[Message]:
    for _line, _name, found, _comments in extract_python(
        BytesIO(text.encode()), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        parts = found if isinstance(found, tuple | list) else [found]
        texts = [one for one in parts if isinstance(one, str)]
        if len(texts) > 1:
            yield texts[0], texts[1]
        elif texts and texts[0]:
            yield texts[0]


def _in_template(text: str, name: str) -> Iterator[Message]:
    """What Django marks in a template, which is not quite Python."""
    for kind, first, second in _MARKED.findall(templatize(text, origin=name)):
        if kind == "ngettext":
            yield literal_eval(first), literal_eval(second)
        else:
            yield literal_eval(first)


def translated(language: str) -> Catalog:
    """The words of a language as they are checked in."""
    with file_of(language).open("rb") as file:
        return read_po(file, locale=language)


def merged(language: str) -> Catalog:
    """What is used, with the translations that are known; what is no longer used is dropped."""
    held = translated(language) if file_of(language).exists() else Catalog(locale=language)
    whole = Catalog(locale=language, charset="utf-8", fuzzy=False, header_comment=HEADER)
    for message in used():
        if message.id:
            before = held.get(message.id)
            whole.add(
                message.id,
                before.string if before else None,
                locations=message.locations,
                flags=message.flags,
            )
    return whole


def written(words: Catalog) -> str:
    """The file to be edited: in a settled order, without lines that change by themselves."""
    out = BytesIO()
    write_po(out, words, width=96, sort_output=True, omit_header=False, include_lineno=False)
    lines = StringIO(out.getvalue().decode())
    return "".join(line for line in lines if not line.startswith(UNSETTLED))


def compiled(words: Catalog) -> bytes:
    """The file that the product reads."""
    out, settled = BytesIO(), read_po(StringIO(written(words)), locale=words.locale)
    settled.creation_date = settled.revision_date = SETTLED
    write_mo(out, settled)
    return out.getvalue()


# A catalog carries the day on which it was made; the same words must give the same bytes.
SETTLED = datetime(2026, 1, 1, tzinfo=UTC)
UNSETTLED = ('"POT-', '"PO-', '"Generated', '"Report-', '"Last-T', '"Language-T', '"Project-')
HEADER = """# The readers' words: the client's pages, the answer to a plan, and the way in.
# Written in plain Spanish, to the reader as "usted" (docs/adr/0025).
# Not yet read by a clinician whose first language is Spanish.
#"""
