"""What the client says to a frozen version, or why their signature is absent."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import config.clock

ROLES = [("client", "client"), ("guardian", "guardian")]
ROW = [
    (
        "id",
        models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
    ),
]
PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):

    dependencies = [
        ("plans", "0005_printout_code"),
        ("accounts", "0003_app_may_sign_people_in"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClientAnswer",
            fields=[
                *ROW,
                ("role", models.CharField(choices=ROLES, max_length=10)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("own sign-in", "by their own sign-in"),
                            ("handed over", "on the clinician's device"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("relation", models.CharField(blank=True, max_length=60)),
                ("goals", models.JSONField()),
                ("remark", models.TextField(blank=True, max_length=2000)),
                (
                    "assent",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("given", "the minor agrees"),
                            ("not given", "the minor does not agree"),
                            ("not asked", "the minor was not asked"),
                        ],
                        max_length=10,
                    ),
                ),
                ("assent_words", models.CharField(blank=True, max_length=500)),
                ("said_at", models.DateTimeField(default=config.clock.now)),
                (
                    "practice",
                    models.ForeignKey(on_delete=PROTECT, related_name="+", to="accounts.practice"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "signature",
                    models.OneToOneField(
                        on_delete=PROTECT, related_name="answer", to="plans.signature"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="answers", to="plans.version"
                    ),
                ),
            ],
            options={
                "ordering": ["said_at", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("practice", "id"), name="plans_clientanswer_practice_id"
                    ),
                    models.UniqueConstraint(
                        fields=("version", "role"), name="one_answer_per_version_and_role"
                    ),
                    models.CheckConstraint(
                        condition=Q(role="guardian") | Q(assent=""),
                        name="assent_stands_with_a_guardian",
                    ),
                    models.CheckConstraint(
                        condition=~Q(assent__in=["not given", "not asked"]) | ~Q(assent_words=""),
                        name="absent_assent_says_why",
                        violation_error_message="Say why the minor's assent is absent.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnsignedReason",
            fields=[
                *ROW,
                (
                    "role",
                    models.CharField(
                        choices=ROLES, max_length=10, verbose_name="whose signature is absent"
                    ),
                ),
                (
                    "because",
                    models.CharField(
                        choices=[
                            ("declined", "declined to sign"),
                            ("disagrees", "disagrees with the plan"),
                            ("unable", "not able to take part at present"),
                            ("not reached", "could not be reached"),
                            ("verbal", "agreed by word of mouth (telehealth)"),
                            ("safety", "asking would risk harm"),
                            ("other", "another reason"),
                        ],
                        max_length=12,
                        verbose_name="reason",
                    ),
                ),
                ("words", models.TextField(max_length=2000, verbose_name="in words")),
                ("recorded_at", models.DateTimeField(default=config.clock.now, editable=False)),
                (
                    "practice",
                    models.ForeignKey(on_delete=PROTECT, related_name="+", to="accounts.practice"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="unsigned_reasons", to="plans.version"
                    ),
                ),
            ],
            options={
                "ordering": ["recorded_at", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("practice", "id"), name="plans_unsignedreason_practice_id"
                    ),
                ],
            },
        ),
    ]
