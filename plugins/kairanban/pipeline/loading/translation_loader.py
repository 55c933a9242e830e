"""The loader of translations, which are read after the originals that they are compared with."""

import pickle
import zlib
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from ...content.folder.scan import ContentFile
from ...content.problems import Problem, Unreadable
from ...content.publication import is_published, read_source_file
from ...content.schema import Report
from ...content.source_record import (
    Directories,
    SourceRecord,
    build_localized_directories,
    unreadable_record,
)
from ...content.translations.translation import Translation
from ...content.translations.translation_reader import read_translation
from ...reports.consent import find_missing_consent
from ...reports.markdown_renderer import MarkdownRenderer
from ...reports.parse_context import build_parse_context_for_event
from ...reports.sections.parsed_body import ParsedBody
from ...reports.translated_body import parse_translated_body
from ...site.i18n.translated_locale import TranslatedLocale
from ..store.store import RecordRow
from .content_loader import NO_DIGEST, ContentLoader, LazyMapping, ReadResult, compute_digest

# Stands in a translation's row in place of a summary: it and its original are published.
PUBLISHED_MARK = b"shown"


class TranslationLoader(Struct):
    """The translations of one build; their rows, texts and records are the content loader's."""

    loader: ContentLoader
    locales: Mapping[str, TranslatedLocale]  # by language
    directories: dict[str, Directories] = field(default_factory=dict)  # by language
    # By language, kind and slug: the files of published translations.
    published: dict[str, dict[str, dict[str, ContentFile]]] = field(default_factory=dict)
    _context_digests: dict[str, bytes] = field(default_factory=dict)  # by language
    _renderers: dict[str, MarkdownRenderer] = field(default_factory=dict)  # by language

    def read(self) -> None:
        """Read the stale translations; the originals must be loaded. Raise `CorruptStore`."""
        loader = self.loader
        for language, files in loader.folder.translations.items():
            theirs = loader.directory_entries_in(files)
            self.directories[language] = build_localized_directories(
                loader.directory_entries, theirs
            )
            context = loader.directory_entries, theirs, self.locales[language].digest
            self._context_digests[language] = compute_digest(repr(context).encode())
        every = [found for some in self._files() for found in some.values()]
        stale = [found for found in every if loader.is_stale(found, self._context_digest(found))]
        loader.refresh(stale, self._read)

    def library(self) -> Mapping[str, Mapping[str, Mapping[str, SourceRecord[Translation]]]]:
        """Return all translations that could be parsed, drafts too, by language, kind and slug."""
        return {
            language: {
                kind: self.loader.records_at({slug: found.path for slug, found in some.items()})
                for kind, some in kinds.items()
            }
            for language, kinds in self.loader.folder.translations.items()
        }

    def select_published(self, originals: Mapping[str, Iterable[str]]) -> None:
        """Set `published`, to which the methods below are limited.

        A translation is published where it is no draft, and its original is among `originals`
        (slugs by kind).
        """
        known = {kind: frozenset(slugs) for kind, slugs in originals.items()}
        self.published = {
            language: {
                kind: {
                    s: each
                    for s, each in some.items()
                    if s in known[kind] and self._is_published(each)
                }
                for kind, some in kinds.items()
            }
            for language, kinds in self.loader.folder.translations.items()
        }

    @property
    def files(self) -> list[ContentFile]:
        """The files of published translations."""
        return [
            found
            for kinds in self.published.values()
            for some in kinds.values()
            for found in some.values()
        ]

    def records(self) -> dict[str, dict[str, Mapping[str, Translation]]]:
        """Return the published translations by language, kind and slug, loaded on access."""

        def load(path: str) -> Translation:
            record = self.loader.record(path).record
            assert isinstance(record, Translation)
            return record

        def stored(some: Mapping[str, ContentFile]) -> Mapping[str, Translation]:
            return LazyMapping(sorted(some), lambda slug: load(some[slug].path))

        return {
            language: {kind: stored(some) for kind, some in kinds.items()}
            for language, kinds in self.published.items()
        }

    def bodies(self) -> dict[str, Mapping[str, ParsedBody]]:
        """Return the parsed bodies of translated reports by language and slug, loaded on access."""
        return {
            language: self.loader.bodies_at({s: each.path for s, each in kinds["reports"].items()})
            for language, kinds in self.published.items()
        }

    def _files(self) -> Iterator[Mapping[str, ContentFile]]:
        for kinds in self.loader.folder.translations.values():
            yield from kinds.values()

    def _is_published(self, found: ContentFile) -> bool:
        return self.loader.rows[found.path].summary == PUBLISHED_MARK

    def _context_digest(self, found: ContentFile) -> bytes:
        """Return the digest of what reading a translation depends on besides its bytes.

        That is the names in the directories, the locale, and all that its original says.
        """
        assert found.language
        own = self.loader.rows[found.original]
        digests = own.digest, own.context_digest, own.record_digest, own.body_digest
        return compute_digest(repr((self._context_digests[found.language], digests)).encode())

    def _parse_body(
        self, found: ContentFile, record: Translation, original: Report
    ) -> tuple[ParsedBody, list[Problem]]:
        assert found.language
        loader, directories = self.loader, self.directories[found.language]
        report = record.applied_to(original)
        event = loader.event(original.event.event if original.event else None)
        context = build_parse_context_for_event(
            report, event, directories.organizations, loader.settings
        )
        of_original = loader.bodies_at({found.slug: found.original})[found.slug]
        parsed = parse_translated_body(
            self._renderer_for(found.language), record.body, context, of_original
        )
        return parsed, [*parsed.findings, *find_missing_consent(report, parsed.named_people)]

    def _renderer_for(self, language: str) -> MarkdownRenderer:
        if language not in self._renderers:
            self._renderers[language] = self.loader.renderer().with_labels(
                self.locales[language].say
            )
        return self._renderers[language]

    def _read(self, found: ContentFile) -> ReadResult:
        assert found.language
        loader, directories = self.loader, self.directories[found.language]
        original = loader.record(found.original)
        body_data = body_digest = NO_DIGEST
        try:
            opened = read_source_file(loader.content, found)
            file = read_translation(opened, original, directories, loader.settings)
        except Unreadable as fault:
            file = unreadable_record(found.path, found.slug, fault)
        if isinstance(original.record, Report) and file.record and is_published(original.record):
            body, findings = self._parse_body(found, file.record, original.record)
            file = file.without_body().with_findings(findings)
            raw = pickle.dumps(body, pickle.HIGHEST_PROTOCOL)
            body_data, body_digest = zlib.compress(raw, 1), compute_digest(repr(body).encode())
        shown = is_published(file.record) and is_published(original.record)
        row = loader.rows[found.path]._replace(
            context_digest=self._context_digest(found),
            record_digest=compute_digest(repr(file.record).encode()),
            body_digest=body_digest,
            summary=PUBLISHED_MARK if shown else NO_DIGEST,
            has_findings=int(bool(file.findings)),
        )
        return ReadResult(
            row, RecordRow(found.path, pickle.dumps(file, pickle.HIGHEST_PROTOCOL), body_data)
        )
