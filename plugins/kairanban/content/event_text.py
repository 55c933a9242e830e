"""What announcements say, in the words that pages and calendars share."""

from .gettext_noop import label
from .schema import Event
from .values import Online, Place, Price

STAMPS = {
    "cancelled": label("中止"),
    "postponed": label("延期"),
    "rescheduled": label("日時変更"),
    "moved_online": label("オンライン開催"),
    "full": label("満席"),
}
SENTENCES = {
    "cancelled": label("この催しは中止になりました。"),
    "postponed": label("この催しは延期になりました。新しい日時は、決まりしだいお知らせします。"),
    "rescheduled": label("日時が変わりました。"),
    "moved_online": label("オンラインだけでの開催に変わりました。"),
    "full": label("満席になりました。"),
}
OFF = frozenset({"cancelled", "postponed"})
CLOSED = frozenset({*OFF, "full"})  # nobody can register, whatever the time
UNNEEDED = (
    "不要",
    "必要ありません",
    "いりません",
    "要りません",
    "not required",
    "not needed",
    "No need to register",
    "no need to register",
    "No registration",
)  # of registration


def place_of(event: Event) -> Place | None:
    """Where people meet; None where they do so online only, even if the announcement still names
    the venue.
    """
    return None if event.event_status == "moved_online" and event.online else event.place


def place_words(place: Place | None, online: Online | None, *, address: bool = False) -> str:
    """`仙台市市民活動サポートセンター 6階 ＋ Zoom`, with the address in parentheses if wanted."""
    room = " ".join(filter(None, (place.name, place.room))) if place else ""
    if address and place and place.address:
        room += f"（{place.address}）"
    return " ＋ ".join(filter(None, (room, online.service if online else None)))


def price_words(price: Price) -> str:
    """`一般 500円`"""
    return f"{price.label} {price.text}" if price.label else price.text
