"""The ICD-10-CM code set: global, the same for every practice."""

from functools import reduce
from operator import or_

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import (
    SearchQuery,
    SearchVector,
    TrigramSimilarity,
    TrigramWordSimilarity,
)
from django.db import models
from django.db.models import Case, Exists, F, Q, Value, When
from django.db.models.functions import Greatest, Length
from django.db.models.lookups import GreaterThanOrEqual

from clients.icd10_text import CODE, code_begun

# "english" knows that phobia and phobias are one word; "simple" finds a word half typed.
DICTIONARIES = ("english", "simple")
NAMES = ("title", "inclusion_terms")
# Below four letters nearly everything resembles everything. The likeness (0 to 1, pg_trgm's word
# similarity) is a house choice: "alcahol", "bulemia" and "agorafobia" are found from 0.45 on.
SHORTEST_MISTYPED, LEAST_LIKE = 4, 0.45
# Chapter F, mental disorders, before symptoms, injuries and circumstances: a house choice.
_MENTAL_FIRST = Case(When(code__startswith="F", then=Value(0)), default=Value(1))


class IcdRelease(models.Model):
    """One release of the code set: which days it is in force, and who published it."""

    name = models.CharField(max_length=60, unique=True)
    valid_from = models.DateField()
    valid_to = models.DateField()
    source = models.TextField()
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="a_release_ends_after_it_begins",
                violation_error_message="A release must end after it begins.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IcdCodeQuerySet(models.QuerySet["IcdCode"]):
    """Questions about codes."""

    def listed(self) -> "IcdCodeQuerySet":
        """Codes and headings of the newest release loaded, without those that have ended."""
        return self.filter(valid_to__isnull=True)

    def billable(self) -> "IcdCodeQuerySet":
        """Codes that may stand on a claim: not headings, not ended."""
        return self.listed().filter(billable=True)

    def under(self, heading: str) -> "IcdCodeQuerySet":
        """Every code and heading below a heading ("F32" → F32.0, F32.8, F32.81, …)."""
        return self.listed().filter(code__startswith=heading).exclude(code=heading)

    def search(self, words: str, limit: int = 20) -> "IcdCodeQuerySet":
        """Codes and headings for what somebody typed, best first, in one query.

        A code or its beginning (dot and capitals do not matter) finds the codes that begin so.
        Words find the titles that hold each of them or its beginning; then the tabular list's
        inclusion terms ("bereavement" finds Z63.4); and only if that finds nothing, titles and
        terms with words that resemble them ("anxity"). Headings come too: only a `billable` code
        may be offered as a diagnosis. Ended codes do not. Nothing typed finds nothing.
        """
        begun, said = code_begun(words)
        if not begun and not said:
            return self.none()
        among = self.listed().filter(code__startswith=begun) if begun else self.listed()
        if not said:
            return among.order_by(Length("code"), "code")[:limit]
        found = among._holding(said)
        return found.order_by("rank", "-billable", _MENTAL_FIRST, "-likeness", "code")[:limit]

    def _holding(self, said: list[str]) -> "IcdCodeQuerySet":
        typed = " ".join(said)
        looked_through = self.annotate(
            **{f"title_{name}": SearchVector("title", config=name) for name in DICTIONARIES},
            **{f"all_{name}": SearchVector(*NAMES, config=name) for name in DICTIONARIES},
        )
        in_titles, anywhere = _every_word("title", said), _every_word("all", said)
        held = looked_through.filter(anywhere).values("pk")
        return (
            looked_through.filter(Q(pk__in=held) | (~Exists(held) & _mistyped(said)))
            .annotate(likeness=TrigramSimilarity("title", typed))
            .annotate(
                rank=Case(
                    When(title__istartswith=typed, then=Value(0)),
                    When(in_titles, then=Value(1)),
                    default=Value(2),
                )
            )
        )


def _every_word(prefix: str, said: list[str]) -> Q:
    """Every word, or a word that begins with it, in one of the dictionaries."""
    typed = " & ".join(f"{word}:*" for word in said)
    return reduce(
        or_,
        (
            Q(**{f"{prefix}_{name}": SearchQuery(typed, search_type="raw", config=name)})
            for name in DICTIONARIES
        ),
    )


def _mistyped(said: list[str]) -> Q:
    """Every longer word resembles one that is there."""
    likes = [
        Q(GreaterThanOrEqual(_likeness(word), Value(LEAST_LIKE)))
        for word in said
        if len(word) >= SHORTEST_MISTYPED
    ]
    return Q(*likes) if likes else Q(pk__in=[])


def _likeness(word: str) -> Greatest:
    return Greatest(*(TrigramWordSimilarity(word, name) for name in NAMES))


class IcdCode(models.Model):
    """One code or heading.

    `valid_from` is the first day of the earliest release read that lists it; `valid_to` the last
    day of the last one, empty while it is listed. `release` is the newest that lists it, or the
    first that no longer does. `inclusion_terms` are the tabular list's other names for it, one a
    line: for search, not for the claim.
    """

    code = models.CharField(max_length=8, primary_key=True, db_collation="C")
    title = models.TextField()
    billable = models.BooleanField()
    inclusion_terms = models.TextField(blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    release = models.ForeignKey(IcdRelease, models.PROTECT, related_name="codes")

    objects = IcdCodeQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        indexes = [
            *(
                GinIndex(SearchVector("title", config=name), name=f"icd_title_{name}")
                for name in DICTIONARIES
            ),
            *(
                GinIndex(SearchVector(*NAMES, config=name), name=f"icd_all_{name}")
                for name in DICTIONARIES
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=CODE.pattern),
                name="icd_code_is_written_with_its_dot",
                violation_error_message="An ICD-10-CM code reads like F40.01.",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="icd_code_has_a_title"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="icd_code_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
