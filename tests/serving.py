"""A server of a built site on loopback that acts as hosts do: with `_headers`, compressed."""

import gzip
import hashlib
import mimetypes
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

PATIENCE = 60  # seconds after which a thread that another waits for has failed
# Beginnings of the media types that are compressed.
TEXTS = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg")
# Media types by suffix, where the system's tables may lack them.
KINDS = {".avif": "image/avif", ".webp": "image/webp", ".js": "text/javascript"}


class Rule(NamedTuple):
    """A block of `_headers`: a pattern of paths, and the headers of what it matches."""

    path: str  # with `*` and `:placeholder`
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """A parsed `_headers` file, to be applied as either of two hosts does."""

    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, site: Path) -> "Rules":
        """Parse the `_headers` of a built site."""
        found: list[Rule] = []
        for line in (site / "_headers").read_text("utf-8").splitlines():
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            if line.startswith("/"):
                found.append(Rule(line, ()))
                continue
            assert line.startswith("  "), line
            name, _, value = line.strip().partition(": ")
            found[-1] = found[-1]._replace(headers=(*found[-1].headers, (name, value)))
        return cls(tuple(found))

    def by_cloudflare(self, path: str) -> dict[str, list[str]]:
        """Return the headers of a path by Cloudflare's rules: every matching rule is applied.

        The values of one header are to be joined with commas.
        """
        found: dict[str, list[str]] = {}
        for rule in self.rules:
            parts = re.split(r"(\*|:[A-Za-z]\w*)", rule.path)
            made = (".*" if p == "*" else "[^/]+" if p[:1] == ":" else re.escape(p) for p in parts)
            if re.fullmatch("".join(made), path):
                for name, value in rule.headers:
                    found.setdefault(name, []).append(value)
        return found

    def by_netlify(self, path: str) -> dict[str, str]:
        """Return the headers of a path by Netlify's rules: the later of two matching rules wins.

        A slash at the end of the path makes no difference.
        """
        found: dict[str, str] = {}
        for rule in self.rules:
            pattern = "".join(map(_netlify, filter(None, rule.path.split("/"))))
            if re.fullmatch(f"{pattern}/?", path, re.IGNORECASE):
                found |= dict(rule.headers)
        return found


def _netlify(part: str) -> str:
    if part.startswith(":"):
        return "/[^/]+"
    if part == "*":
        return "/?.*"
    return "/" + (part.replace("*", ".*") if "*" in part else re.escape(part))


class Gate:
    """A gate that stops responses before the first occurrence of each of `cuts`, until opened."""

    def __init__(self, cuts: Iterable[bytes]) -> None:
        self._cuts = tuple(cuts)
        self._reached, self._opened = threading.Semaphore(0), threading.Semaphore(0)

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Yield the pieces of a response; wait before each but the first until `open` is called.

        Raise AssertionError after `PATIENCE` seconds.
        """
        ends = sorted({place for place in map(data.find, self._cuts) if place > 0})
        for start, end in pairwise([0, *ends, len(data)]):
            if start:
                self._reached.release()
                assert self._opened.acquire(timeout=PATIENCE)
            yield data[start:end]

    def reached(self) -> None:
        """Wait until everything before the next cut is sent."""
        assert self._reached.acquire(timeout=PATIENCE)

    def open(self) -> None:
        """Let the next piece through."""
        self._opened.release()


@contextmanager
def served(
    site: Path, more: Mapping[str, bytes] | None = None, *, gate: Gate | None = None
) -> Iterator[str]:
    """Serve a site in the block, and yield its address, which ends in `/`.

    `more` are the bytes of further pages by their path. Responses pass through `gate`, if given,
    and are then not compressed.
    """
    rules = Rules.of(site)
    extra = more or {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # as hosts do, so that small files are not held back

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            file = site / unquote(path).lstrip("/")
            if file.is_dir() and not path.endswith("/") and path not in extra:
                self.send_response(HTTPStatus.MOVED_PERMANENTLY)
                self.send_header("Location", path + "/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            file = file / "index.html" if path.endswith("/") else file
            found = path in extra or (file.is_file() and path != "/_headers")
            file = file if found else site / "404.html"
            data = extra[path] if path in extra else file.read_bytes()
            kind = KINDS.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "text/html"
            self._send(path, data, kind, HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)

        def _send(self, path: str, data: bytes, kind: str, status: HTTPStatus) -> None:
            result = {n: ", ".join(v) for n, v in rules.by_cloudflare(path).items()}
            result = {"Content-Type": kind, **result}
            if status is HTTPStatus.NOT_FOUND:
                result["Content-Type"] = "text/html; charset=utf-8"
            result["ETag"] = f'W/"{hashlib.sha256(data).hexdigest()[:16]}"'
            if self.headers.get("If-None-Match") == result["ETag"]:
                status, data = HTTPStatus.NOT_MODIFIED, b""
            elif result["Content-Type"].startswith(TEXTS):
                result["Vary"] = "Accept-Encoding"
                if not gate and "gzip" in self.headers.get("Accept-Encoding", ""):
                    result["Content-Encoding"] = "gzip"
                    data = _compressed(data)
            self.send_response(status)
            for name, value in result.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            for piece in gate.pieces(data) if gate else (data,):
                self.wfile.write(piece)
                self.wfile.flush()

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        httpd.daemon_threads = True
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}/"
        httpd.shutdown()


@lru_cache(maxsize=4096)
def _compressed(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)
