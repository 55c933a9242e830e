"""Formatting of places, prices and numbers in the language of the page.

A text from a translation is shown as written. Without one, a Japanese text is translated only if
its form is simple: `無料` becomes "Free", `先着30名` stays Japanese.
"""

import re
import unicodedata

from ...content.event_text import format_place, format_price
from ...content.gettext_noop import N_
from ...content.values import Attendance, Count, Online, Place, Price
from ..i18n.localized_settings import LocalizedSettings

FREE, YEN = re.compile("(?:参加費?)?無料"), re.compile(r"[¥\\]?\s*[\d,]+\s*円?")
PEOPLE = re.compile(r"\d+\s*[名人]")
# Support that lets everybody take part; other words are shown as they are written.
SUPPORT = frozenset(
    (
        *(N_("手話通訳"), N_("字幕"), N_("要約筆記"), N_("託児"), N_("筆談")),
        *(N_("文字通訳"), N_("点字資料"), N_("車いす席"), N_("日本語の字幕")),
    )
)


def format_localized_place(
    place: Place | None, online: Online | None, settings: LocalizedSettings
) -> str:
    """Return the place of an event: `仙台市市民活動サポートセンター 6階 ＋ Zoom`."""
    if not settings.locale.prefix:
        return format_place(place, online)
    room = settings.locale.listed(*filter(None, (place.name, place.room))) if place else ""
    service = settings.say(online.service) if online else ""
    if not room or not service:
        return room or service
    return settings.say("{place} ＋ {online}", place=room, online=service)


def format_localized_price(price: Price, settings: LocalizedSettings) -> str:
    """Return a price with its label: `一般 500円`."""
    text, plain = price.text, unicodedata.normalize("NFKC", price.text)
    if settings.locale.prefix and price.amount is not None:
        if FREE.fullmatch(plain):
            text = settings.say("無料")
        elif YEN.fullmatch(plain):
            text = settings.say("{amount}円", amount=f"{price.amount:,}")
    return format_price(Price(text=text, label=price.label))


def format_capacity(count: Count, settings: LocalizedSettings) -> str:
    """Return a capacity: `先着30名`."""
    plain = unicodedata.normalize("NFKC", count.text)
    if count.number is not None and PEOPLE.fullmatch(plain):
        return settings.locale.counted("{n}名", count.number)
    return count.text


def format_attendance(attendance: Attendance, settings: LocalizedSettings) -> str:
    """Return how many people took part: `会場15名、Zoom10名`."""
    plain = unicodedata.normalize("NFKC", attendance.text)
    if not settings.locale.prefix or not re.search("[名人]", plain):
        return attendance.text
    if attendance.venue is not None and attendance.online is not None:
        return settings.say(
            "会場{venue}名、オンライン{online}名",
            venue=attendance.venue,
            online=attendance.online,
        )
    if PEOPLE.fullmatch(plain):
        return settings.locale.counted("{n}名", int(re.sub(r"\D", "", plain)))
    return attendance.text


def format_support(words: str, settings: LocalizedSettings) -> str:
    """Return a kind of support: `手話通訳`."""
    return settings.say(words) if words in SUPPORT else words
