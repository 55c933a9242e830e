"""The tags of sanitized HTML gone through once: headings, links, pictures, ids."""

import html
import re
from typing import Protocol

from msgspec import Struct, field

from .pictures import PublishedPicture, image_tag, open_tag, picture_tag

# Stands for the way to the site's root; a parser never lets it through, so no text can hold it.
ROOT = "\0"
# Headings, links, boxes, and tags with attributes; all others stay as they are.
TAG = re.compile(r'<(/?)((?:h[1-6]|a|div)(?=[ >])|[a-z][a-z0-9]*(?= ))((?: [^\s=>"]+="[^"]*")*)>')
ATTRIBUTE = re.compile(r' ([^\s=>"]+)="([^"]*)"')
HEADING = re.compile("h[1-6]")
OUTSIDE = ("http://", "https://", "//")
GALLERY = ' class="gallery"'
RESERVED = re.compile(r"page-|$|.*\s")  # ids of the templates, and what is no id


class LinkResolver(Protocol):
    """What the targets that people write in one source file mean.

    `plain`: whether they stand where only the simplest HTML is understood, as in feeds.
    """

    @property
    def plain(self) -> bool: ...

    def link(self, target: str) -> str | None:
        """The address to write: `inside(path)`, the target itself if outside, None for nowhere."""

    def picture(self, target: str) -> PublishedPicture | None:
        """The published picture; None where the site has none."""

    def report_problem(self, target: str, code: str) -> None:
        """Tells of a picture that cannot be shown as it is; `code` is that of a problem."""


def from_root(path: str) -> str:
    """The address of a path from the site's root, on any page;
    `reports.markdown_renderer.fill_root`
    fills it in."""
    return ROOT + path


class TagRewriter(Struct, kw_only=True):
    """One pass over one text. `ids`: whether ids are kept; `top`: the level of first headings."""

    links: LinkResolver
    ids: bool
    top: int = 2
    _levels: list[tuple[int, int]] = field(default_factory=list)  # as written, as shown
    _seen: set[str] = field(default_factory=set)
    _in_link: bool = False
    _gallery: int = 0  # how many boxes are open, from that of a gallery on

    def rewrite(self, sanitized: str) -> str:
        """The HTML with links resolved and so on; it must come from a serializer."""
        return TAG.sub(self._tag, sanitized)

    def _tag(self, found: re.Match[str]) -> str:
        closing, name, rest = found.groups()
        if HEADING.fullmatch(name):
            name = self._heading(int(name[1]), bool(closing))
        elif name == "a":
            self._in_link = not closing
        elif name == "div" and (self._gallery or rest == GALLERY):
            self._gallery += -1 if closing else 1
        if closing:
            return f"</{name}>"
        if not rest:
            return f"<{name}>"
        given = {key: html.unescape(value) for key, value in ATTRIBUTE.findall(rest)}
        if "id" in given and not self._may_have(given["id"]):
            del given["id"]
        if name == "img":
            return self._picture(given)
        if name == "a" and "href" in given:
            self._link(given)
        return open_tag(name, given)

    def _heading(self, level: int, closing: bool) -> str:
        if not closing:
            while self._levels and self._levels[-1][0] >= level:
                self._levels.pop()
            shown = self._levels[-1][1] + 1 if self._levels else self.top
            self._levels.append((level, min(shown, 6)))
        return f"h{self._levels[-1][1] if self._levels else self.top}"

    def _may_have(self, name: str) -> bool:
        if not self.ids or name in self._seen or RESERVED.match(name):
            return False
        self._seen.add(name)
        return True

    def _link(self, given: dict[str, str]) -> None:
        href = self.links.link(given.pop("href"))
        if href is not None:
            given["href"] = href
            if href.lower().startswith(OUTSIDE):
                given["rel"] = "noopener"

    def _picture(self, given: dict[str, str]) -> str:
        source, words = given.get("src", ""), given.get("alt", "")
        if source.lower().startswith(OUTSIDE):  # nothing is loaded from other servers
            self.links.report_problem(source, "foreign-picture")
            return html.escape(words)
        shown = self.links.picture(source)
        if not shown:
            return html.escape(words)
        if not words:
            self.links.report_problem(source, "no-alt")
        own = {"alt": words} | {key: given[key] for key in given if key not in {"src", "alt"}}
        if self.links.plain:
            return image_tag(shown, ROOT, own)
        if not self._gallery or self._in_link:
            return picture_tag(shown, ROOT, "gallery" if self._gallery else "prose", own)
        # A gallery shows details only when it is opened.
        tag = picture_tag(shown, ROOT, "gallery", own)
        return f"{open_tag('a', {'href': from_root(shown.path)})}{tag}</a>"
