"""The parser that walks over a report's blocks and finds and marks sessions, calls and voices."""

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from xml.etree.ElementTree import Element, SubElement

from msgspec import Struct

from ...content.folder.name_matching import Directory
from ...content.folder.prose_lines import prose_lines
from ...content.problems import Unreadable
from ..calls.attributes import check_id
from ..calls.items import item_text, parse_call_item
from ..excerpt import shorten, strip_markup
from ..headings.keywords import CALLING, LEVELS, SPEAKING, is_calls, is_voices
from ..headings.people import HONORED, find_named_people
from ..headings.sessions import (
    SessionHeading,
    parse_session_heading,
    split_off_id,
    split_off_organization,
)
from ..lint.attribute_lists import BRACES, find_stray_attributes
from ..lint.linter import ReportLinter
from . import placeholders
from .anchors import AnchorRegistry, find_written_ids
from .finding_log import FindingLog
from .line_numbers import LineFinder
from .parsed_body import Call, NamedPerson, Session

CIRCLED = re.compile(r"\s*[①-⑳]")
RAW_HEADING = re.compile(r"<h[1-6]\b[^>]*>(.*?)(?:</h[1-6]>|$)", re.IGNORECASE)
UNREAD_HEADING = re.compile(r"\n[ 　]*[#＃]{2,6}[ 　]*(?P<words>[^#＃\s].*)")
LISTS = frozenset({"ul", "ol"})
LEAVES = frozenset({"p", "hr", "pre"})


class ParseContext(Struct, frozen=True, kw_only=True):
    """The facts about a report on which parsing its body depends."""

    path: str  # of the source file, relative to the content folder, as problems name it
    first_line: int  # of the body in the file, 1-based
    published: date
    organizations: Directory  # by their names
    hosts: tuple[str, ...]  # slugs of organizations whose own words are no session
    # For a translation: the ids of the original's sessions and calls, in order.
    session_ids: tuple[str, ...] = ()
    call_ids: tuple[str, ...] = ()


class _OpenSession(Struct, frozen=True):
    """The session that the parser is in."""

    id: str
    heading: SessionHeading
    line: int
    section: Element


