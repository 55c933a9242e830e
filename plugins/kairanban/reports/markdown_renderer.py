"""Markdown -> safe HTML that can be placed on any page."""

import html
import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from ..content.folder.source_files import make_problem
from ..content.gettext_noop import N_
from ..content.problems import Unreadable
from .html.sanitizer import sanitize
from .html.tag_rewriter import ROOT, LinkResolver, TagRewriter
from .html.typography import typeset
from .markdown.converter import MarkdownConverter
from .sections.extension import SectionsExtension
from .sections.findings import find_body_findings
from .sections.parsed_body import ParsedBody
from .sections.section_parser import ParseContext, SectionParser
from .summary import summarize

ALIGNED = re.compile(r'<(t[dh]) style="text-align: (left|center|right);">')
UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# The same without the two that mark slots; entities in raw HTML may stand for such characters.
FORGED = re.compile("[\x01\x04-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


class MarkdownRenderer:
    """Markdown made into HTML by a few Python-Markdown instances, used again and again.

    `settings` is Pelican's `MARKDOWN`; `say` gives labels in the language of the texts.
    """

    def __init__(
        self, settings: Mapping[str, Any] | None = None, say: Callable[[str], str] = N_
    ) -> None:
        self._settings = settings
        self._sections = SectionsExtension()
        self._body = MarkdownConverter(settings, self._sections, footnotes=True, say=say)
        self._part = MarkdownConverter(settings, footnotes=False, say=say)

    def with_labels(self, say: Callable[[str], str]) -> "MarkdownRenderer":
        """The same for texts in another language."""
        return MarkdownRenderer(self._settings, say)

    def parse_body(self, text: str, context: ParseContext) -> ParsedBody:
        """A report's body, read; `render_body` makes of its HTML what a page shows."""
        parser = SectionParser(context, text)
        self._sections.parser = parser
        try:
            made = _safe(self._body, text)
        finally:
            self._sections.parser = None
        if made is None:  # nothing of it can be trusted
            fault = Unreadable("unreadable-body")
            problem = make_problem(context.path, context.first_line, None, fault, "warning")
            return ParsedBody(html=_paragraphs(text), opening=summarize(text), findings=(problem,))
        return ParsedBody(
            html=FORGED.sub("", made) if "&#" in text else made,
            opening=parser.opening,
            sessions=tuple(parser.sessions),
            calls=tuple(parser.calls),
            named_people=tuple(parser.named_people),
            voices=parser.voices,
            photos=made.count("<figure>"),
            findings=find_body_findings(parser, made),
        )

    def render_body(self, parsed: ParsedBody, links: LinkResolver) -> str:
        """A report's HTML for its page: headings from h2 on, none skipped; ids each once."""
        return typeset(TagRewriter(links=links, ids=True).rewrite(parsed.html))

    def render_text(self, text: str, links: LinkResolver) -> str:
        """The main text of another page, in the same way."""
        made = _safe(self._body, text)
        return self._finished(text, made, TagRewriter(links=links, ids=True))

    def render_fragment(self, text: str, links: LinkResolver, *, top: int = 3) -> str:
        """A short text beside the main one: without footnotes and ids; headings from `top` on."""
        made = _safe(self._part, text)
        return self._finished(text, made, TagRewriter(links=links, ids=False, top=top))

    def _finished(self, text: str, made: str | None, tags: TagRewriter) -> str:
        safe = _paragraphs(text) if made is None else UNWRITABLE.sub("", made)
        return typeset(tags.rewrite(safe))


def fill_root(made: str, root: str) -> Markup:
    """HTML of `MarkdownRenderer` on a page from which the site's root is `root` (`../../`)."""
    return Markup(made.replace(ROOT, html.escape(root)))  # noqa: S704 - sanitized above


def _safe(converter: MarkdownConverter, text: str) -> str | None:
    """The HTML of a text, sanitized; None where Python-Markdown gives up."""
    made = converter.convert(UNWRITABLE.sub("", text))
    if made is None:
        return None
    if "text-align" in made:
        made = ALIGNED.sub(r'<\1 class="align-\2">', made)
    return sanitize(made)


def _paragraphs(text: str) -> str:
    """The words of a text as they stand."""
    paragraphs = re.split(r"\n\s*\n", UNWRITABLE.sub("", text).strip())
    return "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
