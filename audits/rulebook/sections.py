"""The order of a payer's audit tool as people type it: one section a line, with its rules."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from ..rules import RULES

LONGEST, MOST = 120, 40
WITH_RULES = re.compile(r"^(?P<name>.+?)\s*:\s*(?P<rules>R\d+(?:[\s,;]+R\d+)*)[\s,;.]*$", re.I)


def as_lines(sections: Iterable[dict[str, Any]]) -> str:
    """ "B. Consents: R63, R64", a line for each section."""
    return "\n".join(
        f"{one['name']}: {', '.join(one['rules'])}" if one["rules"] else one["name"]
        for one in sections
    )


def read_lines(text: str) -> list[dict[str, Any]]:
    """The sections of such lines. Raises ValidationError with a sentence for each fault."""
    sections = [_section(line.strip()) for line in text.splitlines() if line.strip()]
    faults = [f"Write at most {MOST} sections."] if len(sections) > MOST else []
    seen = set[str]()
    for one in sections:
        if len(one["name"]) > LONGEST:
            faults.append(f"Shorten “{one['name'][:40]}…” to {LONGEST} characters.")
        for rule in one["rules"]:
            if rule not in RULES:
                faults.append(f"{rule} is no rule of the audit.")
            elif rule in seen:
                faults.append(f"{rule} stands twice. Name each rule once.")
            seen.add(rule)
    if faults:
        raise ValidationError(faults)
    return sections


def _section(line: str) -> dict[str, Any]:
    if not (found := WITH_RULES.match(line)):
        return {"name": line, "rules": []}
    return {"name": found["name"], "rules": re.findall(r"R\d+", found["rules"].upper())}
