"""Looking through the planners: the problem areas, and their statements by words and by filter."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from accounts.models import User

from .layering import SECTIONS
from .models import Area, PracticeArea, PracticeStatement, Statement
from .wording import begun, words_in

# A house choice: more than this is no answer, and the page says so.
MOST = 500


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; an empty part asks for nothing. `code` may be half typed."""

    words: str = ""
    kind: str = ""
    approach: str = ""
    group: str = ""
    code: str = ""

    @property
    def is_about_statements(self) -> bool:
        """Whether statements are asked for, or only problem areas."""
        return bool(self.typed or self.kind or self.approach)

    @property
    def typed(self) -> list[str]:
        """The words to go by; fewer than two letters are none."""
        return words_in(self.words)


@dataclass(frozen=True)
class Shelf:
    """One problem area in a list, with how many statements stand in it for this practice."""

    area: Area | PracticeArea
    count: int

    @property
    def is_own(self) -> bool:
        """Whether the practice brought it."""
        return isinstance(self.area, PracticeArea)

    def fits(self, wanted: Wanted) -> bool:
        """Whether it is of this group, for this diagnosis, and about these words."""
        says = f"{self.area.title} {self.area.summary} {self.area.group}".casefold()
        return (
            (not wanted.group or self.area.group == wanted.group)
            and (not wanted.code or any(c.startswith(wanted.code) for c in self.area.codes))
            and all(word.casefold() in says for word in wanted.typed)
        )


@dataclass(frozen=True)
class Hit:
    """One statement that was found, and where it stands: in a shipped area or an own planner."""

    id: UUID
    kind: str
    text: str
    approach: str
    place: str
    slug: str
    own_area: UUID | None
    is_own: bool

    @property
    def kind_label(self) -> str:
        """Its section."""
        return SECTIONS.get(self.kind, self.kind)  # type: ignore[call-overload, no-any-return]


def shelves(user: User) -> list[Shelf]:
    """Every problem area, shipped and own, in the order of their groups. Four queries."""
    shipped = dict(Statement.objects.order_by().values_list("area").annotate(Count("pk")))
    rows = PracticeStatement.objects.visible_to(user).order_by().values("area", "own_area")
    layers = {
        row["own_area"] or row["area"]: row["added"] - row["hidden"]
        for row in rows.annotate(
            added=Count("pk", filter=Q(replaces__isnull=True, is_hidden=False)),
            hidden=Count("pk", filter=Q(replaces__isnull=False, is_hidden=True)),
        )
    }
    areas: list[Area | PracticeArea] = [*Area.objects.all()]
    areas += PracticeArea.objects.visible_to(user)
    found = [Shelf(area, shipped.get(str(area.pk), 0) + layers.get(area.pk, 0)) for area in areas]
    return sorted(found, key=lambda shelf: (shelf.area.group, shelf.area.title))


def approaches() -> list[str]:
    """The approaches that shipped interventions come from, by name."""
    named = Statement.objects.exclude(approach="").order_by("approach")
    return list(named.values_list("approach", flat=True).distinct())


def find(wanted: Wanted, user: User) -> list[Hit]:
    """The statements that hold every word, or its beginning, themselves or in their area's title.

    Where there is none, those that resemble what was typed.

    One query over the shipped planners with the practice's layer, and the practice's own
    planners. At most `MOST`, the nearest first.
    """
    words = wanted.typed
    values = {
        "practice": user.practice_id,
        "searched": bool(words),
        "typed": " ".join(words),
        "words": begun(words),
        "kinds": [wanted.kind] if wanted.kind else [str(kind) for kind in SECTIONS],
        "approach": wanted.approach,
        "group": wanted.group,
        "code": wanted.code,
        "most": MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIND, values)
        return [Hit(*row) for row in cursor.fetchall()]


# 0.45: as in library_search, the house's measure of "resembles".
_FIND = """
WITH standing AS NOT MATERIALIZED (
    SELECT s.id, s.kind, s.text, s.approach, s.position, a.title AS place, a.slug,
        NULL::uuid AS own_area, false AS is_own, a."group" AS grouped, a.codes
    FROM library_statement s JOIN library_area a ON a.slug = s.area_id
    WHERE NOT EXISTS (
        SELECT FROM library_practicestatement p
        WHERE p.practice_id = %(practice)s AND p.replaces_id = s.id
    )
    UNION ALL
    SELECT coalesce(p.replaces_id, p.id), p.kind, p.text, p.approach, p.position,
        coalesce(a.title, o.title), coalesce(a.slug, ''), o.id, true,
        coalesce(a."group", o."group"), coalesce(a.codes, o.codes)
    FROM library_practicestatement p
    LEFT JOIN library_area a ON a.slug = p.area_id
    LEFT JOIN library_practicearea o ON o.id = p.own_area_id AND o.practice_id = %(practice)s
    WHERE p.practice_id = %(practice)s AND NOT p.is_hidden
), kept AS NOT MATERIALIZED (
    SELECT * FROM standing
    WHERE kind = ANY (%(kinds)s)
        AND (%(approach)s = '' OR approach = %(approach)s)
        AND (%(group)s = '' OR grouped = %(group)s)
        AND (%(code)s = '' OR EXISTS (
            SELECT FROM unnest(codes) code WHERE starts_with(code, %(code)s)
        ))
), exact AS MATERIALIZED (
    SELECT * FROM kept
    WHERE NOT %(searched)s
        OR to_tsvector('english', coalesce(text, '')) @@ to_tsquery('english', %(words)s)
        OR to_tsvector('english', place) @@ to_tsquery('english', %(words)s)
    LIMIT %(most)s
), near AS (
    SELECT * FROM kept
    WHERE %(searched)s AND NOT EXISTS (SELECT FROM exact)
        AND word_similarity(%(typed)s, text) >= 0.45
    LIMIT %(most)s
)
SELECT id, kind, text, approach, place, slug, own_area, is_own
FROM (TABLE exact UNION ALL TABLE near) AS found
ORDER BY CASE WHEN %(searched)s THEN word_similarity(%(typed)s, text) END DESC, place, position, id
"""
