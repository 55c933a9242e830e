"""Links that add one event to a calendar on the web."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

from ...calendars.times import slot
from ...content.event_text import INACTIVE_STATUSES
from ...content.schema import Event
from ..i18n.localized_settings import LocalizedSettings
from ..pages.views import LinkView

GOOGLE = "https://calendar.google.com/calendar/render?"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose?"


def calendar_links(
    event: Event, place: str, url: str, settings: LocalizedSettings
) -> tuple[LinkView, ...]:
    """Return the links for Google's and Outlook's calendars; none for an inactive event.

    `url` is the absolute URL of the event's page.
    """
    if event.event_status in INACTIVE_STATUSES:
        return ()
    times = slot(event.when, settings)
    end = times.end or times.start
    details = f"{event.summary}\n\n{url}"
    google = {
        "action": "TEMPLATE",
        "text": event.title,
        "dates": f"{_compact(times.start)}/{_compact(end)}",
        "details": details,
        "location": place,
        "ctz": times.zone or settings.zone,
    }
    if event.repeat and event.repeat.until is None:
        google["recur"] = f"RRULE:{event.repeat.rule}"
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": event.title,
        "startdt": _iso(times.start),
        "enddt": _iso(end),
        "body": details,
        "location": place,
        "allday": "true" if event.when.all_day else "false",
    }
    return (
        LinkView(text=settings.say("Googleカレンダー"), url=GOOGLE + urlencode(google)),
        LinkView(text="Outlook", url=OUTLOOK + urlencode(outlook)),
    )


def _compact(moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return f"{moment.year:04}{moment.month:02}{moment.day:02}"


def _iso(moment: date | datetime) -> str:
    return (moment.astimezone(UTC) if isinstance(moment, datetime) else moment).isoformat()
