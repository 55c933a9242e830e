"""The folders in which operating systems keep fonts, and the font of social cards in them."""

import os
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from ...images.social.font import FontSearch, find_font


def find_card_font(
    folders: Collection[str] | None, environment: Mapping[str, str] = os.environ
) -> FontSearch:
    """Search for the font of social cards in `folders`.

    Without them (None) search the folders of the system and of the user.
    """
    given = system_folders(environment) if folders is None else map(Path, sorted(folders))
    return find_font(given)


def system_folders(environment: Mapping[str, str], platform: str = sys.platform) -> list[Path]:
    """Return the folders in which fonts are installed, for all users and for this one.

    They need not exist. Source: fontconfig's default configuration, and the manuals of macOS and
    Windows.
    """
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or os.sep)
    if platform == "win32":
        local = environment.get("LOCALAPPDATA") or str(home / "AppData" / "Local")
        windows = Path(environment.get("WINDIR") or "C:\\Windows")
        return [windows / "Fonts", Path(local) / "Microsoft" / "Windows" / "Fonts"]
    if platform == "darwin":
        return [Path("/Library/Fonts"), Path("/System/Library/Fonts"), home / "Library" / "Fonts"]
    data = environment.get("XDG_DATA_HOME") or str(home / ".local" / "share")
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return [*shared, Path(data) / "fonts", home / ".fonts"]
