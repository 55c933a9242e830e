"""`invoke serve`: the site on this machine, made again whenever something is saved."""

import logging
from pathlib import Path

from livereload import Server
from pelican.settings import read_settings

from ..build.command import build

ADDRESS = "127.0.0.1"  # for the writer's eyes only


def main(settings_file: str, content: str | None, port: int) -> int:
    """Serves until it is interrupted; gives the exit code.

    A build with problems tells them and leaves what was there, so the browser keeps showing the
    last good pages while the text is being mended.
    """
    pelican = read_settings(settings_file)
    output = Path(pelican["OUTPUT_PATH"])
    site_url = f"http://{ADDRESS}:{port}"

    def rebuild() -> None:
        build(settings_file, content, None, site_url)

    rebuild()
    output.mkdir(parents=True, exist_ok=True)
    server = Server()
    for folder in (content or pelican["PATH"], pelican["THEME"]):
        server.watch(str(Path(folder).resolve()), rebuild)
    # The server sets its logger's level itself; a filter stays.
    for name in ("livereload", "tornado.access"):
        logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.ERROR)
    print(f"{site_url}/ で見られます（終わるには Ctrl+C）")
    try:
        server.serve(port=port, host=ADDRESS, root=str(output))
    except OSError as error:
        print(f"{site_url}/ を開けません（{error.strerror}）。--port で番号を変えてください")
        return 1
    return 0
