"""Reviews that were held, as pages show them: what was said, decided and signed."""

from dataclasses import dataclass

from goals.models import GoalReview

from .models import Plan, Review, ReviewSignature, Version


@dataclass(frozen=True)
class HeldReview:
    """A review, and how it ended: signed as "no change", in a version, or not yet."""

    review: Review
    signature: ReviewSignature | None
    version: Version | None

    @property
    def ending(self) -> str:
        """ "no change", "version 2", or that the new version is not signed yet."""
        if self.signature:
            return f"no change: {self.signature.version} stays in effect"
        return str(self.version) if self.version else "the new version is not signed yet"


def held_reviews(plan: Plan) -> list[HeldReview]:
    """Every review of a plan whose versions are at hand, the newest first. One query."""
    rows = plan.reviews.select_related("held_by", "signature__version").order_by("-recorded_at")
    versions = list(plan.versions.all())
    return [_ended(row, versions) for row in rows.defer("signature__version__document")]


def decisions(review: Review) -> list[GoalReview]:
    """What was said and decided of each goal, in the plan's order. One query."""
    rows = GoalReview.objects.filter(review=review).select_related("goal__problem")
    order = ("goal__problem__position", "goal__problem_id", "goal__position", "goal_id")
    return list(rows.order_by(*order))


def _ended(review: Review, versions: list[Version]) -> HeldReview:
    if review.outcome == Review.Outcome.NO_CHANGE:
        return HeldReview(review, getattr(review, "signature", None), None)
    later = [version for version in versions if version.frozen_at >= review.recorded_at]
    return HeldReview(review, None, min(later, key=lambda v: v.number, default=None))
