"""What a site depends on besides its content and theme: code, versions, settings."""

import hashlib
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from pprint import pformat
from typing import Any

from msgspec.structs import asdict

from ...settings import Settings

PACKAGE = Path(__file__).resolve().parents[2]
# Pelican's settings that reach pages; ours are in `Settings`.
FUNCTIONS = ("JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS")
PELICAN = ("MARKDOWN", "JINJA_ENVIRONMENT", "OUTPUT_RETENTION", "PLUGINS")


def mark_of(settings: Settings, pelican: Mapping[str, Any], content: Path, output: Path) -> str:
    """What tells one environment from another; a state made in another is no use."""
    told = [
        pformat(asdict(settings)),  # which puts sets in order
        *(pformat(pelican.get(name)) for name in PELICAN),
        *(_digest(file) for file in functions(pelican)),
        str(content.resolve()),
        str(output.resolve()),
        sys.version,
        *packages(),
        *map(_digest, code()),
    ]
    return hashlib.blake2b("\0".join(told).encode(), digest_size=16).hexdigest()


def packages() -> Iterator[str]:
    """The distributions that are installed, with their versions, as their folders are called."""
    for place in map(Path, sys.path):
        if place.name.endswith("-packages") and place.is_dir():
            yield from sorted(path.name for path in place.glob("*.dist-info"))


def code() -> list[Path]:
    """Our own modules."""
    return sorted(PACKAGE.rglob("*.py"))


def functions(pelican: Mapping[str, Any]) -> list[Path]:
    """The modules of what a site adds to templates."""
    added = [f for name in FUNCTIONS for f in (pelican.get(name) or {}).values()]
    files = {getattr(getattr(each, "__code__", None), "co_filename", None) for each in added}
    return sorted(Path(file) for file in files if file)


def _digest(file: Path) -> str:
    try:
        return hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ""
