"""The banks: what a clinician once wrote, kept for the next client, without the client in it."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import Q

from accounts.models import EditableRow, User
from config import clock

from ..wording import begun, words_in
from .worded import Worded


class BankQuerySet(models.QuerySet["BankStatement"]):
    """Questions about the banks."""

    def visible_to(self, user: User) -> "BankQuerySet":
        """One's own statements, and those that colleagues promoted."""
        shared = Q(owner=user) | Q(promoted_at__isnull=False)
        return self.filter(shared, practice=user.practice)

    def of(self, user: User) -> "BankQuerySet":
        """One's own bank."""
        return self.filter(practice=user.practice, owner=user)

    def promoted(self) -> "BankQuerySet":
        """The practice's bank: promoted, and not withdrawn by an admin."""
        return self.filter(promoted_at__isnull=False, withdrawn_at__isnull=True)

    def private(self) -> "BankQuerySet":
        """What only its owner reads: never promoted, or withdrawn since."""
        return self.filter(Q(promoted_at__isnull=True) | Q(withdrawn_at__isnull=False))

    def about(self, typed: str) -> "BankQuerySet":
        """Those that hold every word, or its beginning, or resemble what was typed."""
        words = words_in(typed)
        if not words:
            return self
        query = SearchQuery(begun(words), config="english", search_type="raw")
        said = self.annotate(said=SearchVector("text", config="english"))
        return said.filter(Q(said=query) | Q(text__trigram_word_similar=" ".join(words)))


class BankStatement(EditableRow, Worded):
    """One statement of a clinician's bank: private (DB) until its owner promotes it."""

    owner = models.ForeignKey(User, models.PROTECT, related_name="bank")
    fingerprint = models.CharField(max_length=32)
    promoted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    times_used = models.PositiveIntegerField(default=1)
    last_used_at = models.DateTimeField(default=clock.now)

    objects = BankQuerySet.as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["-last_used_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(SearchVector("text", config="english"), name="bank_words"),
            GinIndex(OpClass("text", "gin_trgm_ops"), name="bank_trigrams"),
            models.Index(fields=["practice", "owner", "kind", "-last_used_at"], name="bank_owner"),
        ]
        constraints = [
            *EditableRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "owner", "kind", "fingerprint"], name="a_bank_keeps_a_text_once"
            ),
        ]

    @property
    def is_shared(self) -> bool:
        """Whether colleagues are offered it."""
        return self.promoted_at is not None and self.withdrawn_at is None
