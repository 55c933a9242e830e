"""`/next-change.json`: when a page will next say something else, and which pages do."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from ..records.dates.zones import zone_info
from ..settings import Settings

# What depends on the present carries its instants in these, so the pages themselves tell.
INSTANT = re.compile(r' data-(?:from|until)="([^"]+)"')


@dataclass(slots=True)
class NextChange:
    """The earliest instant after `now` (aware) at which something changes."""

    now: datetime
    at: datetime | None = None
    pages: set[str] = field(default_factory=set)

    def page(self, path: str, html: str) -> None:
        """A page that was made; `path` is from the site's root, without the leading slash."""
        for instant in set(INSTANT.findall(html)):
            self.change(path, _instant(instant))

    def change(self, path: str, at: datetime) -> None:
        """A file that changes at an instant (aware)."""
        if at <= self.now or (self.at is not None and at > self.at):
            return
        if at != self.at:
            self.at, self.pages = at, set()
        self.pages.add(path)

    def json(self, settings: Settings) -> bytes:
        """The instant in the site's zone, None where nothing ever changes; paths as in links."""
        at = self.at.astimezone(zone_info(settings.zone)).isoformat() if self.at else None
        told = {"at": at, "pages": [f"/{path}" for path in sorted(self.pages)]}
        return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


_instant = lru_cache(maxsize=4096)(datetime.fromisoformat)
