"""Latin typography (Typogrify), only where it helps.

Run over Japanese it turns `と"引用"と` into two closing quotes, glues `受付 13:00` with a no-break
space and wraps `NPO` in spans. So it is given single blocks of prose, and only those that hold
no Japanese.
"""

import re

from typogrify.filters import typogrify

from ..records.readers.text import JAPANESE

BLOCK = re.compile(
    r"(</?(?:p|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tfoot|tr|td|th|caption|blockquote|div"
    r"|figure|figcaption|details|summary|hr)\b[^>]*>)"
)
LATIN = re.compile(r"[A-Za-z]{2}")
# A text may hold what Typogrify must leave alone; it looks only within the block it is given.
LEFT_ALONE = re.compile(r"<(?:code|kbd|samp|var|pre)\b")
HAS_JAPANESE = re.compile(JAPANESE)


def latin_typography(html: str) -> str:
    """Sanitized HTML without `<pre>`, its Latin blocks typeset."""
    parts = BLOCK.split(html)
    parts[::2] = [_set(part) for part in parts[::2]]
    return "".join(parts)


def _set(block: str) -> str:
    if not LATIN.search(block) or HAS_JAPANESE.search(block) or LEFT_ALONE.search(block):
        return block
    return str(typogrify(block))
