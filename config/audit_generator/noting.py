"""A note: what was said in it, what it cites, and who signed it when."""

from datetime import date, datetime, timedelta

from .course import SUPERVISOR, signed, worked_on
from .drawing import Lot, Row, after, vocabulary
from .shape import Shape

# The first notes ask about risk in any case.
ALWAYS_ASKED = 2
RISKY = 0.15
# What stands in a note in a few words each.
PICKED = ("functional", "mental_status", "intervention", "progress", "plain", "prognosis")
# From one note's sentence to the next: has no factor in common with their number.
STEP = 52
# By then a goal has reached its target; and from the first score on it has moved by three points,
# but in a plan so young that nobody would call it stalled.
DAYS_TO_TARGET = 70
AT_LEAST = 3
YOUNG = 5


class Notes:
    """The notes of one plan, written one after the other."""

    def __init__(self, lot: Lot, shape: Shape, plan: Row, versions: list[Row]) -> None:
        self.lot, self.shape, self.plan, self.versions = lot, shape, plan, versions
        self.begins, self.nth = lot.randrange(1_000), 0
        self.times: dict[object, int] = {}
        self.goals, self.steps = worked_on(plan["problems"])

    def of(self, session: Row) -> Row | None:
        """The note of the next session that was held; within the time for writing perhaps none."""
        lot, shape, day = self.lot, self.shape, session["starts_at"].date()
        fresh = (shape.today - day).days * 24 <= shape.hours
        if fresh and lot.chance(0.3):
            return None
        held = [one for one in self.versions if one["from_on"] and one["from_on"] <= day]
        version = held[-1] if held else None
        cites = self._cites(session, version) if version else _nothing()
        note: Row = {
            "id": lot.id(),
            "author": session["clinician"],
            "template": shape.template,
            "kind": "assessment" if not held and lot.chance(0.5) else "note",
            "said": self._said(cites),
            "response": lot.pick(vocabulary()["notes"]["response"]),
            "next_time": lot.pick(vocabulary()["notes"]["next_time"]) if lot.chance(0.5) else "",
            "variance": "",
            "version": version["number"] if version else None,
            "copied": [],
            "named": [],
            **self._risk(),
            **cites,
            **self._signing(session, fresh=fresh),
        }
        self.nth += 1
        return note

    def _said(self, cites: Row) -> Row:
        """Every part in words; what was ticked or scored need not be told once more."""
        words, lot = vocabulary()["notes"], self.lot
        said = {name: lot.pick(words[name]) for name in PICKED}
        said["observed"] = _observed(self.begins + self.nth)
        if cites["delivered"] and lot.chance(0.3):
            said["intervention"] = ""
        if cites["scores"] and lot.chance(0.3):
            said["progress"] = ""
        return said

    def _risk(self) -> Row:
        """What was asked of risk and answered; named risk is followed by the safety plan."""
        lot, words = self.lot, vocabulary()
        if not (self.shape.is_risky and self.nth and lot.chance(RISKY)):
            asked = self.shape.is_risky or self.nth < ALWAYS_ASKED or lot.chance(0.7)
            return {"risks": [], "risk_asked": asked, "risk_text": "", "safety_plan": ""}
        looked = lot.pick(("reviewed", "changed", "not reviewed"))
        told = lot.pick(words["risk_text"]) if looked == "not reviewed" or lot.chance(0.5) else ""
        risks = lot.some(words["risks"], 2)
        return {"risks": risks, "risk_asked": True, "risk_text": told, "safety_plan": looked}

    def _cites(self, session: Row, version: Row) -> Row:
        """Goals, steps, what was delivered and the scores: at least one goal of that version."""
        lot = self.lot
        goals, steps = self._held(version)
        if not goals:
            return _nothing()
        chosen = lot.some(goals, 3)
        known = {step["id"] for step in steps}
        under = [step for goal in chosen for step in goal["objectives"] if step["id"] in known]
        worked = [step["id"] for step in under if lot.chance(0.4)]
        ticked = [goal["id"] for goal in chosen] if not worked or lot.chance(0.8) else []
        day = session["starts_at"].date()
        often = 0.15 if self.shape.stage == "quiet" else 0.8
        scores = [self._score(goal, day) for goal in chosen if lot.chance(often)]
        return {
            "goals": ticked,
            "objectives": worked,
            "delivered": self._delivered(session, under),
            "scores": scores,
            "counted": [one for one in worked if lot.chance(0.2)],
        }

    def _held(self, version: Row) -> tuple[list[Row], list[Row]]:
        """What that version held as active, as it is in the plan today."""
        if version["goals"] is None:
            return self.goals, self.steps
        every = [goal for problem in self.plan["problems"] for goal in problem["goals"]]
        goals = [goal for goal in every if goal["id"] in version["goals"]]
        return goals, [step for goal in goals for step in goal["objectives"]]

    def _delivered(self, session: Row, under: list[Row]) -> list[Row]:
        steps = [(one, step) for one in under for step in one["interventions"]]
        if not steps or self.lot.chance(0.2):
            return []
        chosen = self.lot.some(steps, 3)
        lasted = int((session["ends_at"] - session["starts_at"]).total_seconds() // 60)
        return [
            {
                "intervention": step["id"],
                "objective": one["id"],
                "modality": step["modality"],
                "statement": step["statement"],
                "minutes": self.lot.pick((None, lasted // len(chosen), 5)),
            }
            for one, step in chosen
        ]

    def _score(self, goal: Row, day: date) -> tuple[object, str, int]:
        """The client's: toward the target, the further the later."""
        self.times[goal["id"]] = self.times.get(goal["id"], 0) + 1
        if goal["aim"] == "maintain":
            return goal["id"], "client", goal["baseline"] + self.lot.randint(-1, 1)
        way = goal["target"] - goal["baseline"]
        passed = (day - goal["baseline_on"]).days / DAYS_TO_TARGET
        least = 0 if self.shape.weeks <= YOUNG else AT_LEAST
        moved = min(abs(way), max(self.times[goal["id"]], round(abs(way) * passed), least))
        return goal["id"], "client", goal["baseline"] + (moved if way > 0 else -moved)

    def _signing(self, session: Row, *, fresh: bool) -> Row:
        """In the practice's time and the payer's; now and then late, with an addendum."""
        lot, shape = self.lot, self.shape
        requires = ["author", *(["co-signer"] if shape.is_trainee else [])]
        row: Row = {"requires": requires, "late_after_hours": shape.hours, "addenda_on": [],
                    "signatures": []}  # fmt: skip
        if fresh and lot.chance(0.4):
            return row
        days_ago = (shape.today - session["starts_at"].date()).days
        wait, addenda = self._wait(days_ago)
        moment = after(session["ends_at"], wait)
        row["signatures"].append(_signature(lot, "author", session["clinician"], moment))
        if shape.is_trainee:
            later = moment + timedelta(hours=lot.randint(1, 3) if days_ago < 8 else 24)
            supervisor = SUPERVISOR | {"id": lot.id()}
            row["signatures"].append(_signature(lot, "co-signer", supervisor, later))
        if addenda:
            last = row["signatures"][-1]["at"].date()
            row["addenda_on"] = [last + timedelta(days=lot.randint(0, 2))]
        return row

    def _wait(self, days_ago: int) -> tuple[timedelta, bool]:
        """How long the author took to sign, and whether that wants an addendum."""
        lot, shape = self.lot, self.shape
        if days_ago < 8:
            return timedelta(minutes=lot.randint(5, 90)), False
        if shape.hours < shape.payer_hours and lot.chance(0.1):
            return timedelta(hours=lot.randint(shape.hours + 1, shape.payer_hours - 1)), True
        limit = min(shape.hours, shape.payer_hours)
        return timedelta(minutes=lot.randint(5, 60 * limit - 1)), False


def _observed(nth: int) -> str:
    """A long sentence; of two, so long as there are 225, only one of three parts is the same."""
    words = vocabulary()["notes"]
    when, happened, then = words["when"], words["happened"], words["then"]
    first, second = divmod(nth * STEP % (len(when) * len(happened)), len(happened))
    third = (first + second) % len(then)
    return f"{when[first]}, {happened[second]}, {then[third]}"


def _nothing() -> Row:
    return {"goals": [], "objectives": [], "delivered": [], "scores": [], "counted": []}


def _signature(lot: Lot, role: str, who: Row, moment: datetime) -> Row:
    return signed(lot, role, who, lot.pick(("password", "passkey")), moment)
