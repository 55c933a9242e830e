"""Rendering of Markdown as safe HTML that can be placed on any page."""

import html
import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from ..content.folder.source_files import make_problem
from ..content.gettext_noop import N_
from ..content.problems import Unreadable
from .excerpt import make_excerpt
from .html.sanitizer import sanitize
from .html.tag_rewriter import ROOT, LinkResolver, TagRewriter
from .html.typography import typeset
from .markdown.converter import MarkdownConverter
from .sections.extension import SectionsExtension
from .sections.findings import find_body_findings
from .sections.parsed_body import ParsedBody
from .sections.section_parser import ParseContext, SectionParser

ALIGNED = re.compile(r'<(t[dh]) style="text-align: (left|center|right);">')
# Control characters and others that HTML may not hold.
UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Such characters without the two that mark placeholders; entities in raw HTML may stand for them.
FORGED_CHARACTERS = re.compile("[\x01\x04-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


class MarkdownRenderer:
    """A renderer of Markdown as HTML with a few Python-Markdown instances, which are reused.

    `settings` is Pelican's `MARKDOWN`; `say` translates labels into the language of the texts.
    """

    def __init__(
        self, settings: Mapping[str, Any] | None = None, say: Callable[[str], str] = N_
    ) -> None:
        self._settings = settings
        self._sections = SectionsExtension()
        self._body = MarkdownConverter(settings, self._sections, footnotes=True, say=say)
        self._part = MarkdownConverter(settings, footnotes=False, say=say)

    def with_labels(self, say: Callable[[str], str]) -> "MarkdownRenderer":
        """Return a renderer with these settings for texts in another language."""
        return MarkdownRenderer(self._settings, say)

    def parse_body(self, text: str, context: ParseContext) -> ParsedBody:
        """Parse a report's body (Markdown); `render_body` renders the result for a page.

        Where Python-Markdown gives up, the paragraphs stay as typed, and there is a finding.
        """
        parser = SectionParser(context, text)
        self._sections.parser = parser
        try:
            made = _safe(self._body, text)
        finally:
            self._sections.parser = None
        if made is None:  # nothing that the parser found so far can be trusted
            fault = Unreadable("unreadable-body")
            problem = make_problem(context.path, context.first_line, None, fault, "warning")
            return ParsedBody(
                html=_paragraphs(text), opening=make_excerpt(text), findings=(problem,)
            )
        return ParsedBody(
            html=FORGED_CHARACTERS.sub("", made) if "&#" in text else made,
            opening=parser.opening,
            sessions=tuple(parser.sessions),
            calls=tuple(parser.calls),
            named_people=tuple(parser.named_people),
            voices=parser.voices,
            photos=made.count("<figure>"),
            findings=find_body_findings(parser, made),
        )

    def render_body(self, parsed: ParsedBody, links: LinkResolver) -> str:
        """Render a parsed body as HTML for its page.

        Headings start at h2 and skip no level; each id stands once.
        """
        return typeset(TagRewriter(links=links, ids=True).rewrite(parsed.html))

    def render_text(self, text: str, links: LinkResolver) -> str:
        """Render the main text (Markdown) of a page that is no report's, as `render_body` does."""
        made = _safe(self._body, text)
        return self._finished(text, made, TagRewriter(links=links, ids=True))

    def render_fragment(self, text: str, links: LinkResolver, *, top: int = 3) -> str:
        """Render a short Markdown text beside the main one, without footnotes and ids.

        Headings start at level `top`.
        """
        made = _safe(self._part, text)
        return self._finished(text, made, TagRewriter(links=links, ids=False, top=top))

    def _finished(self, text: str, made: str | None, tags: TagRewriter) -> str:
        safe = _paragraphs(text) if made is None else UNWRITABLE.sub("", made)
        return typeset(tags.rewrite(safe))


def fill_root(made: str, root: str) -> Markup:
    """Return HTML of a `MarkdownRenderer` with the address of the site's root filled in.

    `root` is that address relative to the page (`../../`), unescaped.
    """
    return Markup(made.replace(ROOT, html.escape(root)))  # noqa: S704 - sanitized above


def _safe(converter: MarkdownConverter, text: str) -> str | None:
    """Return the sanitized HTML of a text, or None where Python-Markdown gives up."""
    made = converter.convert(UNWRITABLE.sub("", text))
    if made is None:
        return None
    if "text-align" in made:
        made = ALIGNED.sub(r'<\1 class="align-\2">', made)
    return sanitize(made)


def _paragraphs(text: str) -> str:
    """Return the paragraphs of a text as HTML, with their Markdown as typed."""
    paragraphs = re.split(r"\n\s*\n", UNWRITABLE.sub("", text).strip())
    return "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
