"""Dependency tracking: which records, lists, files and instants a page was computed from.

Builders read records through the mappings of this module, which record every look-up. The recorded
names are stored with the output, so that the next build can decide, from the names of what
changed, what must be built again. A name is `table/key`, or `table/*` for the keys of a table.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import lru_cache
from typing import Generic, TypeVar

from msgspec import Struct, field

from ..content.problems import Problem
from ..images.social.card import SocialCard

Value = TypeVar("Value")
ALWAYS_SINCE = datetime(1, 1, 1, tzinfo=UTC)
MAX_CACHED_VALUES = 3000  # values of one query; those of a thousand reports are at most 8 MiB
ALWAYS_UNTIL = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


class Attachment(Struct, frozen=True, kw_only=True):
    """A content file that is published as it is. Both paths are written with `/`."""

    file: str  # relative to the content folder
    path: str  # relative to the output folder
    linked_by: str  # a content file that links it, relative to the content folder


class Dependencies(Struct):
    """What was looked up while one value was computed, and how long its clock answers hold.

    The answers of the clock are the same from `since` until `until`, which are aware instants;
    `until` itself is outside.
    """

    names: set[str] = field(default_factory=set)  # `table/key` or `table/*`
    since: datetime = ALWAYS_SINCE
    until: datetime = ALWAYS_UNTIL
    attachments: dict[str, Attachment] = field(default_factory=dict)  # by published path
    social_cards: dict[str, SocialCard] = field(default_factory=dict)  # by published path
    problems: list[Problem] = field(default_factory=list)  # each forbids publishing


class DependencyTracker:
    """A recorder of the dependencies of the value that is being computed.

    `now` is the instant of the build, aware.
    """

    __slots__ = ("_dependencies", "now")

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._dependencies = Dependencies()

    def record(self, name: str) -> None:
        """Record that `name` (`table/key` or `table/*`) was looked up."""
        self._dependencies.names.add(name)

    def is_past(self, instant: datetime) -> bool:
        """Return whether an instant (aware) has come, and record until when the answer holds.

        This is the only way in which a page may ask the clock.
        """
        dependencies = self._dependencies
        if instant <= self.now:
            dependencies.since = max(dependencies.since, instant)
            return True
        dependencies.until = min(dependencies.until, instant)
        return False

    def record_attachment(self, attachment: Attachment) -> None:
        """Record that a content file must be published."""
        self._dependencies.attachments.setdefault(attachment.path, attachment)

    def record_social_card(self, path: str, card: SocialCard) -> None:
        """Record that a social card must be published at `path`."""
        self._dependencies.social_cards[path] = card

    def record_problem(self, problem: Problem) -> None:
        """Record a problem, which forbids publishing."""
        self._dependencies.problems.append(problem)

    @contextmanager
    def collect(self) -> Iterator[Dependencies]:
        """Yield the dependencies recorded inside the block; the outer ones do not get them."""
        outer, self._dependencies = self._dependencies, Dependencies()
        try:
            yield self._dependencies
        finally:
            self._dependencies = outer


class TrackedMapping(Mapping[str, Value]):
    """A mapping that records every look-up as a dependency, also that of a missing key.

    Iterating and `len` depend on all keys, recorded as `name/*`.
    """

    __slots__ = ("_name", "_tracker", "_values")

    def __init__(self, name: str, values: Mapping[str, Value], tracker: DependencyTracker) -> None:
        self._name = name
        self._values = values
        self._tracker = tracker

    def __getitem__(self, key: str) -> Value:
        self._tracker.record(f"{self._name}/{key}")
        return self._values[key]

    def __contains__(self, key: object) -> bool:
        self._tracker.record(f"{self._name}/{key}")
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        self._tracker.record(f"{self._name}/*")
        return iter(self._values)

    def __len__(self) -> int:
        self._tracker.record(f"{self._name}/*")
        return len(self._values)


class TrackedSet(Set[str]):
    """A set that records every look-up as a dependency, as `TrackedMapping` does."""

    __slots__ = ("_name", "_tracker", "_values")

    def __init__(self, name: str, values: Set[str], tracker: DependencyTracker) -> None:
        self._name = name
        self._values = values
        self._tracker = tracker

    def __contains__(self, key: object) -> bool:
        self._tracker.record(f"{self._name}/{key}")
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        self._tracker.record(f"{self._name}/*")
        return iter(self._values)

    def __len__(self) -> int:
        self._tracker.record(f"{self._name}/*")
        return len(self._values)

    @classmethod
    def _from_iterable(cls, values: Iterable[str]) -> Set[str]:  # type: ignore[override]
        return frozenset(values)


class Query(Generic[Value]):
    """A function of a key whose values are cached and have dependencies of their own.

    A reader of a value depends on that value alone, not on what it was computed from: a new
    sentence in a report does not touch the lists that show its title. The `MAX_CACHED_VALUES`
    values used last are held in memory.
    """

    def __init__(
        self,
        name: str,
        make: Callable[[str], Value],
        tracker: DependencyTracker,
        shared_dependencies: tuple[str, ...] = (),
    ) -> None:
        """Set up a query; every value also depends on the names in `shared_dependencies`."""
        self.name = name
        self.computed: dict[str, tuple[Value, Dependencies]] = {}  # computed since `take_computed`
        self._value = lru_cache(MAX_CACHED_VALUES)(self._load_or_compute)
        self._make = make
        self._tracker = tracker
        self._shared_dependencies = shared_dependencies
        self._recall: Callable[[str], Value] | None = None

    def set_recall(self, recall: Callable[[str], Value]) -> None:
        """Set the function that returns a stored value that still holds, or raises KeyError."""
        self._recall = recall

    def take_computed(self) -> dict[str, tuple[Value, Dependencies]]:
        """Return the values computed since the last call, with their dependencies, by key."""
        fresh, self.computed = self.computed, {}
        return fresh

    def __getitem__(self, key: str) -> Value:
        self._tracker.record(f"{self.name}/{key}")
        return self._value(key)

    def _load_or_compute(self, key: str) -> Value:
        if self._recall and key not in self.computed:
            with suppress(KeyError):
                return self._recall(key)
        with self._tracker.collect() as dependencies:
            for name in self._shared_dependencies:
                self._tracker.record(name)
            value = self._make(key)
        self.computed[key] = value, dependencies
        return value
