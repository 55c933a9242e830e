"""What a page was made from: every look at a record, a list, a file or the clock is noted.

Whoever makes something looks through these mappings. What it saw is kept with what it made, so
that the next build can tell, from the names of what changed, what must be made again. A name is
`table/key`, or `table/*` for the keys of a table.
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
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
MAX_CACHED_VALUES = 3000  # derived values of a kind: those of a thousand reports are at most 8 MiB
NEVER = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


class Attachment(Struct, frozen=True, kw_only=True):
    """A content file to be published: both paths with `/`, and a content file that links it."""

    file: str  # relative to the content folder
    path: str  # relative to the output folder
    linked_by: str


class Dependencies(Struct):
    """What was seen while one thing was made. It would be the same from `since` until `until`.

    Both are aware instants; `until` itself is outside.
    """

    names: set[str] = field(default_factory=set)
    since: datetime = LONG_AGO
    until: datetime = NEVER
    attachments: dict[str, Attachment] = field(default_factory=dict)  # by path
    cards: dict[str, SocialCard] = field(default_factory=dict)  # social cards, by path
    problems: list[Problem] = field(default_factory=list)


class DependencyTracker:
    """Takes the notes of one thing at a time. `now` is the instant of the build, aware."""

    __slots__ = ("_dependencies", "now")

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._dependencies = Dependencies()

    def record(self, name: str) -> None:
        """Notes that something was looked at."""
        self._dependencies.names.add(name)

    def is_past(self, instant: datetime) -> bool:
        """Whether an instant (aware) has come; the only way in which a page may ask the clock."""
        dependencies = self._dependencies
        if instant <= self.now:
            dependencies.since = max(dependencies.since, instant)
            return True
        dependencies.until = min(dependencies.until, instant)
        return False

    def record_attachment(self, attachment: Attachment) -> None:
        """Notes that a file must be published."""
        self._dependencies.attachments.setdefault(attachment.path, attachment)

    def record_card(self, path: str, card: SocialCard) -> None:
        """Notes that a social card must be published."""
        self._dependencies.cards[path] = card

    def record_problem(self, problem: Problem) -> None:
        """Notes what forbids publishing."""
        self._dependencies.problems.append(problem)

    @contextmanager
    def collect(self) -> Iterator[Dependencies]:
        """Notes for what is made inside, apart from those that are being taken outside."""
        outer, self._dependencies = self._dependencies, Dependencies()
        try:
            yield self._dependencies
        finally:
            self._dependencies = outer


class TrackedMapping(Mapping[str, Value]):
    """A mapping whose readers are noted. Looking for what is not there is a look as well."""

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
    """A set whose readers are noted."""

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
    """Values made from others, with notes of their own; the last `MAX_CACHED_VALUES` of them are
    at hand.

    Who looks at one depends on the value alone, not on all that it was made from: a new sentence
    in a report does not touch the lists that show its title.
    """

    def __init__(
        self,
        name: str,
        make: Callable[[str], Value],
        tracker: DependencyTracker,
        shared_dependencies: tuple[str, ...] = (),
    ) -> None:
        """`shared_dependencies` are names of what all of them depend on."""
        self.name = name
        self.fresh: dict[str, tuple[Value, Dependencies]] = {}  # made since they were taken last
        self._value = lru_cache(MAX_CACHED_VALUES)(self._found)
        self._make = make
        self._tracker = tracker
        self._shared_dependencies = shared_dependencies
        self._recall: Callable[[str], Value] | None = None

    def set_recall(self, recall: Callable[[str], Value]) -> None:
        """How a value that was made before and is still right is found; KeyError for others."""
        self._recall = recall

    def take_fresh(self) -> dict[str, tuple[Value, Dependencies]]:
        """What was made since this was asked last."""
        fresh, self.fresh = self.fresh, {}
        return fresh

    def __getitem__(self, key: str) -> Value:
        self._tracker.record(f"{self.name}/{key}")
        return self._value(key)

    def _found(self, key: str) -> Value:
        if self._recall and key not in self.fresh:
            with suppress(KeyError):
                return self._recall(key)
        with self._tracker.collect() as dependencies:
            for name in self._shared_dependencies:
                self._tracker.record(name)
            value = self._make(key)
        self.fresh[key] = value, dependencies
        return value
