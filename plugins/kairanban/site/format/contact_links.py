"""Links for the web, mail and telephone addresses in a text that says how to reach somebody."""

import re
import unicodedata
from functools import lru_cache

from markupsafe import Markup, escape

from ...content.readers.parties import MAIL, PHONE
from ...content.readers.text import WEB_ADDRESS
from ...content.values import ContactMethod

ADDRESS = re.compile(
    f"(?P<web>{WEB_ADDRESS.pattern})|(?P<mail>{MAIL.pattern})|(?P<phone>{PHONE.pattern})",
    re.IGNORECASE,
)
SLASH = re.compile("(?<=[^:/])/(?=[^/])")  # a long address may be broken after it
TRAILING = ".,;:!?)]'"  # these belong to the sentence around an address


@lru_cache(maxsize=1024)
def link_addresses(text: str) -> Markup:
    """Return a plain text as HTML, with its web, mail and telephone addresses as links."""
    if not ADDRESS.search(text) and not text.isascii():
        plain = unicodedata.normalize("NFKC", text)  # for addresses in full-width characters
        text = plain if ADDRESS.search(plain) else text
    parts, end = [], 0
    for found in ADDRESS.finditer(text):
        words = found[0].rstrip(TRAILING) if found["web"] else found[0]
        parts += [escape(text[end : found.start()]), _link(words, found)]
        end = found.start() + len(words)
    return Markup("").join([*parts, escape(text[end:])])


def _link(words: str, found: re.Match[str]) -> Markup:
    if found["web"]:
        shown = Markup("/<wbr>").join(map(escape, SLASH.split(words)))
        return Markup('<a href="{}" rel="noopener">{}</a>').format(words, shown)
    href = f"mailto:{words}" if found["mail"] else "tel:" + re.sub(r"\D", "", words)
    return Markup('<a href="{}">{}</a>').format(href, words)


def contact_html(reach: ContactMethod | None, default: str) -> Markup | None:
    """Return a contact as HTML with links; None where there is none.

    `default` is the site's contact, for a record that names none.
    """
    text = reach.text if reach else default
    return link_addresses(text) if text else None


def find_web_address(text: str) -> str | None:
    """Return the first web address in a text, in NFKC; None where it has none."""
    found = WEB_ADDRESS.search(unicodedata.normalize("NFKC", text))
    return found[0].rstrip(TRAILING) if found else None
