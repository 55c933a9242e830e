"""The rules between files, asked again only of reports and translations whose answer may change.

An answer is remembered with what it looked at: the events that the report names, the files that
it links.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from msgspec import Struct, field

from ...pages.reads import Names, Reads, Table
from ...records.load import held_back_of
from ...records.problems import Problem
from ...records.rules import Library, linked_files, rules_of_links, rules_of_report
from ...records.source_record import SourceRecord
from ..memory.state import State
from .files import Reading

# Of a report: the files it uses that are no records, and what it looked at.
Answer = tuple[tuple[str, ...], tuple[str, ...]]


class ReportRules(Struct, kw_only=True):
    """`answers` are by path; `facts` are what they may look at."""

    library: Library
    reading: Reading
    reads: Reads
    held_back: frozenset[str]
    answers: dict[str, Answer]
    facts: dict[str, dict[str, Any]]
    renewed: set[str]  # paths whose answer is not the last build's
    loud: set[str] = field(default_factory=set)  # paths in which something was found

    @classmethod
    def of(
        cls, library: Library, reading: Reading, reads: Reads, state: State | None
    ) -> "ReportRules":
        """With the answers of the last build that are still right."""
        rows = reading.rows
        # Drafts of reports; only they are loaded.
        drafts = dict(_drafts(library, reading))
        held_back = held_back_of(library.events, drafts, library.pages)
        facts: dict[str, dict[str, Any]] = {
            "events": {
                slug: rows[file.path].record_digest for slug, file in library.events.items()
            },
            "paths": dict.fromkeys(reading.folder.paths, 1),
            "held": dict.fromkeys(held_back, 1),
        }
        changed: set[str] = set()
        for table, values in facts.items() if state else ():
            former = state.part(f"rules {table}") if state else None
            changed |= changed_names({table: former or {}}, {table: values})
        answers: dict[str, Answer] = state.shelf("answers") if state else {}
        left = {
            path: answer
            for path, answer in answers.items()
            if path in rows and path not in reading.fresh and changed.isdisjoint(answer[1])
        }
        return cls(
            library=library,
            reading=reading,
            reads=reads,
            held_back=held_back,
            answers=left,
            facts=facts,
            renewed=answers.keys() - left.keys(),
        )

    def findings(self) -> Iterator[Problem]:
        """What is wrong between reports or translations and other files."""
        paths = Names("paths", self.reading.folder.paths, self.reads)
        held_back = Names("held", self.held_back, self.reads)
        library = Library(
            organizations={},
            venues={},
            series={},
            events=Table("events", self.library.events, self.reads),
            reports={},
            pages={},
        )
        for slug, found in self.reading.folder.files["reports"].items():
            if found.path in self.answers or slug not in self.library.reports:
                continue
            file = self.library.reports[slug]
            yield from self._answer(file, rules_of_report(file, library), paths, held_back)
        for language, kinds in self.reading.folder.translations.items():
            for kind, some in kinds.items():
                translations = self.library.translations[language][kind]
                for slug, found in some.items():
                    if found.path not in self.answers and slug in translations:
                        yield from self._answer(translations[slug], (), paths, held_back)

    def _answer(
        self,
        file: SourceRecord[Any],
        rules: Iterable[Problem],
        paths: Names,
        held_back: Names,
    ) -> Iterator[Problem]:
        with self.reads.noting() as noted:
            told = [*rules, *rules_of_links(file, paths, held_back)]
            used = [p for p in linked_files(file, paths) if not p.endswith(".md")]
        self.answers[file.path] = tuple(used), tuple(noted.names)
        self.renewed.add(file.path)
        if told:
            self.loud.add(file.path)
            yield from told

    def keep(self, state: State) -> None:
        """Remembers the answers that need not be told again."""
        quiet = {path: told for path, told in self.answers.items() if path not in self.loud}
        for table, values in self.facts.items():
            if state.part(f"rules {table}") != values:
                state.put(f"rules {table}", values)
        state.put_shelf("answers", quiet, self.renewed | self.loud)

    def links_of(self, file: SourceRecord[Any], waiting: frozenset[str]) -> Iterator[Problem]:
        """What is wrong with the links of another file."""
        return rules_of_links(file, self.reading.folder.paths, waiting)

    def using(self, files: Set[str]) -> Iterator[SourceRecord[Any]]:
        """The reports that link or show one of these files."""
        for slug, found in self.reading.folder.files["reports"].items():
            used, _ = self.answers.get(found.path, ((), ()))
            if not files.isdisjoint(used):
                yield self.library.reports[slug]

    @property
    def used(self) -> Iterable[str]:
        """The files that reports link or show."""
        return (path for used, _ in self.answers.values() for path in used)


def changed_names(
    former: Mapping[str, Mapping[str, Any]], facts: Mapping[str, Mapping[str, Any]]
) -> set[str]:
    """The names of what is not as it was; see `pages.reads`."""
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


def _drafts(library: Library, reading: Reading) -> Iterator[tuple[str, SourceRecord[Any]]]:
    for slug in library.reports:
        if slug not in reading.outlines:
            yield slug, library.reports[slug]
