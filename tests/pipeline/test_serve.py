"""`invoke serve`: what is saved is shown."""

import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from threading import Timer

import pytest
from conftest import NOW, ROOT
from tiny import write_settings

START = (
    "import sys; from kairanban.commands.serve import main;"
    "sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetched(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as response:
        return response.read().decode()


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return write_settings(tmp_path / "conf.py", OUTPUT_PATH=str(tmp_path / "output"))


def test_a_saved_file_is_built_and_a_broken_one_leaves_the_page(
    small: Path, settings: Path
) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/about/"
    page = small / "pages" / "about.md"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": NOW, "PYTHONPATH": str(ROOT / "plugins")}
    environment |= {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        [sys.executable, "-c", START, settings, small, str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as server:
        assert server.stdout
        said = iter(server.stdout.readline, "")
        patience = Timer(60, server.kill)  # what is waited for below may never be said
        patience.start()
        try:
            assert next(line for line in said if "で見られます" in line)
            # The server opens its port right after these words.
            with socket.socket() as knock:
                while knock.connect_ex(("127.0.0.1", port)):
                    assert server.poll() is None
            assert "町の回覧板です。" in fetched(url)
            assert "/.kairanban/reload.js" in fetched(url)
            page.write_text("---\n題: この会について\n---\n書き直しました。\n", "utf-8")
            assert next(line for line in said if "を作りました" in line)
            assert "書き直しました。" in fetched(url)
            page.write_text("題のない文\n", "utf-8")
            assert next(line for line in said if "最初の行に「---」がありません" in line)
            assert "書き直しました。" in fetched(url)
        finally:
            patience.cancel()
            server.terminate()
