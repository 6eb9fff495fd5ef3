"""How a cost is measured here: variants in turn, a clock, the median of paired ratios."""

from collections.abc import Callable, Mapping
from statistics import median, quantiles
from time import perf_counter, process_time

Work = Callable[[], object]
Clock = Callable[[], float]

LEAST_ROUNDS = 9
STEADY = 1.5


def compare(
    variants: Mapping[str, Work],
    *,
    floor: str,
    rounds: int = LEAST_ROUNDS,
    repeats: Mapping[str, int] | None = None,
    clock: Clock = process_time,
) -> dict[str, object]:
    """Milliseconds of each variant, and how many times the floor each costs.

    The clock counts this process's CPU time; `perf_counter` counts the wall's time, where the
    database works too (then the milliseconds stand under `wall_ms`).

    Variants run one after the other in every round (A B C A B C …) after one round to warm up;
    `repeats` says how often a quick one runs within a round, so that the clock can see it. A
    canary loop runs in each round: when its p90/p10 is above 1.5 the machine was not steady, and
    `steady` is false: measure again.
    """
    costs, canary = _in_turn(variants, rounds, repeats or {}, clock)
    ratios = {name: _ratios(mine, costs[floor]) for name, mine in costs.items()}
    spread = _spread(canary)
    unit = "wall_ms" if clock is perf_counter else "cpu_ms"
    return {
        "floor": floor,
        "rounds": rounds,
        unit: {name: _spread(mine) for name, mine in costs.items()},
        "ratio": {name: _spread(mine) for name, mine in ratios.items()},
        "steady": spread["p90"] <= STEADY * spread["p10"],
    }


def _ratios(costs: list[float], floor: list[float]) -> list[float]:
    """How many times the floor each round cost, held against the floor of the same round."""
    return [one / other for one, other in zip(costs, floor, strict=True)]


def _in_turn(
    variants: Mapping[str, Work], rounds: int, repeats: Mapping[str, int], clock: Clock
) -> tuple[dict[str, list[float]], list[float]]:
    """Milliseconds of each variant in each round, and of the canary; the first round warms up."""
    costs: dict[str, list[float]] = {name: [] for name in variants}
    canary: list[float] = []
    for turn in range(rounds + 1):
        for name, work in variants.items():
            cost = _milliseconds(work, repeats.get(name, 1), clock)
            if turn:
                costs[name].append(cost)
        canary.append(_milliseconds(_canary, 1, process_time))
    return costs, canary[1:]


def _milliseconds(work: Work, times: int, clock: Clock) -> float:
    begun = clock()
    for _ in range(times):
        work()
    return (clock() - begun) * 1000 / times


def canary_loop(rounds: int = 20) -> dict[str, float]:
    """Milliseconds of a loop that always does the same, `rounds` times: how steady it is here."""
    return _spread([_milliseconds(_canary, 1, process_time) for _ in range(max(rounds, 2))])


def _canary() -> int:
    return sum(number * number for number in range(100_000))


def _spread(values: list[float]) -> dict[str, float]:
    # One round has no spread; it shows that everything runs.
    tenths = quantiles(values * 2 if len(values) == 1 else values, n=10, method="inclusive")
    return {
        "p10": float(f"{tenths[0]:.4g}"),
        "median": float(f"{median(values):.4g}"),
        "p90": float(f"{tenths[8]:.4g}"),
    }
