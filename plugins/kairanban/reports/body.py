"""Markdown -> safe HTML that can be placed on any page."""

import html
import re
from collections.abc import Mapping
from typing import Any

import markdown
from markdown.extensions.extra import extensions as extra
from markupsafe import Markup

from .html.allowed import sanitized
from .html.tags import ROOT, Links, Tags
from .html.typography import typeset
from .markdown.photos import Photos
from .markdown.ruby import Rubies
from .markdown.typed import AsTyped
from .markdown.unmarked import spare_unmarked
from .sections.findings import findings
from .sections.parts import Told
from .sections.tree import Around, Reading, Sections
from .summary import plain_text

DEFAULT: Mapping[str, Any] = {"extension_configs": {"markdown.extensions.extra": {}}}
# Headers are read by `records`; code is not coloured, because that needs classes and styles.
LEFT_OUT = {"meta", "codehilite"}
ALIGNED = re.compile(r'<(t[dh]) style="text-align: (left|center|right);">')
UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# The same without the two that mark slots; entities in raw HTML may stand for such characters.
FORGED = re.compile("[\x01\x04-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
# What Python-Markdown raises for texts that nest too deep, or that its HTML parser gives up on.
GIVING_UP = (RecursionError, AssertionError, ValueError, IndexError, KeyError, TypeError)


class Prose:
    """Markdown made into HTML by a few Python-Markdown instances, used again and again.

    `settings` is Pelican's `MARKDOWN`.
    """

    def __init__(self, settings: Mapping[str, Any] | None = None) -> None:
        self._sections = Sections()
        self._body = _machine(settings or DEFAULT, self._sections, footnotes=True)
        self._part = _machine(settings or DEFAULT, footnotes=False)

    def told(self, text: str, around: Around) -> Told:
        """A report's body, read; `finished` makes of its HTML what a page shows."""
        reading = Reading(around, text)
        self._sections.reading = reading
        try:
            made = _safe(self._body, text)
        finally:
            self._sections.reading = None
        if made is None:  # nothing of it can be trusted
            return Told(html=_paragraphs(text), opening=plain_text(text))
        return Told(
            html=FORGED.sub("", made),
            opening=plain_text(text),
            sessions=tuple(reading.sessions),
            calls=tuple(reading.calls),
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


def _machine(
    settings: Mapping[str, Any], *ours: markdown.Extension, footnotes: bool
) -> markdown.Markdown:
    given: dict[str, Any] = dict(settings.get("extension_configs") or {})
    given |= {name: {} for name in settings.get("extensions") or () if name not in given}
    extensions: dict[Any, dict[str, Any]] = {}
    for name, config in {**given, "sane_lists": {}}.items():
        short = name.removeprefix("markdown.extensions.") if isinstance(name, str) else name
        if short == "extra":
            extensions |= {part: (config or {}).get(part, {}) for part in extra}
        elif short not in LEFT_OUT:
            extensions[short] = config or {}
    notes = extensions.pop("footnotes", None)
    if footnotes and notes is not None:
        extensions["footnotes"] = {"BACKLINK_TITLE": "脚注{}のついた本文へ戻る", **notes}
    configs = {name: config for name, config in extensions.items() if config}
    all_ours = (AsTyped(), Rubies(), Photos(), *ours)
    machine = markdown.Markdown(extensions=[*extensions, *all_ours], extension_configs=configs)
    spare_unmarked(machine, extensions)
    return machine


def _safe(machine: markdown.Markdown, text: str) -> str | None:
    """The HTML of a text, sanitized; None where Python-Markdown gives up."""
    machine.reset()
    try:
        made = machine.convert(UNWRITABLE.sub("", text))
    except GIVING_UP:
        return None
    if "text-align" in made:
        made = ALIGNED.sub(r'<\1 class="align-\2">', made)
    return sanitized(made)


def _paragraphs(text: str) -> str:
    """The words of a text as they stand."""
    paragraphs = re.split(r"\n\s*\n", UNWRITABLE.sub("", text).strip())
    return "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
