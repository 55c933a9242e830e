"""A server that acts as a web host, and a calendar program that subscribes to it."""

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
    """A request handler that sends files with their type, age and ETag."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".ics": "text/calendar; charset=utf-8"
    }

    def do_GET(self) -> None:
        """Send a file, or 304 where the client has it already."""
        path = Path(self.translate_path(self.path))
        etag = f'"{hashlib.sha256(path.read_bytes()).hexdigest()}"' if path.is_file() else ""
        if etag and self.headers["If-None-Match"] == etag:
            self.send_response(304)
            self.end_headers()
            return
        self.etag = etag
        super().do_GET()

    def end_headers(self) -> None:
        """Add the age and the ETag to the headers, and end them."""
        self.send_header("Cache-Control", "max-age=3600")
        if getattr(self, "etag", ""):
            self.send_header("ETag", self.etag)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on loopback in the block, and yield its address, without `/` at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=site)) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{httpd.server_port}"
        finally:
            httpd.shutdown()


class Subscriber:
    """A vdirsyncer subscribed to one feed, with a file for each event in the folder `store`.

    It gives the events UIDs of its own, made of their bytes, so that a changed event is one
    deleted and one added.
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
        """Synchronize, and return the bytes of the files in `store` by their names."""
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
