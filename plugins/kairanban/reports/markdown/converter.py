"""Conversion of Markdown by Python-Markdown instances that are set up once and reused."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import markdown
from markdown.extensions.extra import extensions as extra

from ...content.gettext_noop import N_
from .emphasis import mend_emphasis
from .fast_path import KNOWN_EXTENSIONS, add_fast_path
from .figures import Figures
from .japanese_syntax import JapaneseSyntax
from .ruby import Rubies
from .unclosed_tags import UnclosedTags

DEFAULT_SETTINGS: Mapping[str, Any] = {"extension_configs": {"markdown.extensions.extra": {}}}
# The content package parses front matter; code is not coloured, because that needs classes and
# styles.
DROPPED_EXTENSIONS = {"meta", "codehilite"}
# Parts of Markdown Extra, each with a pattern that matches every text it is needed for. A brace
# that opens the target of a link, as `{filename}` does, begins no attribute list.
RARE_SYNTAX: Mapping[str, re.Pattern[str]] = {
    "abbr": re.compile(r"\*\["),
    "attr_list": re.compile(r"(?<!\]\()\{"),
    "def_list": re.compile(": "),
    "fenced_code": re.compile("```|~~~"),
    "footnotes": re.compile(r"\[\^"),
    "md_in_html": re.compile("<"),
    "tables": re.compile(r"\|"),
}
HTML = re.compile("[<&]")
# Exceptions that Python-Markdown raises for texts that nest too deep, or that its HTML parser
# gives up on.
CONVERSION_ERRORS = (RecursionError, AssertionError, ValueError, IndexError, KeyError, TypeError)


class MarkdownConverter:
    """A converter of Markdown to HTML that is not sanitized yet.

    A text goes through an instance without the extensions that it does not need: measured, that
    saves a fifth of the time of most texts, and gives the same HTML.
    """

    def __init__(
        self,
        settings: Mapping[str, Any] | None,
        *ours: markdown.Extension,
        footnotes: bool,
        spares: bool = True,
        say: Callable[[str], str] = N_,
    ) -> None:
        """Set up a converter; its instances are made when they are first needed.

        `settings` is Pelican's `MARKDOWN`, None for `DEFAULT_SETTINGS`. `ours` are extensions
        beside the package's own. `footnotes` says whether footnotes are allowed, `spares` whether
        extensions that a text does not need are left out. `say` translates labels into the
        language of the texts.
        """
        self._ours = ours
        self._extensions = _extensions(settings or DEFAULT_SETTINGS, footnotes=footnotes)
        self._say = say
        # With an unknown extension nothing is left out: it may need any of the others.
        self._spares = spares and KNOWN_EXTENSIONS.issuperset(self._extensions)
        self._made: dict[tuple[str, ...], markdown.Markdown] = {}

    def convert(self, text: str) -> str | None:
        """Return the HTML of a text, or None where Python-Markdown gives up.

        `text` has no control characters.
        """
        converter = self._for(text)
        converter.reset()
        try:
            return converter.convert(text)
        except CONVERSION_ERRORS:
            return None

    def _for(self, text: str) -> markdown.Markdown:
        """Return the instance without the extensions that the text does not need."""
        left_out: tuple[str, ...] = ()
        if self._spares:
            left_out = tuple(name for name, mark in RARE_SYNTAX.items() if not mark.search(text))
            if not HTML.search(text):
                left_out = (*left_out, "html_block")
        if left_out not in self._made:
            self._made[left_out] = self._without(left_out)
        return self._made[left_out]

    def _without(self, left_out: tuple[str, ...]) -> markdown.Markdown:
        extensions = {
            name: config for name, config in self._extensions.items() if name not in left_out
        }
        configs = {name: config for name, config in extensions.items() if config}
        if "footnotes" in extensions:
            title = self._say(N_("脚注{}のついた本文へ戻る"))
            configs["footnotes"] = {"BACKLINK_TITLE": title, **extensions["footnotes"]}
        ours = (JapaneseSyntax(), UnclosedTags(), Rubies(), Figures(), *self._ours)
        converter = markdown.Markdown(extensions=[*extensions, *ours], extension_configs=configs)
        mend_emphasis(converter)
        add_fast_path(converter, extensions)
        if "html_block" in left_out:
            converter.preprocessors.deregister("html_block")
        return converter


def _extensions(settings: Mapping[str, Any], *, footnotes: bool) -> dict[Any, dict[str, Any]]:
    """Return extensions, as short names or objects, with their configurations.

    `extra` is replaced by its parts; `footnotes`, if allowed, comes last.
    """
    given: dict[str, Any] = dict(settings.get("extension_configs") or {})
    given |= {name: {} for name in settings.get("extensions") or () if name not in given}
    found: dict[Any, dict[str, Any]] = {}
    for name, config in {**given, "sane_lists": {}}.items():
        short = name.removeprefix("markdown.extensions.") if isinstance(name, str) else name
        if short == "extra":
            found |= {part: (config or {}).get(part, {}) for part in extra}
        elif short not in DROPPED_EXTENSIONS:
            found[short] = config or {}
    notes = found.pop("footnotes", None)
    if footnotes and notes is not None:
        found["footnotes"] = notes
    return found
