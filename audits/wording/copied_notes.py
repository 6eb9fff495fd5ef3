"""Notes that tell an earlier hour again, reworded or not."""

from .advice import Advice
from .bags import bag, own_beside, share
from .scripted_text import is_missed_visit

# House rules, measured on fixtures/wording/tuning (manage.py check_wording prints the figures).
SHARED = 80
# Where nearly all is shared one other word makes no other hour.
NEARLY_ALL = 90
LEAST_WORDS = 4
OWN_ALLOWED = 1

WHY = "It tells an earlier hour again: nothing in it happened since."
BETTER = (
    "The interview was moved to Tuesday; rehearsed the first answer again, slower, and she laughed."
)


def copied_note(earlier: str, later: str, *, least: int = SHARED) -> Advice | None:
    """Whether the later of two notes of one client has nothing of its own.

    What recurs by right (the state that every chart describes, the plan's wording, numbers) does no
    harm beside something new. `least` of 100 words of the later must stand in the earlier.
    """
    was, now = bag(earlier, status=False), bag(later, status=False)
    if len(now) < LEAST_WORDS or share(now, was) < least or is_missed_visit(later):
        return None
    if len(own_beside(later, earlier)) > (OWN_ALLOWED if share(now, was) >= NEARLY_ALL else 0):
        return None
    return Advice("copied_note", (0, len(later)), WHY, BETTER)
