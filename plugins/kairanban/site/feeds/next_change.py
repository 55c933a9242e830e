"""The file `/next-change.json`: when the content of a page next changes with the clock."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from ...content.dates.zones import zone_info
from ...settings import Settings

# Parts of pages that depend on the time of the build carry their instants in these attributes.
INSTANT_ATTRIBUTE = re.compile(r' data-(?:from|until)="([^"]+)"')


def find_instants(html: str) -> Iterable[datetime]:
    """Return the instants (aware) at which a page's content changes, past ones included."""
    return (_instant(found) for found in set(INSTANT_ATTRIBUTE.findall(html)))


def next_change_json(changes: Mapping[str, datetime], settings: Settings) -> bytes:
    """Return `/next-change.json`: the instant of the next change, and the pages that change then.

    `changes` is the next change (aware) of each page that has one, by its path from the root.
    The instant is written in the site's zone; null where nothing ever changes.
    """
    first = min(changes.values(), default=None)
    at = first.astimezone(zone_info(settings.zone)).isoformat() if first else None
    pages = sorted(path for path, instant in changes.items() if instant == first)
    data = {"at": at, "pages": [f"/{path}" for path in pages]}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


_instant = lru_cache(maxsize=4096)(datetime.fromisoformat)
