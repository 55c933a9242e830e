"""HTTP headers of each file: security policies, caching and content types.

They are published as `_headers`, which Netlify, Cloudflare Pages and other hosts read;
`commands.nginx` writes the same for nginx. Where two rules give a header, one host sends both
values and another the later one, so no file gets a header twice (a test looks at every file).
"""

import re
from collections.abc import Mapping

from msgspec import Struct, field

# Everything comes from the site itself; only data (JSON-LD) is inline, which does not run.
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
REVALIDATE = "public, max-age=0, must-revalidate"
CACHE_ONE_HOUR = "public, max-age=3600, must-revalidate"
CACHE_FOREVER = "public, max-age=31536000, immutable"
# For programs on other sites, such as calendars in browsers.
ALLOW_ANY_ORIGIN = {"Access-Control-Allow-Origin": "*"}
MAX_PAGE_DEPTH = 6  # folders above a page


class HeaderRule(Struct, frozen=True, kw_only=True):
    """A rule that gives headers to the files whose path it matches.

    In `path`, which begins with `/`, `*` matches anything and `:name` the name of one folder.
    """

    path: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def pattern(self) -> str:
        """Return `path` as a regular expression that matches the whole path of a file."""
        parts = re.split(r"(\*|:\w+)", self.path)
        patterns = (".*" if p == "*" else "[^/]+" if p[:1] == ":" else re.escape(p) for p in parts)
        return f"^{''.join(patterns)}$"


def _pages() -> tuple[HeaderRule, ...]:
    """Return a rule for pages, whose addresses end in `/`, for each depth of folders."""
    folders = [f"/:{letter}" for letter in "abcdefgh"[:MAX_PAGE_DEPTH]]
    paths = ("".join(folders[:depth]) + "/" for depth in range(MAX_PAGE_DEPTH + 1))
    return tuple(HeaderRule(path=path, headers={CACHE_CONTROL: REVALIDATE}) for path in paths)


def _files(ending: str, kind: str, keep: str, more: Mapping[str, str] | None = None) -> HeaderRule:
    return HeaderRule(
        path=f"/*.{ending}", headers={CONTENT_TYPE: kind, CACHE_CONTROL: keep, **(more or {})}
    )


POLICY_RULE = HeaderRule(path="/*", headers=POLICIES)
PAGE_RULES = _pages()
# Later rules are more specific, which matters to hosts that take the later one.
FILE_RULES = (
    _files("html", "text/html; charset=utf-8", REVALIDATE),
    _files("ics", "text/calendar; charset=utf-8", CACHE_ONE_HOUR, ALLOW_ANY_ORIGIN),
    _files("atom", "application/atom+xml; charset=utf-8", CACHE_ONE_HOUR, ALLOW_ANY_ORIGIN),
    _files("json", "application/json; charset=utf-8", REVALIDATE, ALLOW_ANY_ORIGIN),
    _files("xml", "application/xml; charset=utf-8", CACHE_ONE_HOUR),
    _files("txt", "text/plain; charset=utf-8", CACHE_ONE_HOUR),
    # Named after their content: a file that changes gets another name.
    *(
        HeaderRule(path=f"/{folder}/*", headers={CACHE_CONTROL: CACHE_FOREVER})
        for folder in ("theme", "images", "cards")
    ),
)


def headers_file() -> bytes:
    """Return `/_headers`, UTF-8."""
    rules = (POLICY_RULE, *PAGE_RULES, *FILE_RULES)
    blocks = (
        "\n".join([rule.path, *(f"  {name}: {value}" for name, value in rule.headers.items())])
        for rule in rules
    )
    return ("\n\n".join(blocks) + "\n").encode()