@dataclass(slots=True)
class SectionParser:
    """A parser of one body, used once; what it finds is in its lists, in the order of the text."""

    context: ParseContext
    text: str  # the body, Markdown
    sessions: list[Session] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    voices: int = 0
    opening: str = ""  # the first paragraph in plain words, shortened
    named_people: list[NamedPerson] = field(default_factory=list)
    finding_log: FindingLog = field(init=False)
    _lines: LineFinder = field(init=False)
    _linter: ReportLinter = field(init=False)
    _anchors: AnchorRegistry = field(init=False)
    _open_session: _OpenSession | None = None
    _session_opening: str = ""  # the first paragraph of that session
    _calls_below: int = 0  # level of the heading 募集 that the parser is below; 0 for none
    _voices_below: int = 0  # level of the heading 会場の声 that it is below; 0 for none
    _previous_paragraph: str = ""  # the paragraph directly above, as typed; "" for another block
    _heading_above: str = ""  # the heading above, in plain words

    def __post_init__(self) -> None:
        self._lines = LineFinder(self.text, self.context.first_line)
        self.finding_log = FindingLog(self.context.path, self._lines)
        self._linter = ReportLinter(self.finding_log, self.context.organizations)
        self._anchors = AnchorRegistry(find_written_ids(self.text))

    def parse(self, root: Element) -> None:
        """Parse the blocks of a document, and mark in it what is found.

        Sessions become sections; sessions and calls get ids and placeholders; lists, items and
        quotations get classes.
        """
        blocks: list[Element] = []
        for block in list(root):
            if self._previous_paragraph and self._open_session and block.tag not in LISTS:
                self._linter.check_nothing_below(self._previous_paragraph)
            self._parse_block(block)
            self._previous_paragraph = (block.text or "").strip() if block.tag == "p" else ""
            words = (
                "" if placeholders.BEGIN in self._previous_paragraph else self._previous_paragraph
            )
            if words and not self.opening:
                self.opening = shorten(strip_markup(words))
            if self._open_session is None:
                blocks.append(block)
                continue
            section = self._open_session.section
            if not len(section):
                blocks.append(section)
            section.append(block)
            if words and not self._session_opening:
                self._session_opening = strip_markup(words)
        if self._previous_paragraph and self._open_session:
            self._linter.check_nothing_below(self._previous_paragraph)
        self._end_session()
        if "<h" in self.text or "<H" in self.text:
            self._raw_headings()
        if BRACES.search(self.text):
            lines = LineFinder(self.text, self.context.first_line)
            for fault, line in find_stray_attributes(blocks):
                self.finding_log.add(fault, lines.find(line))
        root[:] = blocks

    def _parse_block(self, block: Element) -> None:
        tag = block.tag
        if tag == "p":
            self._linter.check_paragraph(block.text or "")
        elif tag in LEVELS:
            self._heading(block)
        elif tag == "hr" or block.get("class") == "footnote":
            self._end_session()
        elif tag in LISTS:
            self._list(block)
        elif tag == "blockquote":
            self._quotation(block)
        if tag not in LEAVES and len(block):
            self._check_nested_headings(block)

    def _end_session(self) -> None:
        session = self._open_session
        if session:
            self.sessions.append(
                Session(
                    id=session.id,
                    has_written_id=session.heading.id == session.id,
                    title=session.heading.title,
                    line=session.line,
                    organization=session.heading.organization,
                    people=session.heading.people,
                    opening=shorten(self._session_opening),
                )
            )
        self._open_session, self._session_opening = None, ""
        self._calls_below = self._voices_below = 0
        self._heading_above = ""
        self._linter.end_level(0)

    def _heading(self, block: Element) -> None:
        level, raw = int(block.tag[1]), block.text or ""
        line = self._lines.find(raw, f"{'#' * level} ")
        if level <= 2:
            self._end_session()
        if level <= self._calls_below:
            self._calls_below = 0
        if level <= self._voices_below:
            self._voices_below = 0
        self._linter.check_level(level, raw, line)
        context = self.context
        heading = (
            parse_session_heading(raw, context.organizations, context.hosts) if level == 2 else None
        )
        if heading:
            self._session(block, heading, line)
            return
        self._heading_above = strip_markup(split_off_id(raw)[0])
        people = self._record_named_people(self._heading_above, line)
        if is_calls(self._heading_above) and (level == 2 or (level == 3 and self._open_session)):
            self._calls_below = level
            self._linter.expect_below("no-calls", self._heading_above, level, line)
        elif is_voices(self._heading_above):
            self._voices_below = level
            self._linter.expect_below("no-voices", self._heading_above, level, line)
        else:
            self._linter.check_heading(level, raw, people, line)

    def _session(self, block: Element, heading: SessionHeading, line: int) -> None:
        passing = find_named_people(heading.rest)
        self.named_people += [NamedPerson(name, line) for name in (*heading.people, *passing)]
        self._linter.check_session(heading, passing, line)
        name = None
        try:
            name = check_id(heading.id)
        except Unreadable as fault:
            self.finding_log.add(fault, line, "problem")
        name = name or self._anchors.session_anchor(heading.organization, heading.people)
        name = next(islice(self.context.session_ids, len(self.sessions), None), name)
        self._anchors.reserve(name)
        block.text = heading.shown
        self._heading_above = heading.title
        section = Element("section", {"class": "session", "id": name})
        section.text = placeholders.placeholder("session", len(self.sessions))
        self._open_session = _OpenSession(name, heading, line, section)

    def _record_named_people(self, heading: str, line: int) -> tuple[str, ...]:
        """Record and return the people whom a heading names that begins no session.

        The name of a known organization at its start is not searched.
        """
        if not HONORED.search(heading):
            return ()
        people = find_named_people(split_off_organization(heading, self.context.organizations)[1])
        self.named_people += [NamedPerson(name, line) for name in people]
        return people

    def _check_nested_headings(self, block: Element) -> None:
        """Report headings that name people inside a block, where they begin no session.

        The block is a list, a quotation or an element of raw HTML.
        """
        for each in block.iter():
            if each.tag in LEVELS and each is not block:
                line = self._lines.find(each.text or "")
                if self._record_named_people(strip_markup(split_off_id(each.text or "")[0]), line):
                    self.finding_log.add(Unreadable("session-inside"), line)
            elif each.text and "\n" in each.text:
                self._unread_headings(each.text)

    def _unread_headings(self, text: str) -> None:
        """Report headings right below an item's words, which are text to Markdown."""
        for found in UNREAD_HEADING.finditer(text):
            line = self._lines.find(found["words"])
            self._record_named_people(strip_markup(found["words"]), line)
            self.finding_log.add(Unreadable("session-inside"), line)

    def _raw_headings(self) -> None:
        """Record the people named by headings in raw HTML, which Markdown puts aside."""
        for number, line in prose_lines(self.text, self.context.first_line):
            for found in RAW_HEADING.finditer(line):
                self._record_named_people(strip_markup(found[1]), number)

    def _list(self, block: Element) -> None:
        items = [item for item in block if item.tag == "li"]
        if self._calls_below or (self._open_session and CALLING.search(self._previous_paragraph)):
            block.set("class", "calls")
            for item in items:
                self._call(item)
            self._linter.mark_found("no-calls")
        elif self._voices_below or SPEAKING.search(self._previous_paragraph):
            block.set("class", "voices")
            self.voices += len(items)
            for item in items:
                _quote(item)
            self._linter.mark_found("no-voices")
        else:
            self._linter.check_list(
                self._previous_paragraph,
                self._heading_above,
                in_session=self._open_session is not None,
            )
            if items and all(CIRCLED.match(item_text(item)) for item in items):
                block.set("class", "circled")

    def _call(self, item: Element) -> None:
        line = self._lines.find(item_text(item), "- ")
        read = parse_call_item(item, self.context.published)
        for fault in read.faults:
            self.finding_log.add(fault, line, "problem")
        self._linter.check_call(read, self.context.published, line)
        session = self._open_session
        name = read.id or self._anchors.call_anchor(read.title, session.id if session else "")
        name = next(islice(self.context.call_ids, len(self.calls), None), name)
        self._anchors.reserve(name)
        item.set("class", "call")
        item.set("id", name)
        _append(item, placeholders.placeholder("call", len(self.calls)))
        organization = session.heading.organization if session else None
        self.calls.append(
            Call(
                id=name,
                has_written_id=read.id is not None,
                title=read.title,
                text=read.text,
                line=line,
                type=read.type,
                until=read.until,
                status=read.status,
                apply=read.apply,
                session=session.id if session else None,
                organization=organization,
                of=session.heading.title if session and not organization else None,
            )
        )

    def _quotation(self, block: Element) -> None:
        if self._voices_below or SPEAKING.search(self._previous_paragraph):
            block.set("class", "voice")
            self.voices += max(1, sum(each.tag == "p" for each in block))
            self._linter.mark_found("no-voices")


def _quote(item: Element) -> None:
    """Move an item's content into a `<blockquote>`."""
    quotation = Element("blockquote")
    if (item.text or "").strip():
        SubElement(quotation, "p").text = (item.text or "").strip()
    quotation.extend(list(item))
    item[:] = [quotation]
    item.text = None


def _append(element: Element, text: str) -> None:
    """Append text to an element's content, after its last child if it has one."""
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + text
    else:
        element.text = (element.text or "").rstrip() + text
