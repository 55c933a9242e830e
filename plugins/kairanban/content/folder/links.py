"""Links in Markdown texts: finding them with their lines, and the files that they mean.

`{filename}`, `{static}` and `{attach}` work as Pelican's users expect; a plain relative path to
a file that stands beside the source is understood as well.
"""

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Set
from typing import Literal
from urllib.parse import unquote

from msgspec import Struct

from ..problems import Unreadable
from .name_matching import nearest_word
from .picture_lines import PICTURE_LINE_STARTS, normalize_picture_line
from .prose_lines import prose_lines

# As in Python-Markdown, names of files may hold spaces and parentheses, like 写真 (1).jpg.
PIECE = r"(?:[^()\s<>]|\([^()\n]*\))+"
INLINE = re.compile(
    r"(?P<bang>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\]){0,400})\]"
    rf"\(\s*(?P<target><[^<>\n]*>|{PIECE}(?:\s+(?![\"']){PIECE})*)"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:[ ]*<?(?P<target>[^\s>]+)>?", re.MULTILINE)
ATTRIBUTE = re.compile(
    r"<(?P<tag>img|a)\b[^>]{0,1000}?\b(?:src|href)\s*=\s*[\"'](?P<target>[^\"']+)", re.I
)
ALT_ATTRIBUTE = re.compile(r"\salt\s*=\s*(?:\"[^\"]|'[^']|[^\"'\s>])", re.I)
CODE = re.compile(r"`[^`]*`")
EXTERNAL = re.compile(r"^(?:(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*):|//|#|\?)")
# The schemes of links to the outside; the sanitizer lets no others pass either.
SCHEMES = frozenset({"http", "https", "mailto", "tel", "webcal"})
PELICAN_LINK = re.compile(r"^(?:\{(?P<what>\w+)\}|\|(?P<old>\w+)\|)(?P<path>.*)$")


class MarkdownLink(Struct, frozen=True, kw_only=True):
    """A link or picture in a text, as written. `line` is the file's, 1-based."""

    target: str
    line: int
    picture: bool
    text: str | None  # the link's text or the picture's description; None where not known


class Destination(Struct, frozen=True, kw_only=True):
    """The target of a link.

    `kind` is `file` for a content file (`path` relative to the content folder), `attach` for one
    that is published beside the page that links it, `site` for an address of the site's own
    (`path` from its root), `outside` for anything else (`path` is the whole target). `suffix` is
    the query and fragment.
    """

    kind: Literal["file", "attach", "site", "outside"]
    path: str
    suffix: str = ""


def find_links(text: str, first_line: int) -> Iterator[MarkdownLink]:
    """Yield the links in a Markdown text, except those in code.

    `first_line` is the file's line, 1-based, on which `text` begins.
    """
    for number, lines in _passages(text, first_line):
        if any(
            "](" in line or "]:" in line or "<" in line or line.startswith(PICTURE_LINE_STARTS)
            for line in lines
        ):
            passage = "\n".join(CODE.sub("", normalize_picture_line(line)) for line in lines)
            yield from _links_of(passage, number)


def _passages(text: str, first_line: int) -> Iterator[tuple[int, list[str]]]:
    """Yield groups of lines without a blank line between them, with the number of their first.

    A link may go on in the next line, but not beyond a blank one.
    """
    start, lines = first_line, list[str]()
    for number, line in prose_lines(text, first_line):
        if lines and (number != start + len(lines) or not line.strip()):
            yield start, lines
            lines = []
        if line.strip():
            start = start if lines else number
            lines.append(line)
    if lines:
        yield start, lines


def _links_of(passage: str, first: int) -> Iterator[MarkdownLink]:
    def line(at: int) -> int:
        return first + passage.count("\n", 0, at)

    for found in INLINE.finditer(passage):
        picture, number = bool(found["bang"]), line(found.start("target"))
        target = found["target"].strip("<>").strip()
        yield MarkdownLink(target=target, line=number, picture=picture, text=found["text"].strip())
        if not picture and "![" in found["text"]:
            yield from _links_of(found["text"], line(found.start("text")))
    for found in DEFINITION.finditer(passage):
        yield MarkdownLink(
            target=found["target"], line=line(found.start()), picture=False, text=None
        )
    for found in ATTRIBUTE.finditer(passage):
        picture = found["tag"].lower() == "img"
        tag = passage[found.start() : (passage.find(">", found.end()) + 1) or None]
        text = "" if picture and not ALT_ATTRIBUTE.search(tag) else None
        number = line(found.start("target"))
        yield MarkdownLink(target=found["target"], line=number, picture=picture, text=text)


def resolve_link(target: str, source: str, files: Set[str]) -> Destination:
    """Return the destination of `target`, as it is written in the file `source`.

    `source` and `files`, all paths in the content folder, are relative to it. Raise `Unreadable`
    for a path that leaves the folder or leads to no file, for an unknown `{…}` marker, and for a
    scheme that no reader could open, like `file:///C:/…`.
    """
    target = target.replace("%7B", "{").replace("%7D", "}").replace("%7b", "{").replace("%7d", "}")
    marked = PELICAN_LINK.match(target)
    if not marked and (outside := EXTERNAL.match(target)):
        if outside["scheme"] and outside["scheme"].lower() not in SCHEMES:
            raise Unreadable("unusable-link", target=target[:60])
        return Destination(kind="outside", path=target)
    what = (marked["what"] or marked["old"]) if marked else None
    path, suffix = _split_suffix(marked["path"] if marked else target)
    if what == "index" or (what is None and path.startswith("/")):
        return Destination(
            kind="site", path=path.lstrip("/") if what is None else "", suffix=suffix
        )
    if what not in {None, "filename", "static", "attach"}:
        raise Unreadable("unknown-link", target=target)
    return Destination(
        kind="attach"
        if what == "attach" or (what is None and not path.endswith(".md"))
        else "file",
        path=_existing(path, source, files),
        suffix=suffix,
    )


def _split_suffix(path: str) -> tuple[str, str]:
    """Return a path, percent-decoded, and its query and fragment as written."""
    cut = min((path.find(c) for c in "?#" if c in path), default=len(path))
    return unquote(path[:cut]), path[cut:]


def _existing(path: str, source: str, files: Set[str]) -> str:
    """Return the file at `path`, seen from `source`, or raise `Unreadable` with a near one."""
    folder = "" if path.startswith("/") else posixpath.dirname(source)
    full = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
    if full.startswith("../") or full == "..":
        raise Unreadable("outside-content", target=path)
    if full in files:
        return full
    if f"{full}/index.md" in files:
        return f"{full}/index.md"
    if not full.isascii() and (equivalent := _nfc_equivalent(full, files)):
        return equivalent
    ending = posixpath.splitext(full)[1].lower()
    alike = sorted(f for f in files if posixpath.splitext(f)[1].lower() == ending)
    name = posixpath.basename(full).casefold()
    same_name = [f for f in alike if posixpath.basename(f).casefold() == name]
    near = same_name[0] if len(same_name) == 1 else nearest_word(full, alike)
    suggestion = posixpath.relpath(near, folder or ".") if near else None
    raise Unreadable("dangling-link", target=path, suggestion=suggestion)


def _nfc_equivalent(path: str, files: Set[str]) -> str | None:
    """Return the file whose name is equal in NFC, such as か゛ for が, or None.

    A Mac writes decomposed names into archives.
    """
    wanted = unicodedata.normalize("NFC", path)
    alike = (file for file in files if not file.isascii())
    return next((each for each in alike if unicodedata.normalize("NFC", each) == wanted), None)
