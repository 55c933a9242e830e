"""Texts about events that pages and calendars share: status, place and price."""

from .gettext_noop import N_
from .schema import Event
from .values import Online, Place, Price

STATUS_STAMPS = {
    "cancelled": N_("中止"),
    "postponed": N_("延期"),
    "rescheduled": N_("日時変更"),
    "moved_online": N_("オンライン開催"),
    "full": N_("満席"),
}
STATUS_SENTENCES = {
    "cancelled": N_("この催しは中止になりました。"),
    "postponed": N_("この催しは延期になりました。新しい日時は、決まりしだいお知らせします。"),
    "rescheduled": N_("日時が変わりました。"),
    "moved_online": N_("オンラインだけでの開催に変わりました。"),
    "full": N_("満席になりました。"),
}
INACTIVE_STATUSES = frozenset({"cancelled", "postponed"})
# Statuses with which nobody can register, whatever the time.
CLOSED_STATUSES = frozenset({*INACTIVE_STATUSES, "full"})
# Phrases of a registration field that say that nobody needs to register.
NO_REGISTRATION_PHRASES = (
    "不要",
    "必要ありません",
    "いりません",
    "要りません",
    "not required",
    "not needed",
    "No need to register",
    "no need to register",
    "No registration",
)


def meeting_place(event: Event) -> Place | None:
    """Return the place where people meet, or None for an event that is only online.

    An event that was moved online has no such place, even if its file still names the venue.
    """
    return None if event.event_status == "moved_online" and event.online else event.place


def format_place(place: Place | None, online: Online | None, *, address: bool = False) -> str:
    """Return a line like `市民活動サポートセンター 6階 ＋ Zoom`, empty if both are None.

    With `address`, the place's address follows it in full-width parentheses.
    """
    room = " ".join(filter(None, (place.name, place.room))) if place else ""
    if address and place and place.address:
        room += f"（{place.address}）"
    return " ＋ ".join(filter(None, (room, online.service if online else None)))


def format_price(price: Price) -> str:
    """Return a price with its label, like `一般 500円`."""
    return f"{price.label} {price.text}" if price.label else price.text
