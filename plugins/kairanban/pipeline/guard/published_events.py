"""The check that published events stay: a subscribed entry neither goes nor becomes another one.

`KAIRANBAN_FORGET` names the events to which this does not apply.
"""

from collections.abc import Iterator
from datetime import datetime, time

from msgspec import Struct

from ...calendars.times import slot
from ...content.collection import Collection
from ...content.dates.instants import LATEST, in_utc
from ...content.dates.japanese_text import format_day
from ...content.dates.span import Span
from ...content.dates.zones import zone_info
from ...content.folder.scan import ContentFile, classify
from ...content.folder.source_files import make_problem
from ...content.front_matter.document import split_document
from ...content.front_matter.fields import read_header
from ...content.problems import Problem, Unreadable
from ...content.publication import LoadedContent
from ...content.schema import Event
from ...history.log import History
from ...history.versions import EventVersion, FormerVersions, as_version
from ...settings import Settings
from ...site.dependencies import DependencyTracker


class DeletedEvent(Struct, frozen=True):
    """A published event as it last was, whose file was deleted."""

    path: str  # relative to the content folder
    event: EventVersion
    gone: datetime  # the instant of the deletion, aware


def check_published_events(
    loaded: LoadedContent,
    history: History,
    former_versions: FormerVersions,
    settings: Settings,
    tracker: DependencyTracker,
) -> Iterator[Problem]:
    """Yield problems of published events whose files are gone, or hold another event now.

    The clock counts for uncommitted edits alone; a commit is judged by its own instant.
    """
    now = tracker.now
    here = {event.path: event for event in loaded.collection.events.values()}
    # By UID, as a file that was renamed twice had the same UID under two names.
    gone: dict[str, DeletedEvent] = {}
    for path, changes in history.changes.items():
        if len(changes) == 1 and path in loaded.files and path not in history.uncommitted:
            continue
        found = classify(path)
        if not isinstance(found, ContentFile) or found.kind != "events" or found.language:
            continue
        if found.slug in settings.forget:
            continue
        versions = [
            (change.instant, version)
            for change in changes
            if (version := former_versions.events.get((path, change.blob or "")))
            and version.published
        ]
        if versions and path not in loaded.files:
            gone_at = now if path in history.uncommitted else changes[-1].instant
            former = DeletedEvent(path, versions[-1][1], gone_at)
            uid = former.event.uid or f"{found.slug}@{settings.calendar_domain}"
            gone[uid] = max(former, gone.get(uid, former), key=lambda each: each.gone)
        elif versions and path in here:
            if path in history.uncommitted:
                versions.append((now, as_version(here[path])))
            yield from _overwritten(here[path], versions, history, settings, tracker)
    for uid, former in gone.items():
        yield from _gone(uid, former, loaded.collection, history, settings=settings, clock=tracker)


def _gone(
    uid: str,
    former: DeletedEvent,
    collection: Collection,
    history: History,
    *,
    settings: Settings,
    clock: DependencyTracker,
) -> Iterator[Problem]:
    """Yield a problem where the file of a published event was deleted or renamed.

    The file of a replaced occurrence may go, as the regular occurrence then comes back. So may a
    file whose UID another event has now.
    """
    if former.event.replaces or any(each.uid == uid for each in collection.events.values()):
        return
    renamed = _renamed(former, collection, history, settings, clock)
    if renamed is None:
        gone = Unreadable("published-file-gone", suggestion="状態: 中止")
        yield make_problem(former.path, None, None, gone, "problem")
    else:
        fault = Unreadable("published-file-renamed", old=former.path, suggestion=f"uid: {uid}")
        yield make_problem(renamed.path, renamed.body_line - 1, "uid", fault, "problem")


def _renamed(
    former: DeletedEvent,
    collection: Collection,
    history: History,
    settings: Settings,
    clock: DependencyTracker,
) -> Event | None:
    """Return the event that the deleted file became under another name, None where there is none.

    It has the same title and start, or is a new one with one of them. Last month's file under a
    new name with the new date is no such event: the title alone counts only where the deleted
    event was still to come.
    """
    assert former.event.when
    to_come = not _is_over(former.event.when, former.gone, settings, clock)
    best = (False, False)
    found = None
    for event in collection.events.values():
        if event.uid or event.replaces:
            continue
        created = history.created_at(event.path)
        new = created is None or created >= former.gone
        same_start = event.when.start == former.event.when.start
        same_title = event.title == former.event.title
        likeness = same_start and same_title, new and (same_start or (same_title and to_come))
        if likeness > best:
            best, found = likeness, event
    return found


def _overwritten(
    event: Event,
    versions: list[tuple[datetime, EventVersion]],
    history: History,
    settings: Settings,
    clock: DependencyTracker,
) -> Iterator[Problem]:
    """Yield a problem where the next announcement was written over the file of a past event.

    An editor who only corrects the day says so with `was`; then every entry shows both days.
    """
    ended = None
    previous = versions[0][1]
    for instant, version in versions[1:]:
        if ended is None and _ended_and_moved(previous, version, instant, settings, clock):
            ended = previous
        elif ended and ended.when and _same_day(version.when, ended.when):
            ended = None
        previous = version
    if ended is None or ended.when is None or ended.when.first_day in previous.former_days:
        return
    line, key = _line_of_when(event, history)
    fault = Unreadable(
        "published-event-overwritten",
        day=format_day(ended.when.first_day),
        suggestion=_own_file(event),
    )
    yield make_problem(event.path, line, key, fault, "problem")


def _ended_and_moved(
    former: EventVersion,
    version: EventVersion,
    at: datetime,
    settings: Settings,
    clock: DependencyTracker,
) -> bool:
    """Return whether an event was over when it got another day at the instant `at`.

    An event that is postponed, or that names its former day, was not; repeating ones do not count.
    """
    if former.when is None or former.repeat or version.repeat:
        return False
    if former.event_status == "postponed" or former.when.first_day in version.former_days:
        return False
    return not _same_day(version.when, former.when) and _is_over(former.when, at, settings, clock)


def _is_over(span: Span, at: datetime, settings: Settings, clock: DependencyTracker) -> bool:
    """Return whether a span is over at an instant; the build's own instant is asked of the clock.

    The tracker then records until when the answer holds.
    """
    ends = ends_at(span, settings)
    return clock.is_past(ends) if at == clock.now else ends <= at


def _same_day(one: Span | None, other: Span) -> bool:
    return one is not None and one.first_day == other.first_day


def ends_at(span: Span, settings: Settings) -> datetime:
    """Return the instant at which a span is over, aware, in UTC.

    All-day spans end at midnight in the site's time zone; without an end it is `LATEST`.
    """
    end = slot(span, settings).end
    if end is None:
        return LATEST
    if not isinstance(end, datetime):
        end = datetime.combine(end, time(), zone_info(settings.zone))
    return in_utc(end)


def _line_of_when(event: Event, history: History) -> tuple[int | None, str | None]:
    """Return the line (1-based) and the key of the date in the event's file; None without one."""
    source = split_document((history.content / event.path).read_bytes(), event.path)
    fields = read_header(source.header_entries, Event).fields
    entry = fields.get("when") or fields.get("start")
    return (entry.line, entry.key) if entry else (None, None)


def _own_file(event: Event) -> str:
    """Return a file name for the new date: `2024-02-15-kai.md` for `2024-01-18-kai.md`."""
    words = event.slug.split("-")
    while words and words[0].isdigit():
        words.pop(0)
    return "-".join([event.when.first_day.isoformat(), *words]) + ".md"
