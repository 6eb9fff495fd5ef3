"""Who pays, and what was authorized."""

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from accounts.models import EditableRow

from ..payers import PayerProfile, profile_of
from .client import Client, ClientRows


class Coverage(EditableRow):
    """A client's insurance. It names the payer profile by which its plans are audited."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="coverages")
    payer = models.CharField(max_length=200)
    member_id = models.CharField("member id", max_length=60)
    authorization_number = models.CharField("authorization number", max_length=60, blank=True)
    authorized_visits = models.PositiveSmallIntegerField("authorized visits", null=True, blank=True)
    authorized_from = models.DateField("authorized from", null=True, blank=True)
    authorized_to = models.DateField("authorized to", null=True, blank=True)
    payer_profile = models.CharField(
        "payer profile",
        max_length=80,
        blank=True,
        help_text="By whose rules this client's plans are signed and audited.",
    )
    rank = models.PositiveSmallIntegerField(default=1, help_text="1 is billed first.")

    objects = ClientRows["Coverage"].as_manager()

    class Meta(EditableRow.Meta):
        ordering = ["rank", "payer"]
        verbose_name_plural = "coverage"
        constraints = [
            *EditableRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(authorized_from__isnull=True)
                | Q(authorized_to__isnull=True)
                | Q(authorized_to__gte=F("authorized_from")),
                name="authorization_ends_after_it_starts",
                violation_error_message="The authorization must end after it starts.",
            ),
        ]

    @cached_property
    def profile(self) -> PayerProfile:
        """The payer's rules; the general ones where none are named.

        Of many coverages `clients.profiles.with_profiles` reads them at once.
        """
        from ..profiles import own_among

        return profile_of(self.payer_profile, own_among([self.payer_profile], self.practice_id))

    def __str__(self) -> str:
        return f"{self.payer} {self.member_id}"
