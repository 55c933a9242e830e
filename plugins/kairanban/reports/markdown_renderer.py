"""Markdown -> safe HTML that can be placed on any page."""

import html
import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from ..content.folder.source_files import finding
from ..content.gettext_noop import label
from ..content.problems import Unreadable
from .html.sanitizer import sanitized
from .html.tag_rewriter import ROOT, Links, Tags
from .html.typography import typeset
from .markdown.converter import Machine
from .sections.extension import Sections
from .sections.findings import findings
from .sections.parsed_body import Told
from .sections.section_parser import Around, Reading
from .summary import plain_text

ALIGNED = re.compile(r'<(t[dh]) style="text-align: (left|center|right);">')
UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# The same without the two that mark slots; entities in raw HTML may stand for such characters.
FORGED = re.compile("[\x01\x04-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


class Prose:
    """Markdown made into HTML by a few Python-Markdown instances, used again and again.

    `settings` is Pelican's `MARKDOWN`; `say` gives labels in the language of the texts.
    """

    def __init__(
        self, settings: Mapping[str, Any] | None = None, say: Callable[[str], str] = label
    ) -> None:
        self._settings = settings
        self._sections = Sections()
        self._body = Machine(settings, self._sections, footnotes=True, say=say)
        self._part = Machine(settings, footnotes=False, say=say)

    def saying(self, say: Callable[[str], str]) -> "Prose":
        """The same for texts in another language."""
        return Prose(self._settings, say)

    def told(self, text: str, around: Around) -> Told:
        """A report's body, read; `finished` makes of its HTML what a page shows."""
        reading = Reading(around, text)
        self._sections.reading = reading
        try:
            made = _safe(self._body, text)
        finally:
            self._sections.reading = None
        if made is None:  # nothing of it can be trusted
            doubt = Unreadable("unreadable-body")
            told = finding(around.path, around.first_line, None, doubt, "warning")
            return Told(html=_paragraphs(text), opening=plain_text(text), findings=(told,))
        return Told(
            html=FORGED.sub("", made) if "&#" in text else made,
            opening=reading.opening,
            sessions=tuple(reading.sessions),
            calls=tuple(reading.calls),
            named=tuple(reading.named),
            voices=reading.voices,
            photos=made.count("<figure>"),
            findings=findings(reading, made),
        )

    def finished(self, told: Told, links: Links) -> str:
        """A report's HTML for its page: headings from h2 on, none skipped; ids each once."""
        return typeset(Tags(links=links, ids=True).rewritten(told.html))

    def body(self, text: str, links: Links) -> str:
        """The main text of another page, in the same way."""
        made = _safe(self._body, text)
        return self._finished(text, made, Tags(links=links, ids=True))

    def part(self, text: str, links: Links, *, top: int = 3) -> str:
        """A short text beside the main one: without footnotes and ids; headings from `top` on."""
        made = _safe(self._part, text)
        return self._finished(text, made, Tags(links=links, ids=False, top=top))

    def _finished(self, text: str, made: str | None, tags: Tags) -> str:
        safe = _paragraphs(text) if made is None else UNWRITABLE.sub("", made)
        return typeset(tags.rewritten(safe))


def place(made: str, root: str) -> Markup:
    """HTML of `Prose` on a page from which the site's root is `root` (`../../`)."""
    return Markup(made.replace(ROOT, html.escape(root)))  # noqa: S704 - sanitized above


def _safe(machine: Machine, text: str) -> str | None:
    """The HTML of a text, sanitized; None where Python-Markdown gives up."""
    made = machine.html(UNWRITABLE.sub("", text))
    if made is None:
        return None
    if "text-align" in made:
        made = ALIGNED.sub(r'<\1 class="align-\2">', made)
    return sanitized(made)


def _paragraphs(text: str) -> str:
    """The words of a text as they stand."""
    paragraphs = re.split(r"\n\s*\n", UNWRITABLE.sub("", text).strip())
    return "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
