"""What a build makes again: all that looked at something which is not as it was.

Each thing that was made is remembered with the names of what it looked at (`site.dependencies`),
and
with how long the clock would give the same answers. The names of what changed then tell what
must be made again, in time proportional to the change.
"""

import pickle
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from ..content.problems import Problem
from ..images.social.card import Card
from ..site.context import Making
from ..site.dependencies import Attachment, Derived, Noted
from ..site.feeds.static_files import write
from ..site.i18n.template_cache import Code, Compiled
from ..site.output_files import Made, Make
from ..site.search.blocks import Document, Row
from ..site.urls import words_path
from .loading.content_loader import digest_of
from .loading.report_rules import changed_names
from .output.link_check import Links, ids_of
from .store.store import State
from .workers import shared_out

# Whose values are remembered, because they take long to make and much is made of them.
KEPT = ("entries", "told-calls", "report-cards", "event-cards")


# What is remembered of something made: what tells it from another; the names of what it looked
# at; since and until when the clock would say the same, in seconds since 1970; the attachments
# that it needs (path, file, and what links it). Of files: the path of the page that it is, whether
# that is in the sitemap, when it next says something else, the path of its social card, and how it
# is found (a `Document`). Bare tuples, as there are many.
Known = tuple[
    bytes,
    tuple[str, ...],
    float,
    float,
    tuple[tuple[str, str, str], ...],
    str | None,
    bool,
    float | None,
    str | None,
    Row | None,
]
DIGEST: Final = 0
SINCE: Final = 2
UNTIL: Final = 3
ATTACHMENTS: Final = 4
PAGE: Final = 5
LISTED: Final = 6
CHANGES: Final = 7
CARD: Final = 8
FOUND: Final = 9


def stale(some: Mapping[str, Known], changed: set[str], now: float) -> list[str]:
    """The keys of what may be another now."""
    untouched = changed.isdisjoint
    return [
        key
        for key, (_, names, since, until, *_) in some.items()
        if not since <= now < until or not untouched(names)
    ]


@dataclass(slots=True)
class Share:
    """What one process made."""

    products: dict[str, Known] = field(default_factory=dict)
    staged: list[str] = field(default_factory=list)
    derived: dict[str, dict[str, Known]] = field(default_factory=dict)
    values: dict[str, dict[str, bytes]] = field(default_factory=dict)  # pickled
    problems: list[Problem] = field(default_factory=list)
    links: dict[str, set[str]] = field(default_factory=dict)  # by page: to be looked after
    ids: dict[str, str] = field(default_factory=dict)  # the places in pages, NUL between them
    cards: dict[str, Card] = field(default_factory=dict)  # social ones, by path
    compiled: Code = field(default_factory=dict)  # templates


