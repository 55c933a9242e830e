"""Pages that reload themselves: a server for the writer's own browser, and nobody else."""

import json
from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import unquote, urlsplit

ADDRESS = "127.0.0.1"  # for the writer's eyes only
EVENTS, SCRIPT = "/.kairanban/events", "/.kairanban/reload.js"
HEARTBEAT = 15.0  # seconds after which a silent connection is tried, to see whether it is there
RELOAD_SCRIPT = Path(__file__).with_name("reload.js")


class OpenPages:
    """The pages below `output`, and the browsers that show them."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self._problems = ""
        self._open: list[SimpleQueue[str]] = []

    def notify(self, changed: Iterable[str], problems: str) -> None:
        """Tells every open page which files are others now, and what is wrong in the content."""
        self._problems = problems
        for queue in tuple(self._open):
            queue.put(self._message(changed))

    def listen(self) -> "SimpleQueue[str]":
        """What is told from now on; first what is wrong already."""
        queue: SimpleQueue[str] = SimpleQueue()
        if self._problems:
            queue.put(self._message(()))
        self._open.append(queue)
        return queue

    def leave(self, queue: "SimpleQueue[str]") -> None:
        self._open.remove(queue)

    def _message(self, changed: Iterable[str]) -> str:
        payload = {"changed": list(changed), "problems": self._problems}
        return json.dumps(payload, ensure_ascii=False)


def create_server(pages: OpenPages, port: int) -> ThreadingHTTPServer:
    """A server of the pages on this machine. Raises OSError where the port is taken."""
    made = ThreadingHTTPServer((ADDRESS, port), partial(ReloadHandler, pages))
    made.daemon_threads = True
    return made


class ReloadHandler(SimpleHTTPRequestHandler):
    """Answers one request; nothing is to be kept by the browser."""

    extensions_map = {  # noqa: RUF012 - the library's own, with what it does not know yet
        **SimpleHTTPRequestHandler.extensions_map,
        ".avif": "image/avif",
        ".webp": "image/webp",
    }

    def __init__(self, pages: OpenPages, *args: object) -> None:
        self._pages = pages
        super().__init__(*args, directory=str(pages.output))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Events, the script, a page with the script in it, or a file."""
        path = urlsplit(self.path).path
        if path == EVENTS:
            self._events()
        elif path == SCRIPT:
            self._send(HTTPStatus.OK, "text/javascript", RELOAD_SCRIPT.read_bytes())
        elif (file := self._page(unquote(path))) is not None:
            found = file.name != "404.html"
            script = f'<script src="{SCRIPT}" defer></script></body>'.encode()
            html = file.read_bytes().replace(b"</body>", script, 1)
            status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
            self._send(status, "text/html; charset=utf-8", html)
        else:
            super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Nobody wants to read them."""

    def _page(self, path: str) -> Path | None:
        """The page at a path; the page for what is not there where nothing is."""
        here = Path(self.translate_path(path))
        if path.endswith("/"):
            here /= "index.html"
        elif here.is_dir():
            return None  # sent on to the address with a slash
        missing = self._pages.output / "404.html"
        if not here.exists():
            return missing if missing.exists() else None
        return here if here.suffix == ".html" else None

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
