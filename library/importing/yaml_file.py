"""A planner in YAML: rows with headings, or the form in which our own are kept.

The parser's events are taken one by one, so that nothing is built before it is counted: no alias
is followed, no tag is obeyed, and every scalar is the text that stands there.
"""

from collections.abc import Iterator
from typing import Any

import yaml

from .table import MOST_LETTERS, Refused
from .words import HEADINGS, section_of

DEEPEST, MOST_NODES = 6, 200_000
# libyaml's parser where it is built in: the other needs ten times as long.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SHAPE = "This YAML file holds neither rows nor planners. See the example below the form."
PLACE = ("area", "group", "codes")
MORE = ("approach", "measure", "focus", "aim", "zero", "ten")


def rows_of(text: str) -> Iterator[list[str]]:
    """The rows, headings first. Raises Refused."""
    held = built(text)
    planners = held.get("planners", [held]) if isinstance(held, dict) else held
    if not isinstance(planners, list) or not all(isinstance(one, dict) for one in planners):
        raise Refused(SHAPE)
    if not any(_is_section(*item) for one in planners for item in one.items()):
        yield from _flat(planners)
        return
    yield [*PLACE, "section", "statement", *MORE]
    for one in planners:
        yield from _planner(one)


def _flat(items: list[dict[str, Any]]) -> Iterator[list[str]]:
    columns = list(dict.fromkeys(key for item in items for key in item))
    yield columns
    for item in items:
        yield [_one_line(item.get(key, "")) for key in columns]


def _planner(said: dict[str, Any]) -> Iterator[list[str]]:
    place = [_one_line(said.get(name, "")) for name in PLACE]
    for key, items in said.items():
        if not _is_section(key, items):
            continue
        for item in items:
            words = item if isinstance(item, dict) else {"text": item}
            wording = words.get("text", words.get("statement", ""))
            more = [_one_line(words.get(name, "")) for name in MORE]
            yield [*place, key, _one_line(wording), *more]


def _is_section(key: str, held: Any) -> bool:
    """Whether this is a list of statements rather than a cell."""
    return section_of(key) is not None and isinstance(held, list)


def _one_line(value: Any) -> str:
    """A cell's text; a short list, such as of codes, with commas."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    if not isinstance(value, str):
        raise Refused(SHAPE)
    return value


def built(text: str) -> Any:
    """The document as lists, dictionaries and text. Raises Refused."""
    top: list[Any] = []
    open_ones: list[tuple[Any, list[str]]] = [(top, [])]
    try:
        for count, event in enumerate(yaml.parse(text, Loader=LOADER)):
            if count > MOST_NODES or len(open_ones) > DEEPEST:
                raise Refused(
                    "This YAML file is nested too deeply, or has too many parts."
                    f" {len(HEADINGS)} kinds of cells in rows are enough."
                )
            _take(event, open_ones)
    except yaml.YAMLError as wrong:
        raise Refused(f"This YAML file cannot be read{_where(wrong)}.") from None
    if len(top) != 1 or len(text) > MOST_LETTERS:
        raise Refused(SHAPE)
    return top[0]


def _take(event: Any, open_ones: list[tuple[Any, list[str]]]) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise Refused("This YAML file repeats parts by reference (*). Write them out.")
    if getattr(event, "tag", None):
        raise Refused("This YAML file has tags (!). A planner is text: take them out.")
    if isinstance(event, yaml.ScalarEvent):
        _put(event.value, open_ones)
    elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
        inner: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        _put(inner, open_ones)
        open_ones.append((inner, []))
    elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
        open_ones.pop()


def _put(value: Any, open_ones: list[tuple[Any, list[str]]]) -> None:
    holder, key = open_ones[-1]
    if isinstance(holder, list):
        holder.append(value)
    elif key:
        holder[key.pop()] = value
    elif isinstance(value, str) and value not in holder:
        key.append(value)
    else:
        raise Refused("A heading in this YAML file is no text, or stands twice in one place.")


def _where(wrong: yaml.YAMLError) -> str:
    mark = getattr(wrong, "problem_mark", None)
    return f": look at line {mark.line + 1}" if mark else ""
