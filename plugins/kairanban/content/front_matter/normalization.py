"""Normalization of fields that people write in several ways to the one that the schema reads."""

from collections.abc import Mapping

from msgspec.structs import replace

from ..problems import Unreadable
from ..readers.context import text_of
from ..readers.places import venue_and_online
from ..readers.text import join_lines
from .nodes import HeaderEntry, ListNode, MapNode, Scalar


def normalize_event_fields(
    fields: Mapping[str, HeaderEntry], defaults: Mapping[str, HeaderEntry]
) -> tuple[dict[str, HeaderEntry], list[tuple[HeaderEntry, Unreadable]]]:
    """Return an event's fields completed by its series' defaults, and their contradictions.

    `when` is joined from its parts, and `online` is split off the venue.
    """
    own, faults = _joined_when(dict(fields))
    own = split_off_online(own)
    inherited = split_off_online(dict(defaults))
    if "place" in own and "room" not in own:
        inherited.pop("room", None)  # another room, or none, belongs to another venue
    return inherited | own, faults


def _joined_when(
    fields: dict[str, HeaderEntry],
) -> tuple[dict[str, HeaderEntry], list[tuple[HeaderEntry, Unreadable]]]:
    """Return the fields with `start`, `end` and `time` joined into `when`; `fields` is changed."""
    start, end, time = (fields.pop(part, None) for part in ("start", "end", "time"))
    when = fields.get("when")
    faults = []
    if when and start:
        faults.append((start, Unreadable("two-times", first=when.key, second=start.key)))
    elif when and time and isinstance(when.value, Scalar) and isinstance(time.value, Scalar):
        text = f"{when.value.text} {time.value.text}"
        fields["when"] = replace(when, value=Scalar(text, when.value.line))
    elif when and end and isinstance(when.value, Scalar):
        fields["when"] = _span_of(when, end)
    elif start and time and isinstance(start.value, Scalar) and isinstance(time.value, Scalar):
        text = f"{start.value.text} {time.value.text}"
        fields["when"] = replace(start, value=Scalar(text, start.value.line))
    elif start:
        fields["when"] = _span_of(start, end)
    return fields, faults


def _span_of(start: HeaderEntry, end: HeaderEntry | None) -> HeaderEntry:
    """Return the entry of a span written as a map of `start` and `end`."""
    pairs = [(Scalar("start", start.line), start.value)]
    if end:
        pairs.append((Scalar("end", end.line), end.value))
    return replace(start, value=MapNode(tuple(pairs), start.line))


def split_off_online(fields: dict[str, HeaderEntry]) -> dict[str, HeaderEntry]:
    """Return the fields with `online` set where the venue names a service: `6階とZoomにて開催`."""
    entry = fields.get("place")
    if not entry or isinstance(entry.value, MapNode | ListNode):
        return fields
    place, service = venue_and_online(join_lines(text_of(entry.value)))
    if service is None:
        return fields
    line = entry.value.line
    fields = fields | {"place": replace(entry, value=Scalar(place, line))}
    if not place:
        del fields["place"]
    return {"online": replace(entry, value=Scalar(service, line))} | fields
