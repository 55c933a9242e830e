"""What became of an event, in words: its stamp, a sentence, and whether one can still register."""

from datetime import datetime

from ...content.dates.zones import zone_info
from ...content.event_text import SENTENCES, STAMPS, UNNEEDED
from ...content.gettext_noop import label
from ...content.schema import Event
from ...content.values import Registration
from ...settings import Settings
from ..dependencies import Reads
from ..i18n.localized_settings import Spoken
from ..pages.views import FormView, Stamp
from .contact_links import web_address
from .times import end_of, event_over_at, midnight

WHY_CLOSED = {
    "cancelled": label("中止になったため、申し込みは受け付けていません。"),
    "postponed": label("延期になったため、申し込みは受け付けていません。"),
    "full": label("満席のため、申し込みの受付を終了しました。"),
}


def sentence_of(event: Event, settings: Spoken) -> str | None:
    """What became of it, as a sentence."""
    words = SENTENCES.get(event.event_status)
    return settings.say(words) if words else None


def why_closed(event: Event, settings: Spoken) -> str | None:
    """Why nobody can register, whatever the time."""
    words = WHY_CLOSED.get(event.event_status)
    return settings.say(words) if words else None


def stamp_of(event: Event, settings: Spoken) -> Stamp | None:
    """The seal stamp of an event, whenever one looks."""
    text = STAMPS.get(event.event_status)
    return Stamp(kind=event.event_status, text=settings.say(text)) if text else None


def form_of(event: Event, settings: Settings) -> str | None:
    """The web form with which one registers: the event's, else the site's; None where the
    announcement names another way, or says that it is not needed."""
    reach = event.registration.reach if event.registration else None
    if reach and reach.href:
        return reach.href if reach.href.lower().startswith("http") else None
    if reach and any(word in reach.text for word in UNNEEDED):
        return None
    return web_address(settings.register)


def deadline_of(event: Event, settings: Settings) -> datetime | None:
    """The instant after which nobody can register; a whole day counts to its end."""
    told = [event.registration.until if event.registration else None, event.deadline]
    instants = [end_of(moment, settings) for moment in told if moment]
    return min(instants, default=None)


def opening_of(registration: Registration | None, settings: Settings) -> datetime | None:
    """The instant from which one can register."""
    opens = registration.opens if registration else None
    if opens is None or isinstance(opens, datetime):
        return opens
    return midnight(opens, settings)


def form_view(event: Event, settings: Settings, reads: Reads) -> FormView | None:
    """The form and its times; None where nobody can register, whatever the time."""
    url = None if event.event_status in WHY_CLOSED else form_of(event, settings)
    if not url:
        return None
    zone = zone_info(settings.zone)
    opens = opening_of(event.registration, settings)
    closes = min(filter(None, (deadline_of(event, settings), event_over_at(event, settings))))
    return FormView(
        url=url,
        opens=opens.astimezone(zone).isoformat() if opens else None,
        closes=closes.astimezone(zone).isoformat(),
        open=(opens is None or reads.passed(opens)) and not reads.passed(closes),
        closed=reads.passed(closes),
    )
