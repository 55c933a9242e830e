"""`invoke build` and `invoke publish`: Pelican, run with words for editors."""

import gc
import sys
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError
from pelican import Pelican, console
from pelican.log import init as init_logging
from pelican.settings import read_settings

from .report import say


def build(
    settings_file: str,
    content: str | None = None,
    output: str | None = None,
    site_url: str | None = None,
) -> int:
    """Builds the site; gives the exit code. `None` leaves what the settings say.

    The same build as plain `pelican`, without the summary of articles that it has none of.
    """
    override: dict[str, Any] = {}
    for name, path in (("PATH", content), ("OUTPUT_PATH", output)):
        if path:
            override[name] = str(Path(path).resolve())
    if site_url is not None:
        override["SITEURL"] = site_url.rstrip("/")
    if not Path(settings_file).is_file():
        return _failed("no-settings", path=settings_file)
    if content and not Path(content).is_dir():
        return _failed("no-content", path=content)
    init_logging()
    console.quiet = True
    # A build makes much that lives until its end; looking for what does not takes a third of it.
    gc.disable()
    try:
        return _run(settings_file, override)
    finally:
        gc.enable()


def _run(settings_file: str, override: dict[str, Any]) -> int:
    try:
        pelican = Pelican(read_settings(settings_file, override=override))
        if not any(name.split(".")[-1] == "kairanban" for name in pelican.settings["PLUGINS"]):
            return _failed("no-plugin")
        pelican.run()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except TemplateSyntaxError as error:
        return _failed("bad-template", path=error.filename, line=error.lineno, reason=error.message)
    except TemplateError as error:
        return _failed("bad-template", path="theme", line="?", reason=error.message)
    except OSError as error:
        return _failed("no-disk", reason=error.strerror or str(error))
    return 0


def _failed(code: str, **params: object) -> int:
    print(say(code, "ja", **params), file=sys.stderr)
    return 1
