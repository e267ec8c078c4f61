"""What comes out: figures with their goals, in rows, and curves."""

import dataclasses
from collections.abc import Sequence


@dataclasses.dataclass(frozen=True)
class Goal:
    """What a figure is to reach.

    Attributes:
        bound: The highest value that meets it, or the lowest.
        at_least: Whether it is the lowest.
    """

    bound: float
    at_least: bool = False

    def met(self, value: float) -> bool:
        """Whether a value reaches it, as it is shown: with the bound's own precision."""
        return value >= self.bound if self.at_least else value <= self.bound


@dataclasses.dataclass(frozen=True)
class Figure:
    """One client's figure in a row.

    Attributes:
        client: Whose it is.
        value: The figure.
        unit: `x` (times the reference), `%`, `MB`, `s` or nothing.
        goal: What it is to reach, if that is said.
        detail: The figure's own words: what was measured, and how far it spreads.
        of: What it is a figure of, where a row has several for one client.
    """

    client: str
    value: float
    unit: str
    goal: Goal | None = None
    detail: str = ""
    of: str = ""

    @property
    def shown(self) -> str:
        """The value with its unit."""
        return shown(self.value, self.unit)

    @property
    def shown_goal(self) -> str:
        """The goal with its unit, or a dash."""
        if self.goal is None:
            return "–"
        sign = "≥" if self.goal.at_least else "≤"
        return f"{sign} {shown(self.goal.bound, self.unit)}"

    @property
    def verdict(self) -> str:
        """Whether the goal is met, or nothing if there is none."""
        if self.goal is None:
            return ""
        return "met" if self.goal.met(round(self.value, _DECIMALS[self.unit])) else "NOT MET"


_DECIMALS = {"x": 3, "%": 1, "MB": 1, "s": 2, "": 0}


def shown(value: float, unit: str) -> str:
    """A value with its unit."""
    text = f"{value:.{_DECIMALS[unit]}f}"
    return {"x": f"{text}×", "%": f"{text}%", "": text}.get(unit, f"{text} {unit}")


@dataclasses.dataclass(frozen=True)
class Row:
    """What was measured of one thing.

    Attributes:
        name: What `--row` calls it.
        title: What is done.
        against: What `x` is times of.
        figures: The figures, the reference's first.
        notes: What a reader has to know.
    """

    name: str
    title: str
    against: str
    figures: Sequence[Figure]
    notes: Sequence[str] = ()


@dataclasses.dataclass(frozen=True)
class Curve:
    """How a cost grows.

    Attributes:
        title: What grows.
        x: What the numbers of the x axis are.
        y: What those of the y axis are.
        lines: The points of each client.
        log_y: Whether the y axis is logarithmic; the x axis always is.
        goal: A goal to draw.
    """

    title: str
    x: str
    y: str
    lines: dict[str, list[tuple[float, float]]]
    log_y: bool = False
    goal: float | None = None
