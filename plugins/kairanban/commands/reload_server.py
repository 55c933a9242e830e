"""A server on this machine whose pages reload themselves when the site is built again."""

import json
from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import unquote, urlsplit

ADDRESS = "127.0.0.1"  # so that other machines cannot read the drafts
EVENTS, SCRIPT = "/.kairanban/events", "/.kairanban/reload.js"
HEARTBEAT = 15.0  # seconds without a message until a comment is sent, to notice closed pages
RELOAD_SCRIPT = Path(__file__).with_name("reload.js")


class OpenPages:
    """The open pages of the site in the folder `output`, each with a queue of messages (JSON)."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self._problems = ""
        self._open: list[SimpleQueue[str]] = []

    def notify(self, changed: Iterable[str], problems: str) -> None:
        """Send every open page the paths of changed files, and the problems of the content.

        `problems` is text, "" where the build went well.
        """
        self._problems = problems
        for queue in tuple(self._open):
            queue.put(self._message(changed))

    def listen(self) -> "SimpleQueue[str]":
        """Return a new queue of messages; if the last build had problems, they come first."""
        queue: SimpleQueue[str] = SimpleQueue()
        if self._problems:
            queue.put(self._message(()))
        self._open.append(queue)
        return queue

    def leave(self, queue: "SimpleQueue[str]") -> None:
        """Remove a queue that `listen` has returned."""
        self._open.remove(queue)

    def _message(self, changed: Iterable[str]) -> str:
        payload = {"changed": list(changed), "problems": self._problems}
        return json.dumps(payload, ensure_ascii=False)


def create_server(pages: OpenPages, port: int) -> ThreadingHTTPServer:
    """Return a server of the pages on this machine; raise OSError if the port is taken."""
    server = ThreadingHTTPServer((ADDRESS, port), partial(ReloadHandler, pages))
    server.daemon_threads = True
    return server


class ReloadHandler(SimpleHTTPRequestHandler):
    """A handler of one request, whose answers browsers must not cache."""

    extensions_map = {  # noqa: RUF012 - the library's own, and types that it lacks
        **SimpleHTTPRequestHandler.extensions_map,
        ".avif": "image/avif",
        ".webp": "image/webp",
    }

    def __init__(self, pages: OpenPages, *args: object) -> None:
        self._pages = pages
        super().__init__(*args, directory=str(pages.output))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send the stream of events, the script, a page with the script in it, or another file."""
        path = urlsplit(self.path).path
        if path == EVENTS:
            self._events()
        elif path == SCRIPT:
            self._send(HTTPStatus.OK, "text/javascript", RELOAD_SCRIPT.read_bytes())
        elif (file := self._page(unquote(path))) is not None:
            exists = file.name != "404.html"
            script = f'<script src="{SCRIPT}" defer></script></body>'.encode()
            html = file.read_bytes().replace(b"</body>", script, 1)
            status = HTTPStatus.OK if exists else HTTPStatus.NOT_FOUND
            self._send(status, "text/html; charset=utf-8", html)
        else:
            super().do_GET()

    def end_headers(self) -> None:
        """Forbid caching, then end the headers."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Print nothing: the terminal is for messages of builds."""

    def _page(self, path: str) -> Path | None:
        """Return the HTML file of a path, or 404.html if there is nothing.

        Return None for other files, and for folders without a slash at the end.
        """
        file = Path(self.translate_path(path))
        if path.endswith("/"):
            file /= "index.html"
        elif file.is_dir():
            return None  # the library redirects it to the address with a slash
        missing = self._pages.output / "404.html"
        if not file.exists():
            return missing if missing.exists() else None
        return file if file.suffix == ".html" else None

    def _events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        queue = self._pages.listen()
        try:
            while True:
                try:
                    message = f"data: {queue.get(timeout=HEARTBEAT)}\n\n"
                except Empty:
                    message = ": still here\n\n"
                self.wfile.write(message.encode())
                self.wfile.flush()
        except OSError:  # the page was closed
            pass
        finally:
            self._pages.leave(queue)

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
