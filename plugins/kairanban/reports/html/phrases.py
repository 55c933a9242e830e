"""Where a Japanese heading may break: between phrases, not inside a word."""

from functools import lru_cache

import budoux
from markupsafe import Markup, escape

PARSER = budoux.load_default_japanese_parser()
LONGEST = 200  # characters; a title that goes on is prose


@lru_cache(maxsize=4096)
def phrases(text: str) -> Markup:
    """The text with `<wbr>` between its phrases (BudouX); `word-break: keep-all` belongs to it."""
    return Markup("<wbr>").join(map(escape, parted(text)))


def parted(text: str) -> list[str]:
    """The text in its phrases; as a whole where it is no Japanese, or too long for a heading."""
    if len(text) > LONGEST or text.isascii():
        return [text]
    return list(PARSER.parse(text))
