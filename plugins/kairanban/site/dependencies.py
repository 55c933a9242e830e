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
from ..images.social.card import Card

Value = TypeVar("Value")
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
KEPT = 3000  # derived values of a kind: those of a thousand reports are at most 8 MiB
NEVER = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


class Attachment(Struct, frozen=True, kw_only=True):
    """A content file to be published: both paths with `/`, and a content file that links it."""

    file: str  # relative to the content folder
    path: str  # relative to the output folder
    linked_by: str


class Noted(Struct):
    """What was seen while one thing was made. It would be the same from `since` until `until`.

    Both are aware instants; `until` itself is outside.
    """

    names: set[str] = field(default_factory=set)
    since: datetime = LONG_AGO
    until: datetime = NEVER
    attachments: dict[str, Attachment] = field(default_factory=dict)  # by path
    cards: dict[str, Card] = field(default_factory=dict)  # social cards, by path
    problems: list[Problem] = field(default_factory=list)


class Reads:
    """Takes the notes of one thing at a time. `now` is the instant of the build, aware."""

    __slots__ = ("_noted", "now")

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._noted = Noted()

    def read(self, name: str) -> None:
        """Notes that something was looked at."""
        self._noted.names.add(name)

    def passed(self, instant: datetime) -> bool:
        """Whether an instant (aware) has come; the only way in which a page may ask the clock."""
        noted = self._noted
        if instant <= self.now:
            noted.since = max(noted.since, instant)
            return True
        noted.until = min(noted.until, instant)
        return False

    def attach(self, attachment: Attachment) -> None:
        """Notes that a file must be published."""
        self._noted.attachments.setdefault(attachment.path, attachment)

    def show(self, path: str, card: Card) -> None:
        """Notes that a social card must be published."""
        self._noted.cards[path] = card

    def problem(self, problem: Problem) -> None:
        """Notes what forbids publishing."""
        self._noted.problems.append(problem)

    @contextmanager
    def noting(self) -> Iterator[Noted]:
        """Notes for what is made inside, apart from those that are being taken outside."""
        outer, self._noted = self._noted, Noted()
        try:
            yield self._noted
        finally:
            self._noted = outer


class Table(Mapping[str, Value]):
    """A mapping whose readers are noted. Looking for what is not there is a look as well."""

    __slots__ = ("_name", "_reads", "_values")

    def __init__(self, name: str, values: Mapping[str, Value], reads: Reads) -> None:
        self._name = name
        self._values = values
        self._reads = reads

    def __getitem__(self, key: str) -> Value:
        self._reads.read(f"{self._name}/{key}")
        return self._values[key]

    def __contains__(self, key: object) -> bool:
        self._reads.read(f"{self._name}/{key}")
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        self._reads.read(f"{self._name}/*")
        return iter(self._values)

    def __len__(self) -> int:
        self._reads.read(f"{self._name}/*")
        return len(self._values)


class Names(Set[str]):
    """A set whose readers are noted."""

    __slots__ = ("_name", "_reads", "_values")

    def __init__(self, name: str, values: Set[str], reads: Reads) -> None:
        self._name = name
        self._values = values
        self._reads = reads

    def __contains__(self, key: object) -> bool:
        self._reads.read(f"{self._name}/{key}")
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        self._reads.read(f"{self._name}/*")
        return iter(self._values)

    def __len__(self) -> int:
        self._reads.read(f"{self._name}/*")
        return len(self._values)

    @classmethod
    def _from_iterable(cls, values: Iterable[str]) -> Set[str]:  # type: ignore[override]
        return frozenset(values)


class Derived(Generic[Value]):
    """Values made from others, with notes of their own; the last `KEPT` of them are at hand.

    Who looks at one depends on the value alone, not on all that it was made from: a new sentence
    in a report does not touch the lists that show its title.
    """

    def __init__(
        self,
        name: str,
        make: Callable[[str], Value],
        reads: Reads,
        around: tuple[str, ...] = (),
    ) -> None:
        """`around` are names of what all of them depend on."""
        self.name = name
        self.fresh: dict[str, tuple[Value, Noted]] = {}  # made since they were taken last
        self._value = lru_cache(KEPT)(self._found)
        self._make = make
        self._reads = reads
        self._around = around
        self._recall: Callable[[str], Value] | None = None

    def remember(self, recall: Callable[[str], Value]) -> None:
        """How a value that was made before and is still right is found; KeyError for others."""
        self._recall = recall

    def take(self) -> dict[str, tuple[Value, Noted]]:
        """What was made since this was asked last."""
        fresh, self.fresh = self.fresh, {}
        return fresh

    def __getitem__(self, key: str) -> Value:
        self._reads.read(f"{self.name}/{key}")
        return self._value(key)

    def _found(self, key: str) -> Value:
        if self._recall and key not in self.fresh:
            with suppress(KeyError):
                return self._recall(key)
        with self._reads.noting() as noted:
            for name in self._around:
                self._reads.read(name)
            value = self._make(key)
        self.fresh[key] = value, noted
        return value
