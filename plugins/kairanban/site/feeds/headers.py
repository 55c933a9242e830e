"""What servers say with each file: policies, how long it may be kept, and what it is.

Published as `_headers`, which Netlify, Cloudflare Pages and others read; `commands.nginx` tells
nginx the same. One adds the values of a header that two rules give, another takes the later one,
so no file gets a header twice (a test looks at every file).
"""

import re
from collections.abc import Mapping

from msgspec import Struct, field

# Everything is the site's own; nothing is inline but data (JSON-LD), which does not run.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",  # the search index
        "form-action 'self'",  # the search field
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
POLICIES: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

CACHE_CONTROL = "Cache-Control"
CONTENT_TYPE = "Content-Type"
ALWAYS_ASK = "public, max-age=0, must-revalidate"
AN_HOUR = "public, max-age=3600, must-revalidate"
FOR_EVER = "public, max-age=31536000, immutable"
# For programs on other sites, calendars in browsers among them.
ANYBODY = {"Access-Control-Allow-Origin": "*"}
MAX_PAGE_DEPTH = 6  # folders in which a page stands


class HeaderRule(Struct, frozen=True, kw_only=True):
    """Files that are served alike: in `path`, `*` is anything, `:name` one folder's name."""

    path: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def pattern(self) -> str:
        """The same as a regular expression."""
        parts = re.split(r"(\*|:\w+)", self.path)
        made = (".*" if p == "*" else "[^/]+" if p[:1] == ":" else re.escape(p) for p in parts)
        return f"^{''.join(made)}$"


def _pages() -> tuple[HeaderRule, ...]:
    """Pages, by how deep they stand: addresses that end in `/`."""
    folders = [f"/:{letter}" for letter in "abcdefgh"[:MAX_PAGE_DEPTH]]
    paths = ("".join(folders[:depth]) + "/" for depth in range(MAX_PAGE_DEPTH + 1))
    return tuple(HeaderRule(path=path, headers={CACHE_CONTROL: ALWAYS_ASK}) for path in paths)


def _files(ending: str, kind: str, keep: str, more: Mapping[str, str] | None = None) -> HeaderRule:
    return HeaderRule(
        path=f"/*.{ending}", headers={CONTENT_TYPE: kind, CACHE_CONTROL: keep, **(more or {})}
    )


ALL = HeaderRule(path="/*", headers=POLICIES)
PAGES = _pages()
# Later ones are more exact, which matters where the later rule is taken.
FILES = (
    _files("html", "text/html; charset=utf-8", ALWAYS_ASK),
    _files("ics", "text/calendar; charset=utf-8", AN_HOUR, ANYBODY),
    _files("atom", "application/atom+xml; charset=utf-8", AN_HOUR, ANYBODY),
    _files("json", "application/json; charset=utf-8", ALWAYS_ASK, ANYBODY),
    _files("xml", "application/xml; charset=utf-8", AN_HOUR),
    _files("txt", "text/plain; charset=utf-8", AN_HOUR),
    # Named by their content: another content has another name.
    *(
        HeaderRule(path=f"/{folder}/*", headers={CACHE_CONTROL: FOR_EVER})
        for folder in ("theme", "images", "cards")
    ),
)


def headers_file() -> bytes:
    """`/_headers`"""
    rules = (ALL, *PAGES, *FILES)
    blocks = (
        "\n".join([rule.path, *(f"  {name}: {value}" for name, value in rule.headers.items())])
        for rule in rules
    )
    return ("\n\n".join(blocks) + "\n").encode()
