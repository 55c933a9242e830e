"""Places, prices and numbers in the language of the page.

Words that a translation gives are shown as they are. Where there are none, what is plain enough
is told again: `無料` is Free, `先着30名` stays in Japanese.
"""

import re
import unicodedata

from ...content.event_text import place_words, price_words
from ...content.gettext_noop import label
from ...content.values import Attendance, Count, Online, Place, Price
from ..i18n.localized_settings import Spoken

FREE, YEN = re.compile("(?:参加費?)?無料"), re.compile(r"[¥\\]?\s*[\d,]+\s*円?")
PEOPLE = re.compile(r"\d+\s*[名人]")
# What is offered so that everybody can take part; other words are shown as they are written.
SUPPORT = frozenset(
    (
        *(label("手話通訳"), label("字幕"), label("要約筆記"), label("託児"), label("筆談")),
        *(label("文字通訳"), label("点字資料"), label("車いす席"), label("日本語の字幕")),
    )
)


def place_line(place: Place | None, online: Online | None, settings: Spoken) -> str:
    """`仙台市市民活動サポートセンター 6階 ＋ Zoom`"""
    if not settings.tongue.prefix:
        return place_words(place, online)
    room = settings.tongue.listed(*filter(None, (place.name, place.room))) if place else ""
    service = settings.say(online.service) if online else ""
    if not room or not service:
        return room or service
    return settings.say("{place} ＋ {online}", place=room, online=service)


def price_line(price: Price, settings: Spoken) -> str:
    """`一般 500円`"""
    text, plain = price.text, unicodedata.normalize("NFKC", price.text)
    if settings.tongue.prefix and price.amount is not None:
        if FREE.fullmatch(plain):
            text = settings.say("無料")
        elif YEN.fullmatch(plain):
            text = settings.say("{amount}円", amount=f"{price.amount:,}")
    return price_words(Price(text=text, label=price.label))


def people_line(count: Count, settings: Spoken) -> str:
    """`先着30名`"""
    plain = unicodedata.normalize("NFKC", count.text)
    if count.number is not None and PEOPLE.fullmatch(plain):
        return settings.tongue.counted("{n}名", count.number)
    return count.text


def attendance_line(attendance: Attendance, settings: Spoken) -> str:
    """`会場15名、Zoom10名`"""
    plain = unicodedata.normalize("NFKC", attendance.text)
    if not settings.tongue.prefix or not re.search("[名人]", plain):
        return attendance.text
    if attendance.venue is not None and attendance.online is not None:
        return settings.say(
            "会場{venue}名、オンライン{online}名",
            venue=attendance.venue,
            online=attendance.online,
        )
    if PEOPLE.fullmatch(plain):
        return settings.tongue.counted("{n}名", int(re.sub(r"\D", "", plain)))
    return attendance.text


def support_line(words: str, settings: Spoken) -> str:
    """`手話通訳`"""
    return settings.say(words) if words in SUPPORT else words
