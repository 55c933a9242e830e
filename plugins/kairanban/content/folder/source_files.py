"""The files of a content folder, split into header and body, with the problems found so far."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from pathlib import Path

from msgspec import Struct

from ..front_matter.document import SourceDocument, split_document
from ..front_matter.fields import Header, read_header
from ..front_matter.nodes import MapNode, Node, Scalar
from ..problems import Level, Problem, Unreadable
from ..readers.text import split_names
from ..schema import Event, Organization, Page, Record, Report, Series, Venue
from .privacy import find_contacts, find_meeting_secrets, find_personal_contacts
from .raw_html import find_embedded_html
from .scan import ContentFile, scan

RECORD_TYPES: Mapping[str, type[Record]] = {
    "organizations": Organization,
    "venues": Venue,
    "series": Series,
    "events": Event,
    "reports": Report,
    "pages": Page,
}
# Fields whose contacts are meant to be public; a `uid` only looks like a mail address.
PUBLIC_CONTACT_FIELDS = ("contact", "registration", "phone", "url", "mailing_list", "donate", "uid")
UNPUBLISHED_STATUSES = frozenset({"draft", "下書き", "下書", "hidden", "非公開"})


class SourceFile(Struct, frozen=True):
    """A record's file with its header read, its values not yet validated."""

    path: str  # relative to the content folder, with `/`
    slug: str
    source: SourceDocument
    header: Header

    @property
    def level(self) -> Level:
        """The level of findings in the file: only a warning while it is not published yet."""
        entry = self.header.fields.get("status")
        if not entry or not isinstance(entry.value, Scalar):
            return "problem"
        status = unicodedata.normalize("NFKC", entry.value.text).strip().lower()
        return "warning" if status in UNPUBLISHED_STATUSES else "problem"

    def names(self, field_name: str) -> tuple[str, ...]:
        """Return the names in a field; none where it is absent or cannot be read."""
        entry = self.header.fields.get(field_name)
        if entry is None:
            return ()
        if field_name == "name":
            return (entry.value.text,) if isinstance(entry.value, Scalar) else ()
        try:
            return tuple(name.text for name in split_names(entry.value))
        except Unreadable:
            return ()

    @property
    def public_contacts(self) -> tuple[str, ...]:
        """The mail addresses and mobile numbers that the file makes public, normalized, sorted."""
        entries = filter(None, map(self.header.fields.get, PUBLIC_CONTACT_FIELDS))
        texts = (text for entry in entries for text in _texts(entry.value))
        return tuple(sorted({each for text in texts for each in find_contacts(text)}))

    def findings(self, given: Set[str]) -> Iterator[Problem]:
        """Yield what is wrong with the file before its values are validated.

        `given` are mail addresses and mobile numbers that other files make public, normalized.
        """
        text, given = self.source.text, given | set(self.public_contacts)
        for line, fault in (
            *self.source.faults,
            *find_meeting_secrets(text),
            *find_personal_contacts(text, given),
        ):
            yield make_problem(self.path, line, None, fault, self.level)
        for line, fault in find_embedded_html(self.source.body, self.source.body_line):
            yield make_problem(self.path, line, None, fault, "warning")
        for entry, fault in self.header.faults:
            yield make_problem(self.path, entry.line, entry.key, fault, self.level)


class ContentFolder(Struct, frozen=True):
    """The files in the content folder: those of records by kind and slug, in the order of paths.

    `translations` are by language, kind and slug; each has its original among `files`.
    """

    files: Mapping[str, Mapping[str, ContentFile]]
    translations: Mapping[str, Mapping[str, Mapping[str, ContentFile]]]
    attachments: tuple[ContentFile, ...]  # files that records may link to
    paths: frozenset[str]  # of all files that may be linked
    findings: tuple[Problem, ...]


def _texts(value: Node) -> Iterator[str]:
    """Yield all texts in a value, without the keys of maps."""
    if isinstance(value, Scalar):
        yield value.text
        return
    for part in (node for _, node in value.pairs) if isinstance(value, MapNode) else value.items:
        yield from _texts(part)


def make_problem(
    path: str, line: int | None, key: str | None, fault: Unreadable, level: Level
) -> Problem:
    """Return the problem of a fault in a file, on the fault's line if it has one, else `line`."""
    return Problem(
        path=path,
        line=fault.line or line,
        key=key,
        code=fault.code,
        level=level,
        suggestion=fault.suggestion,
        params=fault.params,
    )


def scan_folder(content: Path, languages: Collection[str] = ()) -> ContentFolder:
    """Return the files below `content`, without opening any of them.

    `languages` are those in which translations may exist. Never raises for what is in the folder:
    see `findings`.
    """
    files: dict[str, dict[str, ContentFile]] = {kind: {} for kind in RECORD_TYPES}
    paths: set[str] = set()
    attachments = []
    translations = []
    findings = []
    if not content.is_dir():
        findings.append(make_problem("", None, None, Unreadable("no-content"), "problem"))
    for item in scan(content):
        if not isinstance(item, ContentFile):
            findings.append(make_problem(item[0], None, None, item[1], "problem"))
            continue
        paths.add(item.path)
        if item.kind and item.language:
            translations.append(item)
        elif item.kind:
            first = files[item.kind].setdefault(item.slug, item)
            if first is not item:
                twice = Unreadable("duplicate-slug", name=item.slug, other=first.path)
                findings.append(make_problem(item.path, None, None, twice, "problem"))
        else:
            attachments.append(item)
    translated, faults = _translations(translations, files, languages)
    findings += [*faults, *_pages_at_language_paths(files["pages"].values(), languages)]
    return ContentFolder(files, translated, tuple(attachments), frozenset(paths), tuple(findings))


def _translations(
    found: Iterable[ContentFile],
    files: Mapping[str, Mapping[str, ContentFile]],
    languages: Collection[str],
) -> tuple[dict[str, dict[str, dict[str, ContentFile]]], list[Problem]]:
    """Return the translations by language, kind and slug, and problems of those left over."""
    translated: dict[str, dict[str, dict[str, ContentFile]]] = {
        language: {kind: {} for kind in RECORD_TYPES} for language in sorted(languages)
    }
    faults = []
    for item in found:
        assert item.kind
        assert item.language
        if item.language not in languages:
            known = " ".join(sorted(languages))
            fault = Unreadable("unknown-language", name=item.language, known=known)
        elif (original := files[item.kind].get(item.slug)) and original.path == item.original:
            translated[item.language][item.kind][item.slug] = item
            continue
        else:
            name = original.path.removesuffix("md") + f"{item.language}.md" if original else None
            fault = Unreadable("no-original", original=item.original, suggestion=name)
        faults.append(make_problem(item.path, None, None, fault, "problem"))
    return translated, faults


def _pages_at_language_paths(
    pages: Iterable[ContentFile], languages: Collection[str]
) -> Iterator[Problem]:
    """Yield a problem for each page whose slug is the root of a language's pages."""
    for page in pages:
        if page.slug in languages:
            yield make_problem(
                page.path, None, None, Unreadable("taken-slug", name=page.slug), "problem"
            )


def parse_source_file(found: ContentFile, data: bytes) -> SourceFile:
    """Return a record's file parsed; raise `Unreadable` where it is not a text with a header."""
    assert found.kind
    source = split_document(data, found.path)
    return SourceFile(
        found.path, found.slug, source, read_header(source.header_entries, RECORD_TYPES[found.kind])
    )
