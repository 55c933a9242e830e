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
from ..images.social.card import SocialCard
from ..site.context import RenderContext
from ..site.dependencies import Attachment, Dependencies, Query
from ..site.feeds.static_files import write_file
from ..site.i18n.template_cache import Code, TemplateCache
from ..site.output_files import OutputBuilder, OutputFile
from ..site.search.blocks import DocumentRow, SearchDocument
from ..site.urls import search_text_path
from .loading.content_loader import compute_digest
from .loading.report_rules import changed_names
from .output.link_check import LinkChecker, find_ids
from .store.store import Store
from .workers import run_in_parallel

# Whose values are remembered, because they take long to make and much is made of them.
STORED_VALUES = ("entries", "told-calls", "report-cards", "event-cards")


# What is remembered of something made: what tells it from another; the names of what it looked
# at; since and until when the clock would say the same, in seconds since 1970; the attachments
# that it needs (path, file, and what links it). Of files: the path of the page that it is, whether
# that is in the sitemap, when it next says something else, the path of its social card, and how it
# is found (a `SearchDocument`). Bare tuples, as there are many.
CacheEntry = tuple[
    bytes,
    tuple[str, ...],
    float,
    float,
    tuple[tuple[str, str, str], ...],
    str | None,
    bool,
    float | None,
    str | None,
    DocumentRow | None,
]
DIGEST: Final = 0
SINCE: Final = 2
UNTIL: Final = 3
ATTACHMENTS: Final = 4
PAGE: Final = 5
LISTED: Final = 6
CHANGES: Final = 7
CARD: Final = 8
DOCUMENT: Final = 9


def find_stale(some: Mapping[str, CacheEntry], changed: set[str], now: float) -> list[str]:
    """The keys of what may be another now."""
    untouched = changed.isdisjoint
    return [
        key
        for key, (_, names, since, until, *_) in some.items()
        if not since <= now < until or not untouched(names)
    ]


@dataclass(slots=True)
class BatchResult:
    """What one process made."""

    entries: dict[str, CacheEntry] = field(default_factory=dict)
    staged: list[str] = field(default_factory=list)
    query_entries: dict[str, dict[str, CacheEntry]] = field(default_factory=dict)
    values: dict[str, dict[str, bytes]] = field(default_factory=dict)  # pickled
    problems: list[Problem] = field(default_factory=list)
    links: dict[str, set[str]] = field(default_factory=dict)  # by page: to be looked after
    ids: dict[str, str] = field(default_factory=dict)  # the places in pages, NUL between them
    cards: dict[str, SocialCard] = field(default_factory=dict)  # social ones, by path
    compiled: Code = field(default_factory=dict)  # templates


