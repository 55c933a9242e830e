"""Content files split into header and body: `key: value` lines between `---` lines, then Markdown.

A value on one line is text and nothing else, whatever YAML would make of it; `yaml_values`
parses the values that are lists, maps, quoted strings and block text.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from ..problems import Unreadable
from .nodes import HeaderEntry, Scalar
from .yaml_values import CONTROL, parse_block_value, parse_line_value

# Three or more of any of the dashes that people type.
FENCE = re.compile(r"^[-‐‑‒–—―−ー－─]{3,}\s*$")
KEY_LINE = re.compile(r"^([^\s:：#\-・][^:：]{0,39}?)\s*[:：]\s*(.*)$", re.DOTALL)


class SourceDocument(Struct, frozen=True):
    """A file split into header and body.

    `body_line` is the file's line on which `body` begins, 1-based.
    """

    header_entries: tuple[HeaderEntry, ...]
    text: str  # of the whole file
    body: str
    body_line: int
    faults: tuple[tuple[int, Unreadable], ...]  # 1-based line, and what cannot be read there


def decode_text(data: bytes) -> str:
    """Return a file's text with `\\n` line ends and without a byte order mark.

    Raise `Unreadable` for what is not UTF-8 text, or is empty.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("not-utf8", encoding="UTF-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _undecodable(data, line) from None
    if "\0" in text:
        raise Unreadable("binary-file")
    if not text.strip():
        raise Unreadable("empty-file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _undecodable(data: bytes, line: int) -> Unreadable:
    """Return the fault of bytes that are not UTF-8 from `line` (1-based) on."""
    if b"\0" in data:
        return Unreadable("binary-file")
    for encoding, name in (("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return Unreadable("not-utf8", encoding=name, line=line)
    return Unreadable("broken-utf8", line=line)


def split_document(data: bytes, path: str) -> SourceDocument:
    """Split the file at `path` (relative to the content folder) into header and body.

    Raise `Unreadable` where it is not a text, or has no header.
    """
    text = decode_text(data)
    lines = text.split("\n")
    first = next(i for i, line in enumerate(lines) if line.strip())
    if not FENCE.match(lines[first]):
        raise Unreadable("missing-fence", line=first + 1, suggestion="---")
    last = next((i for i in range(first + 1, len(lines)) if FENCE.match(lines[i])), None)
    if last is None or any(line.startswith("##") for line in lines[first:last]):
        raise Unreadable("unclosed-fence", line=_end_of_header(lines, first + 1), suggestion="---")
    entries: list[HeaderEntry] = []
    faults = list(_control_characters(lines))
    for number, group in _groups(lines, first + 1, last):
        try:
            entries.append(_entry(group, number, path))
        except Unreadable as fault:
            faults.append((fault.line or number, fault))
    body = "\n".join(lines[last + 1 :])
    return SourceDocument(tuple(entries), text, body, last + 2, tuple(faults))


def _end_of_header(lines: list[str], start: int) -> int:
    """Return the line (1-based) that lacks the closing fence: the first that is not of a header.

    `start` is a 0-based index.
    """
    for index in range(start, len(lines)):
        line = lines[index]
        if not line.strip() or line.startswith("#"):
            return index + 1
        if not line[0].isspace() and not line.startswith(("-", "・")) and not KEY_LINE.match(line):
            return index + 1
    return len(lines)


def _control_characters(lines: list[str]) -> Iterator[tuple[int, Unreadable]]:
    """Yield each line (1-based) that holds a control character, and the fault."""
    for number, line in enumerate(lines, 1):
        if found := CONTROL.search(line):
            yield number, Unreadable("control-character", character=f"U+{ord(found[0]):04X}")


def _groups(lines: list[str], start: int, end: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each key's lines and the number (1-based) of their first, without comment lines.

    `start` and `end` are 0-based indices.
    """
    group: list[str] = []
    number = 0
    for index in range(start, end):
        line = lines[index]
        continues = not line.strip() or line[0].isspace() or line.startswith(("-", "・"))
        if group and continues:
            group.append(line)
            continue
        if group:
            yield number, group
        group = [] if not line.strip() or re.match(r"#(\s|$)", line) else [line]
        number = index + 1
    if group:
        yield number, group


def _entry(group: list[str], number: int, path: str) -> HeaderEntry:
    """Parse a key's lines, whose first is line `number`; raise `Unreadable` without a key."""
    found = KEY_LINE.match(group[0].rstrip())
    if not found:
        raise Unreadable("not-a-field", text=group[0].strip()[:40], line=number)
    key, rest = found[1].strip(), found[2].strip()
    below = group[1:]
    while below and not below[-1].strip():
        below.pop()
    if not below:
        value = parse_line_value(rest, number) if rest else Scalar("", number)
        return HeaderEntry(key, number, value, path)
    return HeaderEntry(key, number, parse_block_value(rest, below, number), path)
