"""What was measured: told while it is measured, as a table, and as JSON."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from costs import Cost, middle
from generators import Generator
from goals import MIB, Verdict
from one_photo import PhotoCosts
from saving import Served

Key = tuple[int, str, str]  # reports, generator, what was done
HEAD = f"{'reports':>8}  {'':<17}{'':<26}{'wall s':>8}{'cpu s':>8}{'MiB':>7}{'files':>8}{'runs':>6}"


@dataclass(slots=True)
class Results:
    """`versions` are by generator; `extension` is what reading a report costs beside Markdown."""

    machine: Mapping[str, object]
    versions: dict[str, str] = field(default_factory=dict)
    extension: float | None = None
    one_photo: PhotoCosts | None = None
    served: dict[Key, Served] = field(default_factory=dict)
    _costs: dict[Key, list[Cost]] = field(default_factory=dict)
    _begun: float = field(default_factory=time.monotonic)

    def say(self, words: str) -> None:
        """Tells what is going on, and since when (minutes)."""
        print(f"[{(time.monotonic() - self._begun) / 60:5.1f}] {words}", flush=True)

    def add(self, size: int, of: Generator, what: str, cost: Cost) -> None:
        """One run."""
        self.versions[of.name] = of.version
        self._costs.setdefault((size, of.name, what), []).append(cost)
        self.say(
            f"{size:>7,}  {of.name:<17}{what:<26}{cost.wall:>8.2f} s{cost.cpu:>8.2f} s cpu"
            f"{cost.memory / MIB:>7.0f} MiB{cost.written:>8,} files"
        )

    def serve(self, size: int, of: Generator, served: Served) -> None:
        """What a server took."""
        self.served[size, of.name, "serve"] = served
        own = "" if served.told is None else f" (itself: {served.told:.3f} s)"
        self.say(f"{size:>7,}  {of.name:<17}{'saved to seen':<26}{served.visible:>8.3f} s{own}")

    @property
    def rows(self) -> dict[Key, Cost]:
        """The medians."""
        return {key: middle(costs) for key, costs in self._costs.items()}

    @property
    def walls(self) -> dict[Key, float]:
        """Seconds of all, of servers too."""
        served = {key: each.visible for key, each in self.served.items()}
        return {key: cost.wall for key, cost in self.rows.items()} | served

    def table(self) -> str:
        """All of it for a terminal."""
        lines = [HEAD]
        for (size, name, what), cost in sorted(self.rows.items(), key=_order):
            runs = len(self._costs[size, name, what])
            lines.append(
                f"{size:>8,}  {name:<17}{what:<26}{cost.wall:>8.2f}{cost.cpu:>8.2f}"
                f"{cost.memory / MIB:>7.0f}{cost.written:>8,}{runs:>6}"
            )
        for (size, name, _), served in sorted(self.served.items(), key=_order):
            memory = served.memory / MIB
            what = "saved to seen"
            lines.append(
                f"{size:>8,}  {name:<17}{what:<26}{served.visible:>8.3f}{'':8}{memory:>7.0f}"
            )
        if self.extension:
            lines.append(f"reading reports, to Python-Markdown alone: {self.extension:.2f}")
        if self.one_photo:
            lines += self.one_photo.lines()
        return "\n".join(lines)

    def as_json(self, goals: Sequence[Verdict]) -> dict[str, object]:
        """All of it for programs: seconds, bytes."""
        rows = [
            {
                "reports": size,
                "generator": name,
                "what": what,
                "runs": len(self._costs[size, name, what]),
            }
            | asdict(cost)
            for (size, name, what), cost in self.rows.items()
        ]
        served = [
            {"reports": size, "generator": name, "what": "saved to seen"} | asdict(each)
            for (size, name, _), each in self.served.items()
        ]
        return {
            "machine": dict(self.machine),
            "versions": self.versions,
            "minutes": round((time.monotonic() - self._begun) / 60, 1),
            "goals": [goal.as_json() for goal in goals],
            "rows": [_rounded(row) for row in (*rows, *served)],
            "reading reports, to Python-Markdown alone": self.extension,
            "one photo, processor seconds": self.one_photo and self.one_photo.as_json(),
        }


def _order(row: tuple[Key, object]) -> tuple[int, str, str]:
    size, name, what = row[0]
    return size, what, name


def _rounded(row: Mapping[str, object]) -> dict[str, object]:
    return {key: round(each, 4) if isinstance(each, float) else each for key, each in row.items()}
