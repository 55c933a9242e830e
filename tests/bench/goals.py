"""What fast means: the ratios that are wanted, and whether they are met."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from generators import HUGO, OURS, PLAIN

MIB = 2**20
PHOTOS_ROW = "cold, 10 photos a report"
LEAST_GROWTH = 1000  # reports; below that, starting is most of a build
Walls = Mapping[tuple[int, str, str], float]  # by reports, generator, and what was done


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One goal: `measured` is to be at most `goal`. Without a measurement nothing is said."""

    name: str
    goal: Fraction
    measured: float | None
    why: str = ""  # where nothing was measured

    @property
    def met(self) -> bool | None:
        return None if self.measured is None else self.measured <= self.goal

    def line(self) -> str:
        """For a terminal."""
        measured = "-" if self.measured is None else f"{self.measured:.3g}"
        mark = {True: "met", False: "NOT MET", None: f"not measured: {self.why}"}[self.met]
        return f"{self.name:<62}{measured:>7}  goal {_goal(self.goal):<5} {mark}"

    def as_json(self) -> dict[str, object]:
        """For programs; `met` is null where nothing was measured."""
        result = {"name": self.name, "goal": float(self.goal), "measured": self.measured}
        return result | {"met": self.met, "why": self.why or None}


def verdicts(walls: Walls, sizes: Sequence[int], memory: int) -> list[Verdict]:
    """All goals but that of photos; `memory` is of a cold build of the largest size, bytes."""
    return [*_of_edits(walls, sizes), *_of_cold(walls, sizes, memory)]


def _of_edits(walls: Walls, sizes: Sequence[int]) -> Iterator[Verdict]:
    largest = max(sizes)
    name = f"no change, {largest:,} reports, to Hugo's build"
    yield _to_hugo(walls, largest, "no change", Fraction(1, 50), name)
    for size, goal in ((1000, Fraction(1, 2)), (10_000, Fraction(1, 15))):
        for what in ("body", "title", "tag") if size in sizes else ():
            name = f"{what} of one report, {size:,} reports, to Hugo's build"
            yield _to_hugo(walls, size, what, goal, name)
    for size, goal in ((1000, Fraction(1)), (10_000, Fraction(1, 5))):
        if size in sizes:
            name = f"invoke serve, saved to seen, {size:,} reports, to hugo server"
            yield _to_hugo(walls, size, "serve", goal, name)


def _of_cold(walls: Walls, sizes: Sequence[int], memory: int) -> Iterator[Verdict]:
    largest = max(sizes)
    yield _to_hugo(walls, largest, "cold", Fraction(1), f"cold, {largest:,} reports, to Hugo")
    plain = walls.get((largest, PLAIN, "cold"))
    name = f"cold, {largest:,} reports, to plain Pelican"
    yield _ratio(name, Fraction(1, 4), walls.get((largest, OURS, "cold")), plain)
    for small, large in pairwise(sizes):
        if small >= LEAST_GROWTH:
            name = f"cold, time for a report, {large:,} reports to {small:,}"
            one, other = walls[small, OURS, "cold"] / small, walls[large, OURS, "cold"] / large
            yield Verdict(name=name, goal=Fraction(11, 10), measured=other / one)
    name = f"cold, {largest:,} reports, memory of the largest process, MiB"
    yield Verdict(name=name, goal=Fraction(300), measured=memory / MIB)


def photos_verdict(reports: int, walls: Walls, made: Mapping[str, float]) -> Verdict:
    """The goal of photos; `made` is how many pictures each generator made of one photo."""
    name = f"cold, {reports:,} reports with 10 photos each, to Hugo"
    if made[OURS] < made[HUGO]:
        why = f"{made[OURS]:g} pictures of each photo, Hugo {made[HUGO]:g}: not the same work"
        return Verdict(name=name, goal=Fraction(1, 3), measured=None, why=why)
    return _to_hugo(walls, reports, PHOTOS_ROW, Fraction(1, 3), name)


def _to_hugo(walls: Walls, size: int, what: str, goal: Fraction, name: str) -> Verdict:
    return _ratio(name, goal, walls.get((size, OURS, what)), walls.get((size, HUGO, what)))


def _ratio(name: str, goal: Fraction, ours: float | None, theirs: float | None) -> Verdict:
    if not ours or not theirs:
        return Verdict(name=name, goal=goal, measured=None, why="nothing to compare with")
    return Verdict(name=name, goal=goal, measured=ours / theirs)


def _goal(goal: Fraction) -> str:
    return str(goal) if goal.numerator == 1 else f"{float(goal):g}"
