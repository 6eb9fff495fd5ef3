"""Users, what they may do in which practice, and who supervises whom."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from config import clock

from .practice import NPI, Practice
from .rows import PracticeRow


class Role(models.TextChoices):
    """What somebody is in a practice.

    A physician (medical staff, such as a psychiatrist) is a clinician who may also give the
    physician's signature where a payer wants one. Like a therapist, they see the clients on whose
    care team they are: putting them on it is what lets a plan wait for them.
    """

    THERAPIST = "therapist", "therapist"
    SUPERVISOR = "supervisor", "supervisor"
    PHYSICIAN = "physician", "physician"
    ADMIN = "admin", "admin"
    CLIENT = "client", "client"


CLINICAL = frozenset({Role.THERAPIST, Role.SUPERVISOR, Role.PHYSICIAN})
STAFF = CLINICAL | {Role.ADMIN}


class UserManager(BaseUserManager["User"]):
    """Makes users; knows them by e-mail whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new user; without a password nobody can sign in as them."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this e-mail."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in. Never deleted, only deactivated.

    A user may belong to several practices and works in one at a time: `working_in` says which.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    credentials = models.CharField(max_length=80, blank=True)
    license_number = models.CharField(max_length=60, blank=True)
    license_state = models.CharField(max_length=40, blank=True)
    npi = models.CharField("NPI", max_length=10, blank=True, validators=[NPI])
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    practice: Practice | None = None
    roles: frozenset[str] = frozenset()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_email")]

    def __str__(self) -> str:
        return self.printed_name

    @property
    def printed_name(self) -> str:
        """Name and credentials, as they stand under a signature."""
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    @property
    def practice_id(self) -> uuid.UUID | None:
        """The practice that this user works in just now."""
        return self.practice.pk if self.practice else None

    @property
    def role_words(self) -> str:
        """The roles held in the current practice, for the trail: "admin, therapist"."""
        return ", ".join(sorted(self.roles))

    @property
    def is_staff_here(self) -> bool:
        """Whether the user works in the current practice, rather than being its client."""
        return bool(self.roles & STAFF)

    @property
    def is_clinician(self) -> bool:
        """Therapist, supervisor or physician in the current practice."""
        return bool(self.roles & CLINICAL)

    @property
    def is_admin(self) -> bool:
        """Practice admin in the current practice."""
        return Role.ADMIN in self.roles

    @property
    def is_supervisor(self) -> bool:
        """Supervisor in the current practice."""
        return Role.SUPERVISOR in self.roles

    @property
    def is_physician(self) -> bool:
        """Physician in the current practice."""
        return Role.PHYSICIAN in self.roles

    def working_in(self, practice: Practice, roles: Iterable[str] | None = None) -> "User":
        """This user at work in a practice, with the roles held there (looked up if not given)."""
        self.practice = practice
        if roles is None:
            roles = (
                self.memberships.standing().filter(practice=practice).values_list("role", flat=True)
            )
        self.roles = frozenset(roles)
        return self


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about who belongs where."""

    def standing(self) -> "MembershipQuerySet":
        """Memberships that hold today."""
        return self.filter(ended_at__isnull=True)

    def visible_to(self, user: User) -> "MembershipQuerySet":
        """Staff see the people of the practice that they work in."""
        return self.filter(practice=user.practice) if user.is_staff_here else self.none()


class Membership(PracticeRow):
    """A user's role in a practice. A solo owner is therapist and admin: two memberships."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    started_at = models.DateTimeField(default=clock.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "user", "role"],
                condition=Q(ended_at__isnull=True),
                name="one_membership_per_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.role}"


class SupervisionQuerySet(models.QuerySet["Supervision"]):
    """Questions about who supervises whom."""

    def visible_to(self, user: User) -> "SupervisionQuerySet":
        """Staff see the supervision of the practice that they work in."""
        return self.filter(practice=user.practice) if user.is_staff_here else self.none()

    def standing(self) -> "SupervisionQuerySet":
        """Supervision that holds today."""
        return self.filter(ended_at__isnull=True)

    def led_by(self, user: User) -> "SupervisionQuerySet":
        """For whom the user answers today: none once they are no supervisor any more."""
        here = self.standing().filter(practice=user.practice_id, supervisor=user)
        return here if user.is_supervisor else here.none()

    def cosigned_by(self, user: User) -> "SupervisionQuerySet":
        """For whom the user co-signs today."""
        return self.led_by(user).filter(cosigns=True)

    def cosigning_for(self, author: User) -> "SupervisionQuerySet":
        """Who must co-sign what the author signs today, the longest supervisor first."""
        here = self.standing().filter(practice=author.practice_id, supervisee=author, cosigns=True)
        return here.select_related("supervisor").order_by("started_at")


class Supervision(PracticeRow):
    """A supervisor answers for a supervisee. With `cosigns`, the supervisee is a trainee whose

    plans take effect with the supervisor's signature.
    """

    supervisor = models.ForeignKey(User, models.PROTECT, related_name="supervises")
    supervisee = models.ForeignKey(User, models.PROTECT, related_name="supervised_by")
    cosigns = models.BooleanField(default=True)
    started_at = models.DateTimeField(default=clock.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = SupervisionQuerySet.as_manager()

    class Meta(PracticeRow.Meta):
        constraints = [
            *PracticeRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "supervisor", "supervisee"],
                condition=Q(ended_at__isnull=True),
                name="one_supervision_per_pair",
            ),
            models.CheckConstraint(
                condition=~Q(supervisor=models.F("supervisee")),
                name="nobody_supervises_themselves",
                violation_error_message="Nobody supervises themselves; choose another person.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supervisor} supervises {self.supervisee}"
