"""The command `invoke serve`: the site on this machine, built again whenever a file is saved."""

import io
import sys
from contextlib import redirect_stderr
from pathlib import Path
from threading import Thread
from typing import TextIO

from watchfiles import watch

from ..pipeline.output_encoding import replace_unencodable_output
from ..pipeline.pelican_settings import SettingsError, read_pelican_settings
from ..pipeline.store.store import StoreMemory
from .build import build
from .reload_server import ADDRESS, OpenPages, create_server

DEBOUNCE = 30  # ms in which changes are grouped; editors write more than once when they save
STEP = 15  # ms without a change after which a group ends


class TeeStream(io.TextIOBase):
    """A text stream that passes on what is written, and holds a copy in `captured`."""

    def __init__(self, shown: TextIO) -> None:
        self.captured: list[str] = []
        self._shown = shown

    def write(self, text: str) -> int:
        """Capture a text and pass it on; return the number of characters written."""
        self.captured.append(text)
        return self._shown.write(text)

    def flush(self) -> None:
        """Flush the stream to which texts are passed on."""
        self._shown.flush()


def main(settings_file: str, content: str | None, port: int) -> int:
    """Build and serve the site until interrupted, and return the exit code.

    `content` is the content folder, None for that of the settings. A build with problems prints
    them here and shows them in open pages, and leaves the last output in place, so that the browser
    shows the last good pages while the text is being corrected.
    """
    replace_unencodable_output()
    override = {"PATH": str(Path(content).resolve())} if content else {}
    try:
        pelican = read_pelican_settings(settings_file, override)
    except SettingsError as error:
        print(error)
        return 1
    output = Path(pelican["OUTPUT_PATH"])
    site_url = f"http://{ADDRESS}:{port}"
    memory, pages = StoreMemory(), OpenPages(output)

    def rebuild() -> None:
        stderr = TeeStream(sys.stderr)
        memory.published = ()
        with redirect_stderr(stderr):
            code = build(settings_file, content, None, site_url, memory)
        pages.notify(memory.published, "".join(stderr.captured) if code else "")

    rebuild()
    output.mkdir(parents=True, exist_ok=True)
    try:
        serving = create_server(pages, port)
    except OSError as error:
        print(f"{site_url}/ を開けません（{error.strerror}）。--port で番号を変えてください")
        return 1
    Thread(target=serving.serve_forever, daemon=True).start()
    print(f"{site_url}/ で見られます（終わるには Ctrl+C）", flush=True)
    folders = [pelican["PATH"], pelican["THEME"], *pelican["THEME_TEMPLATES_OVERRIDES"]]
    watched = [Path(each).resolve() for each in (*folders, settings_file) if Path(each).exists()]
    for _ in watch(*watched, debounce=DEBOUNCE, step=STEP, raise_interrupt=False):
        rebuild()
        sys.stdout.flush()
    serving.shutdown()
    return 0