@dataclass(slots=True, kw_only=True)
class QueryStore:
    """One build's work. `tables` are the tables that things look at; `stage` is written to."""

    context: RenderContext
    queries: Sequence[Query[Any]]  # what is made once and shown in many places
    output_builders: Mapping[str, OutputBuilder]
    tables: Mapping[str, Mapping[str, Any]]
    store: Store
    stage: Path
    published: frozenset[str]  # files that are published whatever pages say
    template_cache: TemplateCache  # the templates with which products are made
    changed: set[str] = field(default_factory=set)
    link_checker: LinkChecker = field(init=False)
    entries: dict[str, CacheEntry] = field(default_factory=dict)
    query_entries: dict[str, dict[str, CacheEntry]] = field(default_factory=dict)
    staged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    built: list[str] = field(default_factory=list)  # all that was made, be it the same
    cards: dict[str, SocialCard] = field(
        default_factory=dict
    )  # social ones of pages that were made
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by page: to be looked after
    ids: dict[str, str] = field(default_factory=dict)  # in pages that were made
    _values: dict[str, dict[str, bytes]] = field(default_factory=dict)  # pickled
    _changed_tables: set[str] = field(default_factory=set)  # tables that are not as they were
    _touched: set[str] = field(default_factory=set)  # files made again, or gone
    _fresh: dict[str, set[str]] = field(default_factory=dict)  # the same of what is derived
    _forced: frozenset[str] = frozenset()
    _compiled: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def run(self, forced: frozenset[str]) -> None:
        """Makes what must be made; `forced` are files that are not as they were published."""
        self._forced = forced
        self.link_checker = LinkChecker(self.output_builders.keys() | self.published)
        self._load()
        for query in self.queries:
            self._refresh(query)
        now = self.context.tracker.now.timestamp()
        gone = self.entries.keys() - self.output_builders.keys()
        for path in gone:
            del self.entries[path]
        self._touched |= gone
        again = {*find_stale(self.entries, self.changed, now), *forced, *self._lost(forced)}
        wanted = [
            path for path in self.output_builders if path not in self.entries or path in again
        ]
        self.built = wanted
        self._touched.update(wanted)
        for result in run_in_parallel(self._build_batch, wanted):
            self._merge(result)
        self._merge(self._build_batch(()))  # what was derived to see whether it is another

    def save(self) -> None:
        """Remembers all of it."""
        for table in self.tables:
            if table in self._changed_tables:
                self.store.set(f"facts {table}", self.tables[table])
        if self._compiled:
            self.store.set("compiled", {**self.template_cache.known, **self._compiled})
        self.store.set_map("products", self.entries, self._touched)
        for name, some in self.query_entries.items():
            self.store.set_map(f"derived {name}", some, self._fresh.get(name, set()))
        for name, values in self._values.items():
            alive = self.query_entries.get(name, {})
            packed = self.store.get_map(f"values {name}") | values
            left = {key: value for key, value in packed.items() if key in alive}
            self.store.set_map(f"values {name}", left, {*values, *(packed.keys() - left.keys())})

    def attachments(self) -> dict[str, Attachment]:
        """All that must be published, by path."""
        every = [
            *self.entries.values(),
            *(k for some in self.query_entries.values() for k in some.values()),
        ]
        return {
            path: Attachment(path=path, file=file, linked_by=linked_by)
            for entry in every
            for path, file, linked_by in entry[ATTACHMENTS]
        }

    @property
    def card_paths(self) -> set[str]:
        """The social cards of all pages."""
        return {card for entry in self.entries.values() if (card := entry[CARD])}

    @property
    def search_text_files(self) -> set[str]:
        """The files with the words of pages that can be found."""
        return {search_text_path(document.path) for document in self.documents}

    @property
    def documents(self) -> Iterator[SearchDocument]:
        """The pages that can be found."""
        return (
            SearchDocument(*found) for entry in self.entries.values() if (found := entry[DOCUMENT])
        )

    @property
    def listed(self) -> Iterable[str]:
        """The pages of the sitemap."""
        return (entry[PAGE] or "" for entry in self.entries.values() if entry[LISTED])

    @property
    def changes(self) -> dict[str, float]:
        """When each file next says something else, of those that do."""
        return {
            path if entry[PAGE] is None else entry[PAGE] or "": at
            for path, entry in self.entries.items()
            if (at := entry[CHANGES]) is not None
        }

    def valid_span(self) -> tuple[float, float]:
        """The time for which all would stay as it is."""
        every = [k for some in (self.entries, *self.query_entries.values()) for k in some.values()]
        return max(k[SINCE] for k in every), min(k[UNTIL] for k in every)

    def _lost(self, forced: frozenset[str]) -> Iterator[str]:
        """The pages whose social card, or file of words, is among these."""
        for path, entry in self.entries.items() if forced else ():
            if entry[CARD] in forced or _search_text_file(entry) in forced:
                yield path

    def _load(self) -> None:
        self.entries = self.store.get_map("products")
        for query in self.queries:
            self.query_entries[query.name] = self.store.get_map(f"derived {query.name}")
        is_cold = not self.entries
        for table, values in self.tables.items():
            former = self.store.get(f"facts {table}")
            if former is None or former != values:
                self._changed_tables.add(table)
            if former != values and not is_cold:
                self.changed |= changed_names({table: former or {}}, {table: values})

    def _refresh(self, query: Query[Any]) -> None:
        """Makes again what is derived and may be another, to see whether it is."""
        some = self.query_entries.setdefault(query.name, {})
        now = self.context.tracker.now.timestamp()
        fresh = self._fresh.setdefault(query.name, set())
        for key in find_stale(some, self.changed, now):
            former = some.pop(key)
            fresh.add(key)
            try:
                value = query[key]
            except KeyError:  # its record is gone
                self.changed.add(f"{query.name}/{key}")
                continue
            dependencies = query.fresh[key][1]
            some[key] = _cache_entry(compute_digest(repr(value).encode()), dependencies)
            self.problems += dependencies.problems
            if query.name in STORED_VALUES:
                self._values.setdefault(query.name, {})[key] = _pickled(value)
            if some[key][DIGEST] != former[DIGEST]:
                self.changed.add(f"{query.name}/{key}")
        if query.name in STORED_VALUES and some:
            made = set(query.fresh)
            packed = cache(partial(self.store.get_map, f"values {query.name}"))

            def recall(key: str) -> Any:
                if key in made:
                    raise KeyError(key)
                return pickle.loads(packed()[key])  # noqa: S301 - checked, and ours

            query.set_recall(recall)

    def _build_batch(self, paths: Sequence[str]) -> BatchResult:
        result = BatchResult()
        tracker = self.context.tracker
        for path in paths:
            with tracker.collect() as dependencies:
                made = self.output_builders[path]()
            digest = compute_digest(made.data)
            result.entries[path] = _cache_entry(digest, dependencies, made)
            result.problems += dependencies.problems
            result.cards |= dependencies.cards
            if made.page is not None:
                html = made.data.decode()
                places = find_ids(html)
                result.ids[path] = "\0".join(places)
                if unresolved := self.link_checker.unresolved_targets(path, html, places):
                    result.links[path] = unresolved
            former = self.entries.get(path)
            if path in self._forced or former is None or former[DIGEST] != digest:
                write_file(self.stage, path, made.data)
                result.staged.append(path)
            words = _search_text_file(result.entries[path])
            if words and (
                words in self._forced or not former or former[DOCUMENT] != made.search_document
            ):
                write_file(self.stage, words, made.search_text)
                result.staged.append(words)
        for query in self.queries:
            own = self.query_entries.get(query.name, {})
            fresh = {key: each for key, each in query.take_fresh().items() if key not in own}
            result.query_entries[query.name] = {
                key: _cache_entry(compute_digest(repr(value).encode()), dependencies)
                for key, (value, dependencies) in fresh.items()
            }
            result.problems += [
                p for _, dependencies in fresh.values() for p in dependencies.problems
            ]
            if query.name in STORED_VALUES:
                result.values[query.name] = {k: _pickled(value) for k, (value, _) in fresh.items()}
        result.compiled = self.template_cache.take_new()
        return result

    def _merge(self, result: BatchResult) -> None:
        for path, entry in result.entries.items():
            self.entries[path] = entry
        for name, some in result.query_entries.items():
            self.query_entries.setdefault(name, {}).update(some)
            self._fresh.setdefault(name, set()).update(some)
        for name, values in result.values.items():
            self._values.setdefault(name, {}).update(values)
        self.staged += result.staged
        for path, targets in result.links.items():
            self.links[path] = tuple(map(sys.intern, targets))  # pages share them
        self.ids |= result.ids
        self.cards |= result.cards
        self.problems += result.problems
        self._compiled.update(result.compiled)


def _cache_entry(
    digest: bytes, dependencies: Dependencies, made: OutputFile | None = None
) -> CacheEntry:
    changes: datetime | None = made.changes_at if made else None
    return (
        digest,
        tuple(map(sys.intern, dependencies.names)),
        dependencies.since.timestamp(),
        dependencies.until.timestamp(),
        tuple((a.path, a.file, a.linked_by) for a in dependencies.attachments.values()),
        made.page if made else None,
        bool(made and made.listed),
        changes.timestamp() if changes else None,
        next(iter(dependencies.cards), None),
        made.search_document.row if made and made.search_document else None,
    )


def _pickled(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _search_text_file(entry: CacheEntry) -> str | None:
    found = entry[DOCUMENT]
    return search_text_path(found[0]) if found else None
