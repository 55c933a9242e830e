"""`/next-change.json`: when a page will next say something else, and which pages do."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from ...content.dates.zones import zone_info
from ...settings import Settings

# What depends on the present carries its instants in these, so the pages themselves tell.
INSTANT = re.compile(r' data-(?:from|until)="([^"]+)"')


def instants(html: str) -> Iterable[datetime]:
    """The instants (aware) at which a page says something else, past ones included."""
    return (_instant(found) for found in set(INSTANT.findall(html)))


def next_change(changes: Mapping[str, datetime], settings: Settings) -> bytes:
    """`changes` are the next of each page that has one, by its path from the root.

    The instant is told in the site's zone, None where nothing ever changes.
    """
    first = min(changes.values(), default=None)
    at = first.astimezone(zone_info(settings.zone)).isoformat() if first else None
    pages = sorted(path for path, instant in changes.items() if instant == first)
    data = {"at": at, "pages": [f"/{path}" for path in pages]}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


_instant = lru_cache(maxsize=4096)(datetime.fromisoformat)
