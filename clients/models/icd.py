"""The ICD-10-CM code set: global, the same for every practice."""

from functools import reduce
from operator import and_, or_

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, TrigramSimilarity
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Length

from clients.icd10_text import CODE, code_begun

# "english" knows that phobia and phobias are one word; "simple" finds a word half typed.
DICTIONARIES = ("english", "simple")
# Below four letters nearly everything resembles everything.
SHORTEST_MISTYPED = 4


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

        First the code itself and the codes that begin so (dot and capitals do not matter); then
        titles that hold every word or its beginning; then the tabular list's inclusion terms
        ("Bereavement" finds Z63.4); last, words mistyped. Headings come too: only `billable` ones
        may be offered as a diagnosis. Ended codes do not. Nothing typed finds nothing.
        """
        begun, said = code_begun(words)
        if not begun and not said:
            return self.none()
        found = self.listed().filter(code__startswith=begun) if begun else self.listed()
        if not said:
            return found.order_by(Length("code"), "code")[:limit]
        looked_through = found.annotate(
            **{f"title_{name}": _vector("title", name) for name in DICTIONARIES},
            **{f"all_{name}": _vector("title", "inclusion_terms", name) for name in DICTIONARIES},
            likeness=TrigramSimilarity("title", " ".join(said)),
        )
        titles, terms = _holding("title", said), _holding("all", said)
        return (
            looked_through.filter(titles | terms | _mistyped(said))
            .annotate(rank=Case(When(titles, Value(0)), When(terms, Value(1)), default=Value(2)))
            .order_by("rank", "-billable", "-likeness", "code")[:limit]
        )


def _vector(*names_and_dictionary: str) -> SearchVector:
    *names, dictionary = names_and_dictionary
    return SearchVector(*names, config=dictionary)


def _holding(prefix: str, said: list[str]) -> Q:
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
    """Every longer word resembles one that is there (pg_trgm's threshold of 0.6)."""
    long_enough = [word for word in said if len(word) >= SHORTEST_MISTYPED]
    resembling = (
        Q(title__trigram_word_similar=word) | Q(inclusion_terms__trigram_word_similar=word)
        for word in long_enough
    )
    return reduce(and_, resembling) if long_enough else Q(pk__in=[])


class IcdCode(models.Model):
    """One code or heading.

    `valid_from` is the first day of the earliest release read that lists it; `valid_to` the last
    day of the last one, empty while it is listed. `inclusion_terms` are the tabular list's other
    names for it, one a line: for search, not for the claim.
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
                GinIndex(
                    SearchVector("title", "inclusion_terms", config=name), name=f"icd_all_{name}"
                )
                for name in DICTIONARIES
            ),
            GinIndex(
                fields=["title", "inclusion_terms"],
                opclasses=["gin_trgm_ops", "gin_trgm_ops"],
                name="icd_mistyped",
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
