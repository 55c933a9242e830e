"""Rewriting of the tags of sanitized HTML in one pass: headings, links, pictures, ids."""

import html
import re
from typing import Protocol

from msgspec import Struct, field

from .pictures import PublishedPicture, image_tag, open_tag, picture_tag

# Placeholder for the relative address of the site's root. HTML parsers never let NUL through, so
# no text can hold it.
ROOT = "\0"
# Tags of headings, links and `<div>`, and tags with attributes; all others stay as they are.
TAG = re.compile(r'<(/?)((?:h[1-6]|a|div)(?=[ >])|[a-z][a-z0-9]*(?= ))((?: [^\s=>"]+="[^"]*")*)>')
ATTRIBUTE = re.compile(r' ([^\s=>"]+)="([^"]*)"')
HEADING = re.compile("h[1-6]")
OUTSIDE = ("http://", "https://", "//")
GALLERY = ' class="gallery"'
RESERVED = re.compile(r"page-|$|.*\s")  # ids of the templates, and texts that are no ids


class LinkResolver(Protocol):
    """A resolver of the link and picture targets that people write in one source file.

    `plain` is true for readers that know only the simplest HTML, as those of feeds.
    """

    @property
    def plain(self) -> bool:
        """Whether pictures are shown as simple `<img>`s."""
        ...

    def link(self, target: str) -> str | None:
        """Return the address for `href`.

        That is `from_root(path)` for a page of the site, the target itself for an address outside,
        and None where the link leads nowhere.
        """

    def picture(self, target: str) -> PublishedPicture | None:
        """Return the published picture of a target, or None where the site has none."""

    def report_problem(self, target: str, code: str) -> None:
        """Report a picture that cannot be shown as it is; `code` is a problem's code."""


def from_root(path: str) -> str:
    """Return the address of a path that is relative to the site's root, usable on any page.

    It begins with `ROOT`, which `reports.markdown_renderer.fill_root` replaces.
    """
    return ROOT + path


class TagRewriter(Struct, kw_only=True):
    """A rewriter of the tags of one text, used once.

    `ids` says whether ids are kept; `top` is the level (1 to 6) of the uppermost headings.
    """

    links: LinkResolver
    ids: bool
    top: int = 2
    # Levels of the headings above, as written and as shown.
    _levels: list[tuple[int, int]] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)  # ids so far
    _in_link: bool = False
    _gallery: int = 0  # number of open `<div>`s, counted from that of a gallery

    def rewrite(self, sanitized: str) -> str:
        """Return the HTML with headings, links, pictures and ids rewritten.

        It must be serialized as by `sanitize`: attributes in double quotes, all tags closed.
        """
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
