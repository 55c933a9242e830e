"""Reading of Pelican's settings for a command, with one sentence for what stops it."""

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican.settings import DEFAULT_THEME, get_settings_from_file, read_settings

from .messages import message

THEMES = Path(DEFAULT_THEME).parent  # Pelican's bundled themes, which may be given by name


class SettingsError(ValueError):
    """An error in the settings, or in a folder that they name; its text is a sentence."""


def read_pelican_settings(file: str, override: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return Pelican's settings from `file`; those in `override` replace what it says.

    Raise `SettingsError` where the file, the content folder or the theme is missing, or the file
    is not valid Python or fails when it runs.
    """
    path = Path(file)
    if not path.is_file():
        raise SettingsError(message("no-settings", "ja", path=file))
    try:
        own = {**get_settings_from_file(str(path)), **(override or {})}
    except SyntaxError as error:
        place = {"path": error.filename, "line": error.lineno, "reason": error.msg}
        raise SettingsError(message("bad-settings", "ja", **place)) from error
    except (Exception, SystemExit) as error:  # settings are code of the site's, which may do all
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == str(path)]
        reason = f"{type(error).__name__}: {error}"
        line = lines[-1] if lines else "?"
        words = message("failing-settings", "ja", path=path, line=line, reason=reason)
        raise SettingsError(words) from error
    language = own.get("KAIRANBAN_LANGUAGE", "ja")
    content = path.parent / own.get("PATH", ".")
    if not content.is_dir():
        raise SettingsError(message("no-content", language, path=content))
    theme = own.get("THEME", DEFAULT_THEME)
    if not any((place / theme).is_dir() for place in (path.parent, THEMES, Path())):
        raise SettingsError(message("no-theme", language, path=theme))
    settings: dict[str, Any] = read_settings(str(path), override=dict(override or {}))
    return settings


def theme_folder(pelican: Mapping[str, Any]) -> Path:
    """Return the folder of the theme: Kairanban's own where Pelican's settings name none."""
    given = pelican["THEME"]
    return default_theme() if given == DEFAULT_THEME else Path(given)


def default_theme() -> Path:
    """Return the folder of the bundled theme: in the package (wheel), or beside it (checkout)."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "theme"
    return inside if inside.is_dir() else package.parent.parent / "theme"
