"""Detection of lines that look like a list to people, but like one paragraph to Markdown."""

import re

ITEM = re.compile(
    r"[ 　]*(?P<mark>[－＊●○■□◆◇▪▫]|-(?![-\s])|[(（][0-9０-９]{1,2}[)）]"
    r"|[0-9０-９]{1,2}(?:[)）．、]|\.(?=[^\s\d])))[ 　]*\S"
)
ITEM_STARTS = frozenset("－＊●○■□◆◇▪▫-(（0123456789０１２３４５６７８９ 　")


def find_unlisted_items(paragraph: str) -> tuple[str, str] | None:
    """Return the mark and the line of the first of two adjacent lines that look like items.

    None where there are none.
    """
    above = None
    for line in paragraph.split("\n"):
        found = ITEM.match(line) if line[:1] in ITEM_STARTS else None
        if found and above:
            return above
        above = (found["mark"], line) if found else None
    return None
