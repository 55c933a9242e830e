"""What a build makes again: all that looked at something which is not as it was.

Each thing that was made is remembered with the names of what it looked at (`pages.reads`), and
with how long the clock would give the same answers. The names of what changed then tell what
must be made again, in time proportional to the change.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from ..pages.making import Making
from ..pages.output import write
from ..pages.products import Made, Make
from ..pages.reads import Attachment, Derived, Noted
from ..records.problems import Problem
from .reading import digest_of
from .rules import changed_names
from .state import State
from .workers import shared_out

# Whose values are remembered, because they take long to make and much is made of them.
KEPT = ("entries", "told-calls")


class Known(NamedTuple):
    """What is remembered of something made; instants are seconds since 1970."""

    digest: bytes
    names: tuple[str, ...]
    since: float
    until: float
    attachments: tuple[tuple[str, str, str], ...] = ()  # path, file, and what links it
    page: str | None = None
    listed: bool = False
    changes: float | None = None

    def is_stale(self, changed: set[str], now: float) -> bool:
        """Whether it may be another now."""
        return not (self.since <= now < self.until) or not changed.isdisjoint(self.names)


@dataclass(slots=True)
class Share:
    """What one process made."""

    products: dict[str, Known] = field(default_factory=dict)
    staged: list[str] = field(default_factory=list)
    derived: dict[str, dict[str, Known]] = field(default_factory=dict)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Remaking:
    """One build's work. `facts` are the tables that things look at; `stage` is written to."""

    making: Making
    products: Mapping[str, Make]
    facts: Mapping[str, Mapping[str, Any]]
    state: State
    stage: Path
    changed: set[str] = field(default_factory=set)
    known: dict[str, Known] = field(default_factory=dict)
    derived: dict[str, dict[str, Known]] = field(default_factory=dict)
    staged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    made: list[str] = field(default_factory=list)  # all that was made, be it the same
    _values: dict[str, dict[str, Any]] = field(default_factory=dict)
    _forced: frozenset[str] = frozenset()

    def run(self, forced: frozenset[str]) -> None:
        """Makes what must be made; `forced` are files that are not as they were published."""
        self._forced = forced
        self._recall()
        self.changed |= changed_names(self.state.part("facts") or {}, self.facts)
        for derived in self.making.derived:
            self._renew(derived)
        now = self.making.reads.now.timestamp()
        gone = self.known.keys() - self.products.keys()
        for path in gone:
            del self.known[path]
        wanted = [
            path
            for path in self.products
            if path in forced
            or path not in self.known
            or self.known[path].is_stale(self.changed, now)
        ]
        self.made = wanted
        for share in shared_out(self._make_all, wanted):
            self._take(share)

    def keep(self) -> None:
        """Remembers all of it."""
        self.state.put("facts", self.facts)
        self.state.put("products", {path: tuple(known) for path, known in self.known.items()})
        self.state.put(
            "derived",
            {
                name: {key: tuple(known) for key, known in some.items()}
                for name, some in self.derived.items()
            },
        )
        for derived in self.making.derived:
            if derived.name in KEPT and self._values.get(derived.name):
                remembered = self.state.pickled(f"values {derived.name}") or {}
                alive = self.derived.get(derived.name, {})
                values = {**remembered, **self._values[derived.name]}
                self.state.put_pickled(
                    f"values {derived.name}", {k: v for k, v in values.items() if k in alive}
                )

    def attachments(self) -> dict[str, Attachment]:
        """All that must be published, by path."""
        every = [
            *self.known.values(),
            *(k for some in self.derived.values() for k in some.values()),
        ]
        return {
            path: Attachment(path=path, file=file, linked_by=linked_by)
            for known in every
            for path, file, linked_by in known.attachments
        }

    @property
    def listed(self) -> Iterable[str]:
        """The pages of the sitemap."""
        return (k.page for k in self.known.values() if k.listed and k.page is not None)

    @property
    def changes(self) -> dict[str, float]:
        """When each file next says something else, of those that do."""
        return {
            path if known.page is None else known.page: known.changes
            for path, known in self.known.items()
            if known.changes is not None
        }

    def span(self) -> tuple[float, float]:
        """The time for which all would stay as it is."""
        every = [
            *self.known.values(),
            *(k for some in self.derived.values() for k in some.values()),
        ]
        return max(k.since for k in every), min(k.until for k in every)

    def _recall(self) -> None:
        known = self.state.part("products") or {}
        self.known = {path: Known(*values) for path, values in known.items()}
        for name, some in (self.state.part("derived") or {}).items():
            self.derived[name] = {key: Known(*values) for key, values in some.items()}

    def _renew(self, derived: Derived[Any]) -> None:
        """Makes again what is derived and may be another, to see whether it is."""
        some = self.derived.setdefault(derived.name, {})
        now = self.making.reads.now.timestamp()
        stale = [key for key, known in some.items() if known.is_stale(self.changed, now)]
        for key in stale:
            former = some.pop(key)
            try:
                value = derived[key]
            except KeyError:  # its record is gone
                self.changed.add(f"{derived.name}/{key}")
                continue
            some[key] = _known(digest_of(repr(value).encode()), derived.noted[key])
            self.problems += derived.noted[key].problems
            if derived.name in KEPT:
                self._values.setdefault(derived.name, {})[key] = value
            if some[key].digest != former.digest:
                self.changed.add(f"{derived.name}/{key}")
        if derived.name in KEPT and some:
            fresh = dict(derived.made)

            def remembered() -> Mapping[str, Any]:
                values = self.state.pickled(f"values {derived.name}") or {}
                return {k: v for k, v in values.items() if k in some and k not in fresh}

            derived.remember(remembered)

    def _make_all(self, paths: Sequence[str]) -> Share:
        share = Share()
        reads = self.making.reads
        for path in paths:
            with reads.noting() as noted:
                made = self.products[path]()
            digest = digest_of(made.data)
            share.products[path] = _known(digest, noted, made)
            share.problems += noted.problems
            former = self.known.get(path)
            if path in self._forced or former is None or former.digest != digest:
                write(self.stage, path, made.data)
                share.staged.append(path)
        for derived in self.making.derived:
            own = self.derived.get(derived.name, {})
            new = [key for key in derived.noted if key not in own]
            share.derived[derived.name] = {
                key: _known(digest_of(repr(derived.made[key]).encode()), derived.noted[key])
                for key in new
            }
            share.problems += [p for key in new for p in derived.noted[key].problems]
            if derived.name in KEPT:
                share.values[derived.name] = {key: derived.made[key] for key in new}
        return share

    def _take(self, share: Share) -> None:
        for path, known in share.products.items():
            self.known[path] = known._replace(names=tuple(map(sys.intern, known.names)))
        for name, some in share.derived.items():
            self.derived.setdefault(name, {}).update(some)
        for name, values in share.values.items():
            self._values.setdefault(name, {}).update(values)
        self.staged += share.staged
        self.problems += share.problems


def _known(digest: bytes, noted: Noted, made: Made | None = None) -> Known:
    changes: datetime | None = made.changes if made else None
    return Known(
        digest=digest,
        names=tuple(map(sys.intern, noted.names)),
        since=noted.since.timestamp(),
        until=noted.until.timestamp(),
        attachments=tuple((a.path, a.file, a.linked_by) for a in noted.attachments.values()),
        page=made.page if made else None,
        listed=bool(made and made.listed),
        changes=changes.timestamp() if changes else None,
    )