@dataclass(slots=True, kw_only=True)
class Remaking:
    """One build's work. `facts` are the tables that things look at; `stage` is written to."""

    making: Making
    shared: Sequence[Derived[Any]]  # what is made once and shown in many places
    products: Mapping[str, Make]
    facts: Mapping[str, Mapping[str, Any]]
    state: State
    stage: Path
    published: frozenset[str]  # files that are published whatever pages say
    compiled: Compiled  # the templates with which products are made
    changed: set[str] = field(default_factory=set)
    checking: Links = field(init=False)
    known: dict[str, Known] = field(default_factory=dict)
    derived: dict[str, dict[str, Known]] = field(default_factory=dict)
    staged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    made: list[str] = field(default_factory=list)  # all that was made, be it the same
    cards: dict[str, Card] = field(default_factory=dict)  # social ones of pages that were made
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by page: to be looked after
    ids: dict[str, str] = field(default_factory=dict)  # in pages that were made
    _values: dict[str, dict[str, bytes]] = field(default_factory=dict)  # pickled
    _other: set[str] = field(default_factory=set)  # tables that are not as they were
    _touched: set[str] = field(default_factory=set)  # files made again, or gone
    _fresh: dict[str, set[str]] = field(default_factory=dict)  # the same of what is derived
    _forced: frozenset[str] = frozenset()
    _compiled: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def run(self, forced: frozenset[str]) -> None:
        """Makes what must be made; `forced` are files that are not as they were published."""
        self._forced = forced
        self.checking = Links(self.products.keys() | self.published)
        self._recall()
        for derived in self.shared:
            self._renew(derived)
        now = self.making.reads.now.timestamp()
        gone = self.known.keys() - self.products.keys()
        for path in gone:
            del self.known[path]
        self._touched |= gone
        again = {*stale(self.known, self.changed, now), *forced, *self._lost(forced)}
        wanted = [path for path in self.products if path not in self.known or path in again]
        self.made = wanted
        self._touched.update(wanted)
        for share in shared_out(self._make_all, wanted):
            self._take(share)
        self._take(self._make_all(()))  # what was derived to see whether it is another

    def keep(self) -> None:
        """Remembers all of it."""
        for table in self.facts:
            if table in self._other:
                self.state.put(f"facts {table}", self.facts[table])
        if self._compiled:
            self.state.put("compiled", {**self.compiled.known, **self._compiled})
        self.state.put_shelf("products", self.known, self._touched)
        for name, some in self.derived.items():
            self.state.put_shelf(f"derived {name}", some, self._fresh.get(name, set()))
        for name, values in self._values.items():
            alive = self.derived.get(name, {})
            packed = self.state.shelf(f"values {name}") | values
            left = {key: value for key, value in packed.items() if key in alive}
            self.state.put_shelf(f"values {name}", left, {*values, *(packed.keys() - left.keys())})

    def attachments(self) -> dict[str, Attachment]:
        """All that must be published, by path."""
        every = [
            *self.known.values(),
            *(k for some in self.derived.values() for k in some.values()),
        ]
        return {
            path: Attachment(path=path, file=file, linked_by=linked_by)
            for known in every
            for path, file, linked_by in known[ATTACHMENTS]
        }

    @property
    def card_paths(self) -> set[str]:
        """The social cards of all pages."""
        return {card for known in self.known.values() if (card := known[CARD])}

    @property
    def words_files(self) -> set[str]:
        """The files with the words of pages that can be found."""
        return {words_path(document.path) for document in self.documents}

    @property
    def documents(self) -> Iterator[Document]:
        """The pages that can be found."""
        return (Document(*found) for known in self.known.values() if (found := known[FOUND]))

    @property
    def listed(self) -> Iterable[str]:
        """The pages of the sitemap."""
        return (known[PAGE] or "" for known in self.known.values() if known[LISTED])

    @property
    def changes(self) -> dict[str, float]:
        """When each file next says something else, of those that do."""
        return {
            path if known[PAGE] is None else known[PAGE] or "": at
            for path, known in self.known.items()
            if (at := known[CHANGES]) is not None
        }

    def span(self) -> tuple[float, float]:
        """The time for which all would stay as it is."""
        every = [k for some in (self.known, *self.derived.values()) for k in some.values()]
        return max(k[SINCE] for k in every), min(k[UNTIL] for k in every)

    def _lost(self, forced: frozenset[str]) -> Iterator[str]:
        """The pages whose social card, or file of words, is among these."""
        for path, known in self.known.items() if forced else ():
            if known[CARD] in forced or _words_file(known) in forced:
                yield path

    def _recall(self) -> None:
        self.known = self.state.shelf("products")
        for derived in self.shared:
            self.derived[derived.name] = self.state.shelf(f"derived {derived.name}")
        is_cold = not self.known
        for table, values in self.facts.items():
            former = self.state.part(f"facts {table}")
            if former is None or former != values:
                self._other.add(table)
            if former != values and not is_cold:
                self.changed |= changed_names({table: former or {}}, {table: values})

    def _renew(self, derived: Derived[Any]) -> None:
        """Makes again what is derived and may be another, to see whether it is."""
        some = self.derived.setdefault(derived.name, {})
        now = self.making.reads.now.timestamp()
        fresh = self._fresh.setdefault(derived.name, set())
        for key in stale(some, self.changed, now):
            former = some.pop(key)
            fresh.add(key)
            try:
                value = derived[key]
            except KeyError:  # its record is gone
                self.changed.add(f"{derived.name}/{key}")
                continue
            noted = derived.fresh[key][1]
            some[key] = _known(digest_of(repr(value).encode()), noted)
            self.problems += noted.problems
            if derived.name in KEPT:
                self._values.setdefault(derived.name, {})[key] = _packed(value)
            if some[key][DIGEST] != former[DIGEST]:
                self.changed.add(f"{derived.name}/{key}")
        if derived.name in KEPT and some:
            made = set(derived.fresh)
            packed = cache(partial(self.state.shelf, f"values {derived.name}"))

            def recall(key: str) -> Any:
                if key in made:
                    raise KeyError(key)
                return pickle.loads(packed()[key])  # noqa: S301 - checked, and ours

            derived.remember(recall)

    def _make_all(self, paths: Sequence[str]) -> Share:
        share = Share()
        reads = self.making.reads
        for path in paths:
            with reads.noting() as noted:
                made = self.products[path]()
            digest = digest_of(made.data)
            share.products[path] = _known(digest, noted, made)
            share.problems += noted.problems
            share.cards |= noted.cards
            if made.page is not None:
                html = made.data.decode()
                places = ids_of(html)
                share.ids[path] = "\0".join(places)
                if doubtful := self.checking.doubtful(path, html, places):
                    share.links[path] = doubtful
            former = self.known.get(path)
            if path in self._forced or former is None or former[DIGEST] != digest:
                write(self.stage, path, made.data)
                share.staged.append(path)
            words = _words_file(share.products[path])
            if words and (words in self._forced or not former or former[FOUND] != made.found):
                write(self.stage, words, made.words)
                share.staged.append(words)
        for derived in self.shared:
            own = self.derived.get(derived.name, {})
            fresh = {key: each for key, each in derived.take().items() if key not in own}
            share.derived[derived.name] = {
                key: _known(digest_of(repr(value).encode()), noted)
                for key, (value, noted) in fresh.items()
            }
            share.problems += [p for _, noted in fresh.values() for p in noted.problems]
            if derived.name in KEPT:
                share.values[derived.name] = {k: _packed(value) for k, (value, _) in fresh.items()}
        share.compiled = self.compiled.take()
        return share

    def _take(self, share: Share) -> None:
        for path, known in share.products.items():
            self.known[path] = known
        for name, some in share.derived.items():
            self.derived.setdefault(name, {}).update(some)
            self._fresh.setdefault(name, set()).update(some)
        for name, values in share.values.items():
            self._values.setdefault(name, {}).update(values)
        self.staged += share.staged
        for path, targets in share.links.items():
            self.links[path] = tuple(map(sys.intern, targets))  # pages share them
        self.ids |= share.ids
        self.cards |= share.cards
        self.problems += share.problems
        self._compiled.update(share.compiled)


def _known(digest: bytes, noted: Noted, made: Made | None = None) -> Known:
    changes: datetime | None = made.changes if made else None
    return (
        digest,
        tuple(map(sys.intern, noted.names)),
        noted.since.timestamp(),
        noted.until.timestamp(),
        tuple((a.path, a.file, a.linked_by) for a in noted.attachments.values()),
        made.page if made else None,
        bool(made and made.listed),
        changes.timestamp() if changes else None,
        next(iter(noted.cards), None),
        made.found.row if made and made.found else None,
    )


def _packed(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _words_file(known: Known) -> str | None:
    found = known[FOUND]
    return words_path(found[0]) if found else None
