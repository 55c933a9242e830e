"""Labels in templates, `_("募集")`, with a Jinja environment for each language.

A label without values is translated when the template is compiled, so that rendering pays nothing
for it. One with values is formatted when it is rendered: `_("{day}まで", day=call.until)`; values
that are `Markup` stay HTML. `{% trans %}` works as Jinja's users expect.
"""

from collections.abc import Iterator

from jinja2 import Environment
from jinja2.ext import Extension, InternationalizationExtension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup, escape

from .locale import JAPANESE, Locale

CALL = ["name", "lparen", "string", "rparen"]


class LabelExtension(Extension):
    """A Jinja extension that translates `_("…")` when a template is compiled."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template; `_("…")` becomes a string in the environment's locale."""
        locale = self.environment.globals.get("locale", JAPANESE)
        assert isinstance(locale, Locale)
        tokens = list(stream)
        at = 0
        while at < len(tokens):
            call = tokens[at : at + len(CALL)]
            if tokens[at].value == "_" and [token.type for token in call] == CALL:
                yield Token(call[2].lineno, "string", locale.say(call[2].value))
                at += len(CALL)
            else:
                yield tokens[at]
                at += 1


EXTENSIONS = (LabelExtension, InternationalizationExtension)


def localize_environment(environment: Environment, locale: Locale) -> Environment:
    """Return the environment for templates in a language, with functions for its labels.

    For Japanese it is `environment` itself, which is changed; for other languages an overlay.
    """
    localized = environment if locale is JAPANESE else environment.overlay()
    localized.globals = {**environment.globals, "locale": locale}
    localized.extend(newstyle_gettext=True)

    def say(label: str, /, **values: object) -> str:
        words = locale.say(label)
        if any(isinstance(value, Markup) for value in values.values()):
            return escape(words).format(**values)
        return words.format(**values) if values else words

    def say_number(one: str, many: str, n: int) -> str:
        del many  # the source language has one form for all numbers
        return locale.plural(one, n)

    localized.globals |= {"_": say, "counted": locale.counted, "listed": locale.listed}
    localized.globals |= {"gettext": locale.say, "ngettext": say_number}
    return localized
