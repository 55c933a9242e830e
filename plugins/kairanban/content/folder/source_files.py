"""The files of a content folder, read and taken apart, with all that is wrong so far."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from pathlib import Path

from msgspec import Struct

from ..front_matter.document import Source, split
from ..front_matter.fields import Header, header
from ..front_matter.nodes import Fields, Node, Scalar
from ..problems import Level, Problem, Unreadable
from ..readers.text import split_names
from ..schema import Event, Organization, Page, Record, Report, Series, Venue
from .privacy import personal, private, reached
from .raw_html import removed
from .scan import Found, scan

RECORDS: Mapping[str, type[Record]] = {
    "organizations": Organization,
    "venues": Venue,
    "series": Series,
    "events": Event,
    "reports": Report,
    "pages": Page,
}
# What is written there is for all to see; and what only looks like an address.
REACHED = ("contact", "registration", "phone", "url", "mailing_list", "donate", "uid")
HELD_BACK = frozenset({"draft", "下書き", "下書", "hidden", "非公開"})


class SourceFile(Struct, frozen=True):
    """One file on its way to a record."""

    path: str
    slug: str
    source: Source
    header: Header

    @property
    def level(self) -> Level:
        """How bad a finding in it is: what is not published yet may still be wrong."""
        entry = self.header.fields.get("status")
        if not entry or not isinstance(entry.value, Scalar):
            return "problem"
        status = unicodedata.normalize("NFKC", entry.value.text).strip().lower()
        return "warning" if status in HELD_BACK else "problem"

    def names(self, field_name: str) -> tuple[str, ...]:
        """The names in a field, as far as they can be read."""
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
    def reached(self) -> tuple[str, ...]:
        """The addresses and numbers that it gives for all to see."""
        entries = filter(None, map(self.header.fields.get, REACHED))
        texts = (text for entry in entries for text in _texts(entry.value))
        return tuple(sorted({each for text in texts for each in reached(text)}))

    def findings(self, given: Set[str]) -> Iterator[Problem]:
        """What is wrong with it before anybody knows what its values mean.

        `given` are addresses and numbers that others give for all to see.
        """
        text, given = self.source.text, given | set(self.reached)
        for line, told in (*self.source.faults, *private(text), *personal(text, given)):
            yield finding(self.path, line, None, told, self.level)
        for line, told in removed(self.source.body, self.source.body_line):
            yield finding(self.path, line, None, told, "warning")
        for entry, told in self.header.faults:
            yield finding(self.path, entry.line, entry.key, told, self.level)


class Folder(Struct, frozen=True):
    """What is in the content folder: its records' files by kind and slug, in the order of paths.

    `translations` are by language as well; each has its original among the files.
    """

    files: Mapping[str, Mapping[str, Found]]
    translations: Mapping[str, Mapping[str, Mapping[str, Found]]]
    attachments: tuple[Found, ...]  # what is no record
    paths: frozenset[str]  # all that may be linked
    findings: tuple[Problem, ...]


def _texts(value: Node) -> Iterator[str]:
    if isinstance(value, Scalar):
        yield value.text
        return
    for part in (node for _, node in value.pairs) if isinstance(value, Fields) else value.items:
        yield from _texts(part)


def finding(
    path: str, line: int | None, key: str | None, fault: Unreadable, level: Level
) -> Problem:
    """A fault at its place: on its own line where it knows one, else on `line`."""
    return Problem(
        path=path,
        line=fault.line or line,
        key=key,
        code=fault.code,
        level=level,
        suggestion=fault.suggestion,
        params=fault.params,
    )


def read_folder(content: Path, languages: Collection[str] = ()) -> Folder:
    """The files below `content`, none of them opened. Never raises for what stands there.

    `languages` are those of the translations that may be there.
    """
    files: dict[str, dict[str, Found]] = {kind: {} for kind in RECORDS}
    paths: set[str] = set()
    attachments = []
    translations = []
    findings = []
    if not content.is_dir():
        findings.append(finding("", None, None, Unreadable("no-content"), "problem"))
    for item in scan(content):
        if not isinstance(item, Found):
            findings.append(finding(item[0], None, None, item[1], "problem"))
            continue
        paths.add(item.path)
        if item.kind and item.language:
            translations.append(item)
        elif item.kind:
            first = files[item.kind].setdefault(item.slug, item)
            if first is not item:
                twice = Unreadable("duplicate-slug", name=item.slug, other=first.path)
                findings.append(finding(item.path, None, None, twice, "problem"))
        else:
            attachments.append(item)
    translated, faults = _translations(translations, files, languages)
    findings += [*faults, *_in_the_way(files["pages"].values(), languages)]
    return Folder(files, translated, tuple(attachments), frozenset(paths), tuple(findings))


def _translations(
    found: Iterable[Found], files: Mapping[str, Mapping[str, Found]], languages: Collection[str]
) -> tuple[dict[str, dict[str, dict[str, Found]]], list[Problem]]:
    """The translations that have an original, by language, kind and slug; and what others lack."""
    translated: dict[str, dict[str, dict[str, Found]]] = {
        language: {kind: {} for kind in RECORDS} for language in sorted(languages)
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
        faults.append(finding(item.path, None, None, fault, "problem"))
    return translated, faults


def _in_the_way(pages: Iterable[Found], languages: Collection[str]) -> Iterator[Problem]:
    """Pages that would stand where a language's pages are."""
    for page in pages:
        if page.slug in languages:
            yield finding(
                page.path, None, None, Unreadable("taken-slug", name=page.slug), "problem"
            )


def parsed(found: Found, data: bytes) -> SourceFile:
    """A file taken apart. Raises `Unreadable` where it is no text with a header."""
    assert found.kind
    source = split(data, found.path)
    return SourceFile(found.path, found.slug, source, header(source.entries, RECORDS[found.kind]))
