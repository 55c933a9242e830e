"""The translations in the content folder, read after the originals that they are compared with."""

import pickle
import zlib
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from ...content.folder.scan import Found
from ...content.problems import Problem, Unreadable
from ...content.publication import is_shown, open_file
from ...content.schema import Report
from ...content.source_record import Names, SourceRecord, names_in, unreadable
from ...content.translations.translation import Translation
from ...content.translations.translation_reader import translation
from ...reports.body_parsing import around_of
from ...reports.consent import without_consent
from ...reports.markdown_renderer import Prose
from ...reports.sections.parsed_body import Told
from ...reports.translated_body import told_in
from ...site.i18n.translated_locale import Other
from ..store.store import TextRow
from .content_loader import NOTHING, Read, Reading, Stored, digest_of

SHOWN = b"shown"  # in a row, in place of an outline: neither it nor its original is held back


class Translations(Struct):
    """Those of one reading, whose files, rows and records they share.

    `names` are by language: who answers to which name in it.
    """

    reading: Reading
    tongues: Mapping[str, Other]
    names: dict[str, Names] = field(default_factory=dict)
    # By language, kind and slug: the files of what is published.
    shown: dict[str, dict[str, dict[str, Found]]] = field(default_factory=dict)
    _around: dict[str, bytes] = field(default_factory=dict)
    _prose: dict[str, Prose] = field(default_factory=dict)

    def read(self) -> None:
        """Reads those that may say something else; their originals are read."""
        reading = self.reading
        for language, files in reading.folder.translations.items():
            theirs = reading.called_in(files)
            self.names[language] = names_in(reading.called, theirs)
            around = reading.called, theirs, self.tongues[language].digest
            self._around[language] = digest_of(repr(around).encode())
        every = [found for some in self._files() for found in some.values()]
        stale = [found for found in every if reading.is_stale(found, self._around_of(found))]
        reading.renew(stale, self._read)

    def library(self) -> Mapping[str, Mapping[str, Mapping[str, SourceRecord[Translation]]]]:
        """All that could be taken apart, by language, kind and slug."""
        return {
            language: {
                kind: self.reading.stored({slug: found.path for slug, found in some.items()})
                for kind, some in kinds.items()
            }
            for language, kinds in self.reading.folder.translations.items()
        }

    def choose(self, originals: Mapping[str, Iterable[str]]) -> None:
        """Of which is told below: those that are published, as `originals` (slugs by kind) are."""
        known = {kind: frozenset(slugs) for kind, slugs in originals.items()}
        self.shown = {
            language: {
                kind: {
                    s: each for s, each in some.items() if s in known[kind] and self._is_shown(each)
                }
                for kind, some in kinds.items()
            }
            for language, kinds in self.reading.folder.translations.items()
        }

    @property
    def files(self) -> list[Found]:
        """Their files."""
        return [
            found
            for kinds in self.shown.values()
            for some in kinds.values()
            for found in some.values()
        ]

    def records(self) -> dict[str, dict[str, Mapping[str, Translation]]]:
        """By language, kind and slug; each is loaded when it is looked at."""

        def load(path: str) -> Translation:
            record = self.reading.record(path).record
            assert isinstance(record, Translation)
            return record

        def stored(some: Mapping[str, Found]) -> Mapping[str, Translation]:
            return Stored(sorted(some), lambda slug: load(some[slug].path))

        return {
            language: {kind: stored(some) for kind, some in kinds.items()}
            for language, kinds in self.shown.items()
        }

    def told(self) -> dict[str, Mapping[str, Told]]:
        """The bodies of reports, by language and slug."""
        return {
            language: self.reading.told_at({s: each.path for s, each in kinds["reports"].items()})
            for language, kinds in self.shown.items()
        }

    def _files(self) -> Iterator[Mapping[str, Found]]:
        for kinds in self.reading.folder.translations.values():
            yield from kinds.values()

    def _is_shown(self, found: Found) -> bool:
        return self.reading.rows[found.path].outline == SHOWN

    def _around_of(self, found: Found) -> bytes:
        """What reading one depends on besides its bytes: names, and all that its original says."""
        assert found.language
        own = self.reading.rows[found.original]
        told = own.digest, own.around, own.record_digest, own.told_digest
        return digest_of(repr((self._around[found.language], told)).encode())

    def _told(
        self, found: Found, record: Translation, original: Report
    ) -> tuple[Told, list[Problem]]:
        assert found.language
        reading, names = self.reading, self.names[found.language]
        report = record.of(original)
        event = reading.event(original.event.event if original.event else None)
        around = around_of(report, event, names.organizations, reading.settings)
        of_original = reading.told_at({found.slug: found.original})[found.slug]
        told = told_in(self._prose_in(found.language), record.body, around, of_original)
        return told, [*told.findings, *without_consent(report, told.named)]

    def _prose_in(self, language: str) -> Prose:
        if language not in self._prose:
            self._prose[language] = self.reading.prose().saying(self.tongues[language].say)
        return self._prose[language]

    def _read(self, found: Found) -> Read:
        assert found.language
        reading, names = self.reading, self.names[found.language]
        original = reading.record(found.original)
        told = told_digest = NOTHING
        try:
            opened = open_file(reading.content, found)
            file = translation(opened, original, names, reading.settings)
        except Unreadable as fault:
            file = unreadable(found.path, found.slug, fault)
        if isinstance(original.record, Report) and file.record and is_shown(original.record):
            body, findings = self._told(found, file.record, original.record)
            file = file.without_body().with_findings(findings)
            raw = pickle.dumps(body, pickle.HIGHEST_PROTOCOL)
            told, told_digest = zlib.compress(raw, 1), digest_of(repr(body).encode())
        shown = is_shown(file.record) and is_shown(original.record)
        row = reading.rows[found.path]._replace(
            around=self._around_of(found),
            record_digest=digest_of(repr(file.record).encode()),
            told_digest=told_digest,
            outline=SHOWN if shown else NOTHING,
            warned=int(bool(file.findings)),
        )
        return Read(row, TextRow(found.path, pickle.dumps(file, pickle.HIGHEST_PROTOCOL), told))
