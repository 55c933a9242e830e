"""The example configuration for nginx, made from the same definitions as `_headers`."""

from collections.abc import Iterable, Iterator

from ..site.feeds.headers import (
    ALLOW_ANY_ORIGIN,
    CACHE_CONTROL,
    CONTENT_TYPE,
    FILE_RULES,
    POLICY_RULE,
    REVALIDATE,
    HeaderRule,
)

HEAD = """\
# An example for nginx: what `_headers` says to other hosts, and how to serve the site's folder.
# Made from plugins/kairanban/site/feeds/headers.py by `invoke reference`; copy it and
# put in your names.
#
# All headers are added in one place, since a `location` with an `add_header` of its own loses
# those of the server, policies included. What differs from file to file is looked up in maps.
"""
SERVER = """\
server {
    listen 80;
    listen [::]:80;
    server_name example.org; # certbot --nginx adds what https needs
    root /var/www/kairanban; # a copy of output/
    index index.html;
    error_page 404 /404.html;
    server_tokens off;

    gzip on;
    gzip_vary on;
    gzip_min_length 500;
    gzip_types text/css text/javascript application/javascript image/svg+xml TYPES;
    charset utf-8;
    charset_types text/css text/javascript application/javascript TYPES;

"""
TAIL = """
    location = /_headers {
        return 404;
    }
}
"""
NEW_TYPES = {"avif": "image/avif"}  # endings that older versions of nginx do not know


def nginx_config() -> str:
    """Return `docs/nginx.conf`, which is to be included in the `http` block."""
    (origin,) = ALLOW_ANY_ORIGIN
    kinds = {
        rule.path.removeprefix("/*."): rule.headers[CONTENT_TYPE].partition(";")[0]
        for rule in FILE_RULES
        if CONTENT_TYPE in rule.headers
    }
    compressed = " ".join(sorted({*kinds.values()} - {"text/html"}))  # nginx always has this one
    added = {**POLICY_RULE.headers, CACHE_CONTROL: "$kairanban_keep", origin: "$kairanban_origin"}
    return "".join(
        (
            HEAD,
            *_map("kairanban_keep", CACHE_CONTROL, REVALIDATE, FILE_RULES),
            "\n# What programs on other sites may read; an empty header is not added.\n",
            *_map("kairanban_origin", origin, "", FILE_RULES)[1:],
            "\n",
            SERVER.replace("TYPES", compressed),
            *(f'    add_header {name} "{value}" always;\n' for name, value in added.items()),
            "\n",
            *_locations(kinds | NEW_TYPES),
            TAIL,
        )
    )


def _map(variable: str, header: str, default: str, rules: Iterable[HeaderRule]) -> list[str]:
    """Return the lines of a map from path to a header's value.

    nginx takes the first match, so the more specific rules come first.
    """
    lines = [f'    "~{r.pattern}" "{r.headers[header]}";\n' for r in rules if header in r.headers]
    return ["\n", f"map $uri ${variable} {{\n", f'    default "{default}";\n', *lines[::-1], "}\n"]


def _locations(kinds: dict[str, str]) -> Iterator[str]:
    for ending, kind in kinds.items():
        yield f"    location ~ \\.{ending}$ {{ types {{ {kind} {ending}; }} }}\n"
