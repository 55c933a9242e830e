"""Time zones from the pinned `tzdata` package alone.

`zoneinfo` would prefer the machine's files, and the same input would give other bytes elsewhere.
"""

import difflib
import functools
import importlib.resources
import re
from zoneinfo import ZoneInfo

from .problems import Unreadable


@functools.cache
def zone_info(name: str) -> ZoneInfo:
    """The zone with this IANA name; `Unreadable` with the nearest name where there is none."""
    if re.fullmatch(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*", name):
        file = importlib.resources.files("tzdata.zoneinfo").joinpath(*name.split("/"))
        if file.is_file():
            with file.open("rb") as data:
                if data.read(4) == b"TZif":
                    data.seek(0)
                    return ZoneInfo.from_file(data, key=name)
    near = difflib.get_close_matches(name, zone_names(), n=1, cutoff=0.5)
    raise Unreadable("unknown-zone", name=name[:60], suggestion=near[0] if near else None)


@functools.cache
def zone_names() -> tuple[str, ...]:
    """Every IANA name there is."""
    listing = importlib.resources.files("tzdata").joinpath("zones").read_text("ascii")
    return tuple(listing.split())
