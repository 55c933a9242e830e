"""The fingerprint of what a site depends on besides content and theme: code, versions, settings."""

import hashlib
import sys
from collections.abc import Iterator, Mapping
from datetime import date, time
from pathlib import Path
from pprint import pformat
from typing import Any

from msgspec.structs import asdict

from ...settings import Settings

PACKAGE = Path(__file__).resolve().parents[2]  # the folder of the package `kairanban`
# Pelican's settings that reach pages; Kairanban's own are in `Settings`.
JINJA_FUNCTION_SETTINGS = ("JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS")
PELICAN_SETTINGS = ("MARKDOWN", "JINJA_ENVIRONMENT", "OUTPUT_RETENTION", "PLUGINS")


def fingerprint(settings: Settings, pelican: Mapping[str, Any], content: Path, output: Path) -> str:
    """Return the fingerprint (32 hex digits) of settings, folders, versions and code.

    A store that was made under another fingerprint is not used.
    """
    parts = [
        pformat(asdict(settings)),  # which puts sets in order
        *(pformat(pelican.get(name)) for name in PELICAN_SETTINGS),
        pformat(_plain(pelican.get("JINJA_GLOBALS") or {})),
        *(_digest(file) for file in function_modules(pelican)),
        str(content.resolve()),
        str(output.resolve()),
        sys.version,
        *installed_distributions(),
        *map(_digest, package_modules()),
    ]
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def installed_distributions() -> Iterator[str]:
    """Yield the installed distributions with their versions, as their folders are named."""
    for place in map(Path, sys.path):
        if place.name.endswith("-packages") and place.is_dir():
            yield from sorted(path.name for path in place.glob("*.dist-info"))


def package_modules() -> list[Path]:
    """Return the files of Kairanban's own modules, sorted."""
    return sorted(PACKAGE.rglob("*.py"))


def function_modules(pelican: Mapping[str, Any]) -> list[Path]:
    """Return the files, sorted, that define the functions a site adds to its templates."""
    added = [f for name in JINJA_FUNCTION_SETTINGS for f in (pelican.get(name) or {}).values()]
    files = {getattr(getattr(each, "__code__", None), "co_filename", None) for each in added}
    return sorted(Path(file) for file in files if file)


def _plain(value: object) -> object:
    """Return a value that templates may use as plain data, which reads the same in each process.

    Of objects other than plain data, functions among them, only the type is told; the modules of
    functions are told apart by `function_modules`.
    """
    if isinstance(value, Mapping):
        return {repr(_plain(key)): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted(repr(_plain(each)) for each in value)
    if value is None or isinstance(value, str | bytes | int | float | date | time | Path):
        return value
    return f"{type(value).__module__}.{type(value).__qualname__}"


def _digest(file: Path) -> str:
    try:
        return hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ""
