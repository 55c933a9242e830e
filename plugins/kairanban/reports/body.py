"""Markdown -> safe HTML that can be placed on any page."""

import html
import re
from collections.abc import Mapping
from typing import Any

import markdown
from markdown.extensions.extra import extensions as extra
from markupsafe import Markup

from ..records.readers.text import JAPANESE
from .allowed import sanitized
from .tags import ROOT, Links, Tags
from .typed import AsTyped
from .typography import latin_typography
from .unmarked import spare_unmarked

DEFAULT: Mapping[str, Any] = {"extension_configs": {"markdown.extensions.extra": {}}}
# Headers are read by `records`; code is not coloured, because that needs classes and styles.
LEFT_OUT = {"meta", "codehilite"}
ALIGNED = re.compile(r'<(t[dh]) style="text-align: (left|center|right);">')
PREFORMATTED = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
INLINE = r"(?:</?(?:a|abbr|b|code|del|em|i|ins|mark|ruby|s|small|span|strong|u)\b[^<>]*>)*"
BREAK = re.compile(rf"(?<={JAPANESE})({INLINE})\s*\n\s*({INLINE})(?={JAPANESE})")
UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# What Python-Markdown raises for texts that nest too deep, or that its HTML parser gives up on.
GIVING_UP = (RecursionError, AssertionError, ValueError, IndexError, KeyError, TypeError)


class Prose:
    """Markdown made into HTML by one pair of Python-Markdown instances, used again and again.

    `settings` is Pelican's `MARKDOWN`.
    """

    def __init__(self, settings: Mapping[str, Any] | None = None) -> None:
        self._body = _machine(settings or DEFAULT, footnotes=True)
        self._part = _machine(settings or DEFAULT, footnotes=False)

    def body(self, text: str, links: Links) -> str:
        """The main text of a page: headings from h2 on, none skipped; ids each once."""
        return self._html(self._body, text, Tags(links=links, ids=True))

    def part(self, text: str, links: Links, *, top: int = 3) -> str:
        """A short text beside the main one: without footnotes and ids; headings from `top` on."""
        return self._html(self._part, text, Tags(links=links, ids=False, top=top))

    def _html(self, machine: markdown.Markdown, text: str, tags: Tags) -> str:
        made = _converted(machine, UNWRITABLE.sub("", text))
        if "text-align" in made:
            made = ALIGNED.sub(r'<\1 class="align-\2">', made)
        return _typeset(tags.rewritten(sanitized(made)))


def place(made: str, root: str) -> Markup:
    """HTML of `Prose` on a page from which the site's root is `root` (`../../`)."""
    return Markup(made.replace(ROOT, html.escape(root)))  # noqa: S704 - sanitized above


def _machine(settings: Mapping[str, Any], *, footnotes: bool) -> markdown.Markdown:
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
    machine = markdown.Markdown(extensions=[*extensions, AsTyped()], extension_configs=configs)
    spare_unmarked(machine, extensions)
    return machine


def _converted(machine: markdown.Markdown, text: str) -> str:
    machine.reset()
    try:
        return machine.convert(text)
    except GIVING_UP:
        paragraphs = re.split(r"\n\s*\n", text.strip())
        return "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)


def _typeset(made: str) -> str:
    """Line ends between Japanese characters taken out (browsers would show a space there), Latin
    passages set; preformatted text as it is."""
    parts = PREFORMATTED.split(made)
    parts[::2] = [latin_typography(BREAK.sub(r"\1\2", part)) for part in parts[::2]]
    return "".join(parts)
