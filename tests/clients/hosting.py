"""A site as a host on the web would serve it, and a calendar program that subscribes to it."""

import hashlib
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from readers import LIMIT, beside_python


class Host(SimpleHTTPRequestHandler):
    """Files with their type, age and ETag."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".ics": "text/calendar; charset=utf-8"
    }

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        etag = f'"{hashlib.sha256(path.read_bytes()).hexdigest()}"' if path.is_file() else ""
        if etag and self.headers["If-None-Match"] == etag:
            self.send_response(304)
            self.end_headers()
            return
        self.etag = etag
        super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=3600")
        if getattr(self, "etag", ""):
            self.send_header("ETag", self.etag)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address at which a folder is served; nothing but this machine can reach it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=site)) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{httpd.server_port}"
        finally:
            httpd.shutdown()


class Subscriber:
    """vdirsyncer, subscribed to one feed; what it has is in `store`, a file for each event.

    It gives them UIDs of its own, made of their bytes: one that changes is one less and one more.
    """

    def __init__(self, folder: Path, address: str) -> None:
        self.program = beside_python("vdirsyncer")
        self.store = folder / "store"
        self.store.mkdir(parents=True)
        self.folder = folder
        self.config = folder / "vdirsyncer.conf"
        self.config.write_text(
            f'[general]\nstatus_path = "{folder / "status"}"\n'
            '[pair feed]\na = "site"\nb = "here"\ncollections = null\n'
            f'[storage site]\ntype = "http"\nurl = "{address}"\n'
            f'[storage here]\ntype = "filesystem"\npath = "{self.store}"\nfileext = ".ics"\n',
            "utf-8",
        )
        self._run("discover")

    def sync(self) -> dict[str, bytes]:
        """What is in the store afterwards: by the files' names, their bytes."""
        self._run("sync")
        return {file.name: file.read_bytes() for file in sorted(self.store.iterdir())}

    def _run(self, command: str) -> None:
        made = subprocess.run(
            [self.program, "-c", str(self.config), command],
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=LIMIT,
            env={**os.environ, "HOME": str(self.folder), "NO_PROXY": "*", "no_proxy": "*"},
        )
        assert made.returncode == 0, made.stderr
