"""The stored results of queries and output files, and which of them a build computes again.

Each stored result stands with the names of what it looked at (`site.dependencies`), and with the
span of time for which the clock would give the same answers. A build computes again those that
looked at a changed name, in time proportional to the change.
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
from .loading.cross_file_checks import changed_names
from .output.link_check import LinkChecker, find_ids
from .store.store import Store
from .workers import run_in_parallel

# Queries whose values are stored, not only their digests: they are slow to compute and much used.
STORED_VALUES = ("entries", "parsed-calls", "report-cards", "event-cards")


# The stored facts of one query value or output file, at the positions named below: the digest of
# its value; the names that it depends on; since and until when the clock would give the same
# answers (seconds since 1970); the attachments that it needs (path, file, linked_by). Of output
# files only: the path of the page, whether that is in the sitemap, when its content changes next
# (seconds since 1970), the path of its social card, and its row of a `SearchDocument`. Bare tuples,
# as there are many.
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
IN_SITEMAP: Final = 6
CHANGES_AT: Final = 7
CARD: Final = 8
DOCUMENT: Final = 9


def find_stale(entries: Mapping[str, CacheEntry], changed: set[str], now: float) -> list[str]:
    """Return the keys of the entries that no longer hold.

    An entry is stale where it depends on a name in `changed`, or where `now` (seconds since 1970)
    is outside its span.
    """
    untouched = changed.isdisjoint
    return [
        key
        for key, (_, names, since, until, *_) in entries.items()
        if not since <= now < until or not untouched(names)
    ]


@dataclass(slots=True)
class BatchResult:
    """The result of building one batch of output files, as a worker process hands it back."""

    entries: dict[str, CacheEntry] = field(default_factory=dict)  # by output path
    staged: list[str] = field(default_factory=list)  # output paths of files written to the stage
    query_entries: dict[str, dict[str, CacheEntry]] = field(default_factory=dict)  # by query, key
    values: dict[str, dict[str, bytes]] = field(default_factory=dict)  # pickled, by query and key
    problems: list[Problem] = field(default_factory=list)
    links: dict[str, set[str]] = field(default_factory=dict)  # by page: targets still to check
    ids: dict[str, str] = field(default_factory=dict)  # by page: element ids, NUL between them
    social_cards: dict[str, SocialCard] = field(
        default_factory=dict
    )  # social cards, by output path
    compiled: Code = field(default_factory=dict)  # newly compiled templates


@dataclass(slots=True, kw_only=True)
class QueryStore:
    """One build's queries and output files, and those of them that it computes again."""

    context: RenderContext
    queries: Sequence[Query[Any]]  # values computed once and shown in many places
    output_builders: Mapping[str, OutputBuilder]  # by output path
    tables: Mapping[str, Mapping[str, Any]]  # digests of the inputs: by table, then by key
    store: Store
    stage: Path  # the folder to which output files are written
    published: frozenset[str]  # output paths that are published whatever pages link
    template_cache: TemplateCache  # with which the output files are rendered
    changed: set[str] = field(default_factory=set)  # dependency names that changed
    link_checker: LinkChecker = field(init=False)
    file_entries: dict[str, CacheEntry] = field(default_factory=dict)  # by output path
    query_entries: dict[str, dict[str, CacheEntry]] = field(default_factory=dict)  # by query, key
    staged: list[str] = field(default_factory=list)  # output paths of files written to the stage
    problems: list[Problem] = field(default_factory=list)
    built: list[str] = field(default_factory=list)  # output paths built now, even if unchanged
    # Social cards of the pages that were built now, by output path.
    social_cards: dict[str, SocialCard] = field(default_factory=dict)
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by page: targets to check
    ids: dict[str, str] = field(default_factory=dict)  # by page built now: ids, NUL between them
    _values: dict[str, dict[str, bytes]] = field(default_factory=dict)  # pickled, by query and key
    _changed_tables: set[str] = field(default_factory=set)  # names of tables that changed
    _touched: set[str] = field(default_factory=set)  # output paths built again, or gone
    _fresh: dict[str, set[str]] = field(default_factory=dict)  # by query: keys computed, or gone
    _forced: frozenset[str] = frozenset()
    _compiled: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # new templates

    def run(self, changed_outputs: frozenset[str]) -> None:
        """Refresh stale queries, then build and stage the stale output files.

        `forced` are output paths of files that are gone or differ from what was published; they
        are staged again. Raise `CorruptStore` where stored results cannot be read.
        """
        self._forced = changed_outputs
        self.link_checker = LinkChecker(self.output_builders.keys() | self.published)
        self._load()
        for query in self.queries:
            self._refresh(query)
        now = self.context.tracker.now.timestamp()
        gone = self.file_entries.keys() - self.output_builders.keys()
        for path in gone:
            del self.file_entries[path]
        self._touched |= gone
        again = {
            *find_stale(self.file_entries, self.changed, now),
            *changed_outputs,
            *self._pages_with_lost_files(changed_outputs),
        }
        wanted = [
            path for path in self.output_builders if path not in self.file_entries or path in again
        ]
        self.built = wanted
        self._touched.update(wanted)
        for result in run_in_parallel(self._build_batch, wanted):
            self._merge(result)
        self._merge(self._build_batch(()))  # takes the queries that `_refresh` computed here

    def save(self) -> None:
        """Put what the next build needs into the store."""
        for table in self.tables:
            if table in self._changed_tables:
                self.store.set(f"tables {table}", self.tables[table])
        if self._compiled:
            self.store.set("compiled", {**self.template_cache.known, **self._compiled})
        self.store.set_map("output files", self.file_entries, self._touched)
        for name, some in self.query_entries.items():
            self.store.set_map(f"queries {name}", some, self._fresh.get(name, set()))
        for name, values in self._values.items():
            alive = self.query_entries.get(name, {})
            packed = self.store.get_map(f"values {name}") | values
            left = {key: value for key, value in packed.items() if key in alive}
            self.store.set_map(f"values {name}", left, {*values, *(packed.keys() - left.keys())})

    def attachments(self) -> dict[str, Attachment]:
        """Return the attachments that pages need, by output path."""
        every = [
            *self.file_entries.values(),
            *(k for some in self.query_entries.values() for k in some.values()),
        ]
        return {
            path: Attachment(path=path, file=file, linked_by=linked_by)
            for entry in every
            for path, file, linked_by in entry[ATTACHMENTS]
        }

    @property
    def social_card_paths(self) -> set[str]:
        """The output paths of the social cards of all pages."""
        return {card for entry in self.file_entries.values() if (card := entry[CARD])}

    @property
    def search_text_files(self) -> set[str]:
        """The output paths of the files with the search texts of pages."""
        return {search_text_path(document.path) for document in self.documents}

    @property
    def documents(self) -> Iterator[SearchDocument]:
        """The pages of the search index."""
        return (
            SearchDocument(*found)
            for entry in self.file_entries.values()
            if (found := entry[DOCUMENT])
        )

    @property
    def sitemap_paths(self) -> Iterable[str]:
        """The paths of the pages in the sitemap, in no order."""
        return (entry[PAGE] or "" for entry in self.file_entries.values() if entry[IN_SITEMAP])

    @property
    def changes(self) -> dict[str, float]:
        """When content changes next (seconds since 1970), by path; files that never do are absent.

        Pages stand under their page path, other files under their output path.
        """
        return {
            path if entry[PAGE] is None else entry[PAGE] or "": at
            for path, entry in self.file_entries.items()
            if (at := entry[CHANGES_AT]) is not None
        }

    def valid_span(self) -> tuple[float, float]:
        """Return since and until when (seconds since 1970) every stored result holds."""
        every = [
            k for some in (self.file_entries, *self.query_entries.values()) for k in some.values()
        ]
        return max(k[SINCE] for k in every), min(k[UNTIL] for k in every)

    def _pages_with_lost_files(self, forced: frozenset[str]) -> Iterator[str]:
        """Yield the output paths of pages whose social card or search text is in `forced`."""
        for path, entry in self.file_entries.items() if forced else ():
            if entry[CARD] in forced or _search_text_file(entry) in forced:
                yield path

    def _load(self) -> None:
        self.file_entries = self.store.get_map("output files")
        for query in self.queries:
            self.query_entries[query.name] = self.store.get_map(f"queries {query.name}")
        is_cold = not self.file_entries
        for table, values in self.tables.items():
            former = self.store.get(f"tables {table}")
            if former is None or former != values:
                self._changed_tables.add(table)
            if former != values and not is_cold:
                self.changed |= changed_names({table: former or {}}, {table: values})

    def _refresh(self, query: Query[Any]) -> None:
        """Compute a query's stale values again, and add the keys of different ones to `changed`.

        A value that comes out the same leaves what depends on it valid (early cut-off).
        """
        entries = self.query_entries.setdefault(query.name, {})
        now = self.context.tracker.now.timestamp()
        fresh = self._fresh.setdefault(query.name, set())
        for key in find_stale(entries, self.changed, now):
            former = entries.pop(key)
            fresh.add(key)
            try:
                value = query[key]
            except KeyError:  # its record is gone
                self.changed.add(f"{query.name}/{key}")
                continue
            dependencies = query.computed[key][1]
            entries[key] = _cache_entry(compute_digest(repr(value).encode()), dependencies)
            self.problems += dependencies.problems
            if query.name in STORED_VALUES:
                self._values.setdefault(query.name, {})[key] = _pickled(value)
            if entries[key][DIGEST] != former[DIGEST]:
                self.changed.add(f"{query.name}/{key}")
        if query.name in STORED_VALUES and entries:
            made = set(query.computed)
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
                output = self.output_builders[path]()
            digest = compute_digest(output.data)
            result.entries[path] = _cache_entry(digest, dependencies, output)
            result.problems += dependencies.problems
            result.social_cards |= dependencies.social_cards
            if output.page is not None:
                html = output.data.decode()
                ids = find_ids(html)
                result.ids[path] = "\0".join(ids)
                if unresolved := self.link_checker.unresolved_targets(path, html, ids):
                    result.links[path] = unresolved
            former = self.file_entries.get(path)
            if path in self._forced or former is None or former[DIGEST] != digest:
                write_file(self.stage, path, output.data)
                result.staged.append(path)
            text_path = _search_text_file(result.entries[path])
            if text_path and (
                text_path in self._forced
                or not former
                or former[DOCUMENT] != output.search_document
            ):
                write_file(self.stage, text_path, output.search_text)
                result.staged.append(text_path)
        for query in self.queries:
            own = self.query_entries.get(query.name, {})
            fresh = {key: each for key, each in query.take_computed().items() if key not in own}
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
            self.file_entries[path] = entry
        for name, some in result.query_entries.items():
            self.query_entries.setdefault(name, {}).update(some)
            self._fresh.setdefault(name, set()).update(some)
        for name, values in result.values.items():
            self._values.setdefault(name, {}).update(values)
        self.staged += result.staged
        for path, targets in result.links.items():
            self.links[path] = tuple(map(sys.intern, targets))  # pages share them
        self.ids |= result.ids
        self.social_cards |= result.social_cards
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
        bool(made and made.in_sitemap),
        changes.timestamp() if changes else None,
        next(iter(dependencies.social_cards), None),
        made.search_document.row if made and made.search_document else None,
    )


def _pickled(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _search_text_file(entry: CacheEntry) -> str | None:
    found = entry[DOCUMENT]
    return search_text_path(found[0]) if found else None
