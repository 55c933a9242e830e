"""Checks of the rules between files, run again only for reports and translations that need it.

An answer is stored with the digests of the file that it is about, with the names of what it looked
at (the events that the report names, the files that it links), and with its findings. So a fault
that stopped one build stops the next one as well, until somebody corrects it.
"""

import pickle
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from msgspec import Struct

from ...content.problems import Problem
from ...content.publication import unpublished_paths
from ...content.rules import Library, check_links, check_report, linked_files
from ...content.source_record import SourceRecord
from ...site.dependencies import DependencyTracker, TrackedMapping, TrackedSet
from ..store.store import SourceRow, Store
from .content_loader import ContentLoader

# As stored of a report or a translation: the digests of its bytes and context; the paths of the
# files other than Markdown that it uses; the names that the answer depends on; and the pickled
# findings (empty where there are none).
StoredCheck = tuple[bytes, tuple[str, ...], tuple[str, ...], bytes]


class CrossFileChecks(Struct, kw_only=True):
    """The checks of rules between files for one build, with the stored answers that still hold.

    Answers about reports and translations are stored; links of other files are checked each time.
    """

    library: Library
    loader: ContentLoader
    tracker: DependencyTracker
    unpublished: frozenset[str]  # paths of unpublished events, reports and pages
    stored_checks: dict[str, StoredCheck]  # by path
    input_digests: dict[str, dict[str, Any]]  # by table and key: digests of what answers look at
    renewed: set[str]  # paths whose answer differs from the last build's

    @classmethod
    def from_store(
        cls,
        library: Library,
        loader: ContentLoader,
        tracker: DependencyTracker,
        store: Store | None,
    ) -> "CrossFileChecks":
        """Return the rules with those answers of the last build that still hold.

        Raise `CorruptStore`.
        """
        rows = loader.rows
        # Of reports only the drafts are loaded: what has a summary is published.
        drafts = dict(_drafts(library, loader))
        held_back = unpublished_paths(library.events, drafts, library.pages)
        facts: dict[str, dict[str, Any]] = {
            "events": {
                slug: rows[file.path].record_digest for slug, file in library.events.items()
            },
            "paths": dict.fromkeys(loader.folder.paths, 1),
            "held": dict.fromkeys(held_back, 1),
        }
        changed: set[str] = set()
        for table, values in facts.items() if store else ():
            former = store.get(f"rules {table}") if store else None
            changed |= changed_names({table: former or {}}, {table: values})
        answers: dict[str, StoredCheck] = store.get_map("answers") if store else {}
        left = {
            path: answer
            for path, answer in answers.items()
            if path in rows and answer[0] == _file_key(rows[path]) and changed.isdisjoint(answer[2])
        }
        return cls(
            library=library,
            loader=loader,
            tracker=tracker,
            unpublished=held_back,
            stored_checks=left,
            input_digests=facts,
            renewed=answers.keys() - left.keys(),
        )

    def findings(self) -> Iterator[Problem]:
        """Yield the findings between reports or translations and other files.

        Only files without a stored answer are checked.
        """
        paths = TrackedSet("paths", self.loader.folder.paths, self.tracker)
        held_back = TrackedSet("held", self.unpublished, self.tracker)
        library = Library(
            organizations={},
            venues={},
            series={},
            events=TrackedMapping("events", self.library.events, self.tracker),
            reports={},
            pages={},
        )
        for slug, found in self.loader.folder.files["reports"].items():
            if found.path not in self.stored_checks and slug in self.library.reports:
                file = self.library.reports[slug]
                self._answer(file, check_report(file, library), paths, held_back)
        for language, kinds in self.loader.folder.translations.items():
            for kind, some in kinds.items():
                translations = self.library.translations[language][kind]
                for slug, found in some.items():
                    if found.path not in self.stored_checks and slug in translations:
                        self._answer(translations[slug], (), paths, held_back)
        for *_, findings in self.stored_checks.values():
            if findings:
                yield from pickle.loads(findings)  # noqa: S301 - checked, and ours

    def _answer(
        self,
        file: SourceRecord[Any],
        rules: Iterable[Problem],
        paths: TrackedSet,
        held_back: TrackedSet,
    ) -> None:
        with self.tracker.collect() as dependencies:
            findings = [*rules, *check_links(file, paths, held_back)]
            used = [p for p in linked_files(file, paths) if not p.endswith(".md")]
        packed = pickle.dumps(findings, pickle.HIGHEST_PROTOCOL) if findings else b""
        subject = _file_key(self.loader.rows[file.path])
        self.stored_checks[file.path] = subject, tuple(used), tuple(dependencies.names), packed
        self.renewed.add(file.path)

    def save(self, store: Store) -> None:
        """Put the answers, and the facts that they depend on, into the store."""
        for table, values in self.input_digests.items():
            if store.get(f"rules {table}") != values:
                store.set(f"rules {table}", values)
        store.set_map("answers", self.stored_checks, self.renewed)

    def check_links_of(self, file: SourceRecord[Any], waiting: frozenset[str]) -> Iterator[Problem]:
        """Yield the findings in the links of a file that is no report.

        `waiting` are the paths of unpublished files, which nothing may link.
        """
        return check_links(file, self.loader.folder.paths, waiting)

    def reports_using(self, files: Set[str]) -> Iterator[SourceRecord[Any]]:
        """Yield the reports that link or show one of `files` (paths in the content folder)."""
        for slug, found in self.loader.folder.files["reports"].items():
            answer = self.stored_checks.get(found.path)
            if answer and not files.isdisjoint(answer[1]):
                yield self.library.reports[slug]

    @property
    def used_files(self) -> Iterable[str]:
        """The paths of files other than Markdown that reports and translations link or show."""
        return (path for _, used, *_ in self.stored_checks.values() for path in used)


def changed_names(
    former: Mapping[str, Mapping[str, Any]], facts: Mapping[str, Mapping[str, Any]]
) -> set[str]:
    """Return the dependency names that changed between two states of tables.

    They are `table/key` for each key that was added, changed or removed, and `table/*` where keys
    were added or removed; see `site.dependencies`.
    """
    changed: set[str] = set()
    for table, new in facts.items():
        old = former.get(table, {})
        if old == new:
            continue
        keys = [key for key, value in new.items() if key not in old or old[key] != value]
        gone = old.keys() - new.keys()
        changed.update(f"{table}/{key}" for key in keys)
        changed.update(f"{table}/{key}" for key in gone)
        if gone or any(key not in old for key in keys):
            changed.add(f"{table}/*")
    return changed


def _file_key(row: SourceRow) -> bytes:
    """Return the digests that identify a file's text, and the context in which it was read."""
    return row.digest + row.context_digest


def _drafts(library: Library, loader: ContentLoader) -> Iterator[tuple[str, SourceRecord[Any]]]:
    for slug in library.reports:
        if slug not in loader.summaries:
            yield slug, library.reports[slug]
