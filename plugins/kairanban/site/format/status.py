"""The status of an event for readers: its stamp, a sentence, and the state of registration."""

from datetime import datetime

from ...content.dates.zones import zone_info
from ...content.event_text import NO_REGISTRATION_PHRASES, STATUS_SENTENCES, STATUS_STAMPS
from ...content.gettext_noop import N_
from ...content.schema import Event
from ...content.values import Registration
from ...settings import Settings
from ..dependencies import DependencyTracker
from ..i18n.localized_settings import LocalizedSettings
from ..pages.views import FormView, Stamp
from .contact_links import find_web_address
from .times import end_of, event_ends_at, midnight

WHY_CLOSED = {
    "cancelled": N_("中止になったため、申し込みは受け付けていません。"),
    "postponed": N_("延期になったため、申し込みは受け付けていません。"),
    "full": N_("満席のため、申し込みの受付を終了しました。"),
}


def status_sentence(event: Event, settings: LocalizedSettings) -> str | None:
    """Return the sentence for an event's status; None for a status without one."""
    words = STATUS_SENTENCES.get(event.event_status)
    return settings.say(words) if words else None


def why_closed(event: Event, settings: LocalizedSettings) -> str | None:
    """Return why an event's status closes registration; None where it does not."""
    words = WHY_CLOSED.get(event.event_status)
    return settings.say(words) if words else None


def build_stamp(event: Event, settings: LocalizedSettings) -> Stamp | None:
    """Return the stamp for an event's status, which does not depend on the clock, or None."""
    text = STATUS_STAMPS.get(event.event_status)
    return Stamp(kind=event.event_status, text=settings.say(text)) if text else None


def registration_form_url(event: Event, settings: Settings) -> str | None:
    """Return the URL of the form for registration: the event's, else the site's.

    Return None where the announcement names another way, or says that none is needed.
    """
    contact = event.registration.contact if event.registration else None
    if contact and contact.href:
        return contact.href if contact.href.lower().startswith("http") else None
    if contact and any(word in contact.text for word in NO_REGISTRATION_PHRASES):
        return None
    return find_web_address(settings.register)


def registration_deadline(event: Event, settings: Settings) -> datetime | None:
    """Return the instant (aware) at which registration ends; a day counts to its end."""
    deadlines = [event.registration.until if event.registration else None, event.deadline]
    instants = [end_of(moment, settings) for moment in deadlines if moment]
    return min(instants, default=None)


def registration_opening(registration: Registration | None, settings: Settings) -> datetime | None:
    """Return the instant (aware) at which registration opens; None where it is always open."""
    opens = registration.opens if registration else None
    if opens is None or isinstance(opens, datetime):
        return opens
    return midnight(opens, settings)


def form_view(event: Event, settings: Settings, tracker: DependencyTracker) -> FormView | None:
    """Return the form for registration with its times, in the site's zone.

    Return None where the event's status closes registration, or where there is no form.
    """
    url = None if event.event_status in WHY_CLOSED else registration_form_url(event, settings)
    if not url:
        return None
    zone = zone_info(settings.zone)
    opens = registration_opening(event.registration, settings)
    closes = min(
        filter(None, (registration_deadline(event, settings), event_ends_at(event, settings)))
    )
    return FormView(
        url=url,
        opens=opens.astimezone(zone).isoformat() if opens else None,
        closes=closes.astimezone(zone).isoformat(),
        open=(opens is None or tracker.is_past(opens)) and not tracker.is_past(closes),
        closed=tracker.is_past(closes),
    )
