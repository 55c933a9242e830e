"""Time zones of the pinned `tzdata` package; the machine's own may be older or missing."""

import difflib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from ..problems import Unreadable

# Names that people give to Japan's zone, for a suggestion.
JAPAN_ZONE_NAMES = frozenset({"JST", "日本", "日本時間", "日本標準時", "東京"})


class PinnedZone(ZoneInfo):
    """A zone read from the package; it can be pickled, unlike other zones read from a file."""

    def __reduce__(self) -> tuple[Callable[[str], ZoneInfo], tuple[str]]:
        return zone_info, (self.key,)


@cache
def zone_info(name: str) -> ZoneInfo:
    """Return the zone with this IANA name, such as `Asia/Tokyo`; always the same object.

    Raises `Unreadable`, with the nearest name as suggestion, where there is no such zone.
    """
    if name not in zone_names():
        raise Unreadable("unknown-zone", suggestion=_nearest(name[:60]), name=name[:60])
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return PinnedZone.from_file(file, key=name)


@cache
def zone_names() -> frozenset[str]:
    """Return the IANA names of all zones that `zone_info` knows."""
    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="ascii").split())


def _nearest(name: str) -> str | None:
    if name.upper() in JAPAN_ZONE_NAMES:
        return "Asia/Tokyo"
    folded = {known.casefold(): known for known in sorted(zone_names())}
    near = difflib.get_close_matches(name.casefold().replace(" ", "_"), folded, n=1)
    return folded[near[0]] if near else None
