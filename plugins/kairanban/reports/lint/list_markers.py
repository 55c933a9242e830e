"""Lines that look like a list to people, and like one sentence to Markdown."""

import re

ITEM = re.compile(
    r"[ 　]*(?P<mark>[－＊●○■□◆◇▪▫]|-(?![-\s])|[(（][0-9０-９]{1,2}[)）]"
    r"|[0-9０-９]{1,2}(?:[)）．、]|\.(?=[^\s\d])))[ 　]*\S"
)
ITEM_STARTS = frozenset("－＊●○■□◆◇▪▫-(（0123456789０１２３４５６７８９ 　")


def find_unlisted_items(paragraph: str) -> tuple[str, str] | None:
    """The mark of two lines in a row that seem to be items, and the first of the lines."""
    above = None
    for line in paragraph.split("\n"):
        found = ITEM.match(line) if line[:1] in ITEM_STARTS else None
        if found and above:
            return above
        above = (found["mark"], line) if found else None
    return None
