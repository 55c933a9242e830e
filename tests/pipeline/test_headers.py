"""What servers are told to say: `_headers` as two hosts read it, nginx itself."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from conftest import ROOT
from serving import Rules
from test_output import Reading

USUAL = {"Cache-Control": "public, max-age=0, must-revalidate"}  # what both say by themselves
YEAR = "public, max-age=31536000, immutable"


def addresses(site: Path) -> Iterator[str]:
    """The path of every file, as it is asked for."""
    for file in sorted(site.rglob("*")):
        if file.is_file() and file.name not in {"_headers", ".nojekyll"}:
            path = file.relative_to(site).as_posix()
            yield quote("/" + re.sub(r"(^|/)index\.html$", r"\1", path))


def test_two_hosts_read_the_same_and_no_header_is_given_twice(site: Path) -> None:
    rules = Rules.of(site)
    assert len(rules.rules) <= 100  # as many as Cloudflare reads
    seen = 0
    for path in addresses(site):
        result = rules.by_cloudflare(path)
        assert [name for name, values in result.items() if len(values) > 1] == [], path
        one = {name: values[0] for name, values in result.items()}
        assert USUAL | one == USUAL | rules.by_netlify(path), path
        seen += 1
    assert seen > 200


def test_every_answer_carries_the_policies(site: Path) -> None:
    rules = Rules.of(site)
    for path in (*addresses(site), "/nothing/here"):
        result = rules.by_netlify(path)
        policy = result["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "*" not in policy
        assert "http" not in policy
        assert result["X-Content-Type-Options"] == "nosniff"
        assert {"Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy"} <= set(
            result
        )


def test_what_is_named_by_content_is_kept_for_ever_and_nothing_else(site: Path) -> None:
    rules = Rules.of(site)
    for path in addresses(site):
        stored = rules.by_netlify(path).get("Cache-Control", "")
        named = re.search(r"\.[0-9a-f]{8,}\.\w+$|/[0-9a-f]{8,}[-.][\w.-]+$", path) is not None
        assert (stored == YEAR) is named, path
        if path.endswith(("/", ".html", ".json")):
            assert stored == "public, max-age=0, must-revalidate", path
        if path.endswith((".ics", ".atom")):
            assert stored == "public, max-age=3600, must-revalidate", path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/calendar.ics", "text/calendar; charset=utf-8"),
        ("/events/2024-01-18-johokokankai.ics", "text/calendar; charset=utf-8"),
        ("/tags/%E3%81%A4%E3%81%AA%E3%81%8C%E3%82%8A.ics", "text/calendar; charset=utf-8"),
        ("/feeds/reports.atom", "application/atom+xml; charset=utf-8"),
        ("/events.json", "application/json; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/404.html", "text/html; charset=utf-8"),
        ("/events/", None),
    ],
)
def test_files_say_what_they_are(site: Path, path: str, kind: str | None) -> None:
    assert Rules.of(site).by_netlify(path).get("Content-Type") == kind


def test_pages_load_nothing_that_the_policy_forbids(site: Path) -> None:
    """What a browser would refuse without a word where no test looks: pictures from elsewhere."""
    for file in site.rglob("*.html"):
        reading = Reading()
        html = file.read_text("utf-8")
        reading.feed(html)
        sources = re.findall(r'<(?:img|script|source)\b[^>]*\ssrc(?:set)?="([^"]*)"', html)
        assert not [each for each in sources if urlsplit(each).netloc], file


@contextmanager
def nginx(site: Path, folder: Path) -> Iterator[int]:
    """The port of an nginx that serves a site by the example."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:{sys.prefix}/nginx/usr/sbin")
    if not program:
        pytest.skip("nginx is not there")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = (ROOT / "docs/nginx.conf").read_text("utf-8")
    for part, words in (
        (r"listen 80;\n *listen \[::\]:80;", f"listen 127.0.0.1:{port};"),
        (r"root [^;]+;", f"root {site};"),
    ):
        own, times = re.subn(part, words, own)
        assert times == 1
    (folder / "site.conf").write_text(own, "utf-8")
    places = "".join(
        f"{name}_temp_path {folder};" for name in "client_body proxy fastcgi uwsgi scgi".split()
    )
    user = "user root;" if os.geteuid() == 0 else ""  # else another reads, who may not
    kinds = "types { text/html html; text/css css; application/javascript js; }"
    (folder / "nginx.conf").write_text(
        f"{user} pid {folder}/pid; error_log {folder}/errors; events {{}}\n"
        f"http {{ access_log off; {places} {kinds} include {folder}/site.conf; }}\n",
        "utf-8",
    )
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    for more in (["-t"], []):  # it goes into the background when it listens
        made = subprocess.run([*command, *more], capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stderr
        assert "warn" not in made.stderr
    try:
        yield port
    finally:
        subprocess.run([*command, "-s", "stop"], capture_output=True, check=True)


def test_nginx_says_what_the_file_says(site: Path, tmp_path: Path) -> None:
    rules = Rules.of(site)
    tmp_path.chmod(0o755)
    style = next(site.glob("theme/*.css")).relative_to(site).as_posix()
    paths = ["/", "/events/", "/events/2024/01/", "/events/2024-01-18-johokokankai.ics"]
    paths += [f"/{style}", "/feeds/calls.atom", "/calls.json", "/sitemap.xml", "/robots.txt"]
    paths += ["/tags/%E3%81%A4%E3%81%AA%E3%81%8C%E3%82%8A/", "/nothing/", "/theme/nothing.css"]
    with nginx(site, tmp_path) as port:
        for path in paths:
            server = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            server.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = server.getresponse()
            body = answer.read()
            missing = "nothing" in path
            result = rules.by_netlify("/404.html" if missing else path)
            result.setdefault("Content-Type", "text/html; charset=utf-8")
            if path.endswith(".css"):
                result["Content-Type"] = (
                    "text/html; charset=utf-8" if missing else "text/css; charset=utf-8"
                )
            assert {name: answer.headers.get_all(name) for name in result} == {
                name: [value] for name, value in result.items()
            }, path
            assert answer.status == (404 if missing else 200)
            assert ("Access-Control-Allow-Origin" in answer.headers) == (
                "Access-Control-Allow-Origin" in result
            )
            if len(body) > 300 and not missing:
                assert answer.headers["Content-Encoding"] == "gzip", path
        server = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        server.request("GET", "/_headers")
        assert server.getresponse().status == 404


# What a policy without exceptions refuses: styles and scripts in the page, handlers, other sites.
REFUSED = re.compile(
    r'<style|<[^>]*\s(?:style|on[a-z]+)="'
    r'|<script(?![^>]* src="|[^>]* type="application/ld\+json")'
    r'|<(?:script|img|source|iframe)[^>]* (?:src|srcset)="(?:https?:)?//'
)


def test_no_page_holds_what_its_policy_refuses(site: Path) -> None:
    pages = {file: file.read_text("utf-8") for file in site.rglob("*.html")}
    found = [
        (file.relative_to(site).as_posix(), result[0])
        for file, html in pages.items()
        if (result := REFUSED.search(html))
    ]
    assert len(pages) > 100
    assert found == []
    for refused in ('<p style="x">', "<style>", "<script>x", '<img src="//x">', '<b onclick="x">'):
        assert REFUSED.search(refused)
