"""What was published stays known: an entry that people subscribed to neither goes nor changes day.

`KAIRANBAN_FORGET` names the events to which this does not apply.
"""

from collections.abc import Iterator
from datetime import datetime, time

from msgspec import Struct

from ...calendars.times import LATEST, in_utc, slot
from ...content.collection import Collection
from ...content.dates.japanese_text import day_words
from ...content.dates.span import Span
from ...content.dates.zones import zone_info
from ...content.folder.scan import Found, classified
from ...content.folder.source_files import finding
from ...content.front_matter.document import split
from ...content.front_matter.fields import header
from ...content.problems import Problem, Unreadable
from ...content.publication import Loaded
from ...content.schema import Event
from ...history.log import History
from ...history.versions import Past, PastEvent, as_past
from ...settings import Settings
from ...site.dependencies import Reads


class Former(Struct, frozen=True):
    """A published event as it last was, and the instant at which its file was deleted."""

    path: str
    event: PastEvent
    gone: datetime


def lost_entries(
    loaded: Loaded, history: History, past: Past, settings: Settings, clock: Reads
) -> Iterator[Problem]:
    """Published events whose files are gone or hold another event now.

    The clock counts for uncommitted edits alone; a commit is judged by its own instant.
    """
    now = clock.now
    here = {event.path: event for event in loaded.collection.events.values()}
    gone: dict[str, Former] = {}  # by UID, which a file that was renamed twice had under two names
    for path, changes in history.changes.items():
        if len(changes) == 1 and path in loaded.files and path not in history.uncommitted:
            continue
        found = classified(path)
        if not isinstance(found, Found) or found.kind != "events" or found.language:
            continue
        if found.slug in settings.forget:
            continue
        versions = [
            (change.instant, version)
            for change in changes
            if (version := past.events.get((path, change.blob or ""))) and version.published
        ]
        if versions and path not in loaded.files:
            gone_at = now if path in history.uncommitted else changes[-1].instant
            former = Former(path, versions[-1][1], gone_at)
            uid = former.event.uid or f"{found.slug}@{settings.calendar_domain}"
            gone[uid] = max(former, gone.get(uid, former), key=lambda each: each.gone)
        elif versions and path in here:
            if path in history.uncommitted:
                versions.append((now, as_past(here[path])))
            yield from _overwritten(here[path], versions, history, settings, clock)
    for uid, former in gone.items():
        yield from _gone(uid, former, loaded.collection, history, settings=settings, clock=clock)


def _gone(
    uid: str,
    former: Former,
    collection: Collection,
    history: History,
    *,
    settings: Settings,
    clock: Reads,
) -> Iterator[Problem]:
    """The file of a published event is deleted, or has another name.

    Without the file of a replaced occurrence the regular one comes back, so that may go.
    """
    if former.event.replaces or any(each.uid == uid for each in collection.events.values()):
        return
    renamed = _renamed(former, collection, history, settings, clock)
    if renamed is None:
        gone = Unreadable("published-file-gone", suggestion="状態: 中止")
        yield finding(former.path, None, None, gone, "problem")
    else:
        fault = Unreadable("published-file-renamed", old=former.path, suggestion=f"uid: {uid}")
        yield finding(renamed.path, renamed.body_line - 1, "uid", fault, "problem")


def _renamed(
    former: Former, collection: Collection, history: History, settings: Settings, clock: Reads
) -> Event | None:
    """The event that `former` became: of the same title and start, or a new one with one of them.

    Last month's file under a new name, with the new date, is no such event.
    """
    assert former.event.when
    to_come = not _is_over(former.event.when, former.gone, settings, clock)
    best = (False, False)
    found = None
    for event in collection.events.values():
        if event.uid or event.replaces:
            continue
        created = history.created(event.path)
        new = created is None or created >= former.gone
        same_start = event.when.start == former.event.when.start
        same_title = event.title == former.event.title
        likeness = same_start and same_title, new and (same_start or (same_title and to_come))
        if likeness > best:
            best, found = likeness, event
    return found


def _overwritten(
    event: Event,
    versions: list[tuple[datetime, PastEvent]],
    history: History,
    settings: Settings,
    clock: Reads,
) -> Iterator[Problem]:
    """Somebody wrote the next announcement over the file of an event that is over.

    Whoever only corrects the day says so with `was`; then every entry tells both.
    """
    settled = None
    previous = versions[0][1]
    for instant, version in versions[1:]:
        if settled is None and _ended_and_moved(previous, version, instant, settings, clock):
            settled = previous
        elif settled and settled.when and _same_day(version.when, settled.when):
            settled = None
        previous = version
    if settled is None or settled.when is None or settled.when.first_day in previous.former_days:
        return
    line, key = _line_of_when(event, history)
    fault = Unreadable(
        "published-event-overwritten",
        day=day_words(settled.when.first_day),
        suggestion=_own_file(event),
    )
    yield finding(event.path, line, key, fault, "problem")


def _ended_and_moved(
    former: PastEvent, version: PastEvent, at: datetime, settings: Settings, clock: Reads
) -> bool:
    """Whether an event was over when it got another day; one that is put off never was."""
    if former.when is None or former.repeat or version.repeat:
        return False
    if former.event_status == "postponed" or former.when.first_day in version.former_days:
        return False
    return not _same_day(version.when, former.when) and _is_over(former.when, at, settings, clock)


def _is_over(span: Span, at: datetime, settings: Settings, clock: Reads) -> bool:
    """Whether a span is over at an instant; if that is the build's, it is noted."""
    ends = ends_at(span, settings)
    return clock.passed(ends) if at == clock.now else ends <= at


def _same_day(one: Span | None, other: Span) -> bool:
    return one is not None and one.first_day == other.first_day


def ends_at(span: Span, settings: Settings) -> datetime:
    """The instant at which a span is over, in UTC; whole days end where the site is."""
    end = slot(span, settings).end
    if end is None:
        return LATEST
    if not isinstance(end, datetime):
        end = datetime.combine(end, time(), zone_info(settings.zone))
    return in_utc(end)


def _line_of_when(event: Event, history: History) -> tuple[int | None, str | None]:
    """The line and the key with which the file tells the date."""
    source = split((history.content / event.path).read_bytes(), event.path)
    fields = header(source.entries, Event).fields
    entry = fields.get("when") or fields.get("start")
    return (entry.line, entry.key) if entry else (None, None)


def _own_file(event: Event) -> str:
    """The name of a file for the new date: `2024-02-15-kai.md` for `2024-01-18-kai.md`."""
    words = event.slug.split("-")
    while words and words[0].isdigit():
        words.pop(0)
    return "-".join([event.when.first_day.isoformat(), *words]) + ".md"
