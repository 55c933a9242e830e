"""The commands `invoke build` and `invoke publish`: Pelican with messages for editors."""

import gc
import os
import sys
from pathlib import Path
from typing import Any

from ..pipeline.output_encoding import replace_unencodable_output
from ..pipeline.store.up_to_date import messages_if_up_to_date


def build(
    settings_file: str,
    content: str | None = None,
    output: str | None = None,
    site_url: str | None = None,
    memory: object = None,
) -> int:
    """Build the site and return the exit code; None leaves what the settings file says.

    The output is that of plain `pelican`; only Pelican's summary of articles, of which there are
    none, is not printed. `memory` is a `StoreMemory` for a process that builds more than once.
    """
    replace_unencodable_output()
    request = [
        str(Path(settings_file).resolve()),
        str(Path(content).resolve()) if content else None,
        str(Path(output).resolve()) if output else None,
        site_url.rstrip("/") if site_url is not None else None,
    ]
    if memory is None and (messages := messages_if_up_to_date(request, os.environ)):
        *findings, summary = messages
        for finding in findings:
            print(finding, file=sys.stderr)
        print(summary)
        return 0
    # Most objects of a build live until its end; collecting garbage would take a third of its time.
    gc.disable()
    try:
        return _run(request, memory)
    finally:
        gc.enable()


def _run(request: list[str | None], memory: object) -> int:
    # Imported here, as that takes longer than finding out that there is nothing to do.
    from jinja2 import TemplateError, TemplateSyntaxError  # noqa: PLC0415
    from pelican import Pelican, console  # noqa: PLC0415
    from pelican.log import init as init_logging  # noqa: PLC0415

    from ..pipeline.pelican_hooks import BUILD_SETTING  # noqa: PLC0415
    from ..pipeline.pelican_settings import SettingsError, read_pelican_settings  # noqa: PLC0415

    settings_file, content, output, site_url = request
    requested = {"PATH": content, "OUTPUT_PATH": output, "SITEURL": site_url}
    override: dict[str, Any] = {
        name: value for name, value in requested.items() if value is not None
    }
    init_logging()
    console.quiet = True
    pelican = None
    try:
        pelican = Pelican(read_pelican_settings(str(settings_file), override))
        if not any(name.split(".")[-1] == "kairanban" for name in pelican.settings["PLUGINS"]):
            return _failed("no-plugin")
        pelican.settings["_request"] = request
        pelican.settings["_memory"] = memory
        pelican.run()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except TemplateSyntaxError as error:
        return _failed("bad-template", path=error.filename, line=error.lineno, reason=error.message)
    except TemplateError as error:
        return _failed("bad-template", path="theme", line="?", reason=error.message)
    except OSError as error:
        return _failed("no-disk", reason=error.strerror or str(error))
    finally:
        # However a build ends, the next one of this process must not wait for its store.
        if pelican and (site_build := pelican.settings.get(BUILD_SETTING)):
            site_build.close()
    return 0


def _failed(code: str, **params: object) -> int:
    from ..pipeline.messages import message  # noqa: PLC0415

    print(message(code, "ja", **params), file=sys.stderr)
    return 1
