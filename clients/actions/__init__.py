"""Every write to the client's record, apart from plans and notes."""

from .access import Reason, end_access, give_access, say_guardian_reason
from .around import (
    add_consent,
    add_contributor,
    add_coverage,
    change_consent,
    change_contributor,
    change_coverage,
)
from .diagnoses import add_diagnosis, change_diagnosis
from .invitations import accept_access, open_invitation, send_invitation
from .page import hold_back, look_again, word_for_client
from .particulars import add_client, change_client, save_intake
from .permits import require_assigner, require_author
from .profiles import (
    change_profile,
    choose_default,
    copy_profile,
    forget_rule,
    retire_profile,
    say_of_rule,
)
from .safety import agree_on_safety_plan, answer_risk, review_safety, save_safety_draft
from .team import EMERGENCY_LASTS, break_glass, join_team, leave_team

__all__ = [
    "EMERGENCY_LASTS",
    "Reason",
    "accept_access",
    "add_client",
    "add_consent",
    "add_contributor",
    "add_coverage",
    "add_diagnosis",
    "agree_on_safety_plan",
    "answer_risk",
    "break_glass",
    "change_client",
    "change_consent",
    "change_contributor",
    "change_coverage",
    "change_diagnosis",
    "end_access",
    "give_access",
    "hold_back",
    "join_team",
    "leave_team",
    "look_again",
    "open_invitation",
    "require_assigner",
    "require_author",
    "review_safety",
    "save_intake",
    "save_safety_draft",
    "change_profile",
    "choose_default",
    "copy_profile",
    "forget_rule",
    "retire_profile",
    "say_of_rule",
    "say_guardian_reason",
    "send_invitation",
    "word_for_client",
]
