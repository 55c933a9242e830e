"""Announcements and reports as people pass them on: a text for mail and LINE, and links."""

import codecs
import re
from collections.abc import Iterable
from urllib.parse import quote

from msgspec.structs import replace

from ..calendars.description import facts, what_became_of_it, whole_place
from ..calendars.text import lines
from ..content.schema import Event, Report
from . import urls as links
from .context import Making
from .format.times import event_when, when_view
from .i18n.localized_settings import Spoken
from .pages.views import ShareView

# LINE's own page for sharing, on phones and on desktops; line.me/R/ knows phones only.
LINE = "https://social-plugins.line.me/lineit/share"
# Characters of an address that mail programs take: Outlook passes no more than 2,083.
LONGEST_MAIL = 1900
# What a mail has room for first; other lines come after these.
IN_A_MAIL = "日時 会場 申込み 参加費 内容 主催 共催 問い合わせ".split()
LONGEST_TITLE, ELLIPSIS = 50, "…"  # characters, in a mail
BLANK = re.compile(r"(?<![\x21-\x7e]) （")


def share_text(making: Making, slug: str) -> bytes:
    """`/events/<slug>/share.txt`

    It begins with a byte order mark: browsers take a text without one, from a server that names
    no encoding, for Western European.
    """
    return codecs.BOM_UTF8 + _announcement(making, making.collection.events[slug]).encode()


def event_share(making: Making, event: Event) -> ShareView:
    """How to pass an announcement on."""
    page = _page(making, links.event_path(event.slug))
    flyer = making.at(links.flyer_path(event.slug))
    if making.settings.tongue.prefix:
        words = [event.title, when_words(event, making.settings)]
        return replace(_share(event.title, words, page), flyer=flyer)
    return ShareView(
        line=_line(event.title, page),
        mail=_mailed(making, event),
        copy=_announcement(making, event),
        text=links.share_text_path(event.slug),
        flyer=flyer,
    )


def when_words(event: Event, settings: Spoken) -> str:
    """`毎月第2土曜 14:00〜16:00（2024年6月8日(土)から）`, and what it is in Japan."""
    when = event_when(event, settings)
    words = " ".join(filter(None, (when.text, when.zone)))
    if event.repeat:
        repeats = settings.tongue.repeats(event.repeat)
        times = " ".join(filter(None, (repeats, when.times, when.zone)))
        words = settings.say("{times}（{day}から）", times=times, day=when.days)
    if when.local:
        return settings.say("{when}（日本では {local}）", when=words, local=when.local)
    return words


def report_share(making: Making, report: Report) -> ShareView:
    """How to pass a report on."""
    page = _page(making, links.report_path(report.slug))
    met = making.cards.met(report)
    day = when_view(met, making.settings).days if met else ""
    say = making.settings.say
    words = say("{title}（{day}開催）", title=report.title, day=day) if day else report.title
    return _share(report.title, [words], page)


def _share(title: str, words: list[str], page: str) -> ShareView:
    """A few words and the page's address."""
    return ShareView(
        line=_line(title, page),
        mail=_mail(_brief(title), [*words, page, ""]),
        copy="\n".join((*words, page)),
    )


def _announcement(making: Making, event: Event) -> str:
    """Title, what became of it, the six lines, and the page's address."""
    head, told = _head(making, event), _told(making, event)
    return "\n\n".join("\n".join(part) for part in (head, told.values(), _foot(making, event)))


def _mailed(making: Making, event: Event) -> str:
    """The mail of an announcement; of a long one, what matters most."""
    head, told = _head(making, event)[:2], _told(making, event)
    head, foot = [_brief(words) for words in head], _foot(making, event)
    made = _mail(head[0], [*head, "", *foot])
    chosen: set[str] = set()
    for label in by_need(told):
        body = [words for each, words in told.items() if each in chosen | {label}]
        longer = _mail(head[0], [*head, "", *body, "", *foot])
        if len(longer) <= LONGEST_MAIL:
            made = longer
            chosen.add(label)
    return made


def by_need(labels: Iterable[str]) -> list[str]:
    """Return labels of facts in the order in which a mail has room for them."""
    places = {label: place for place, label in enumerate(IN_A_MAIL)}
    return sorted(labels, key=lambda label: places.get(label, len(places)))


def _head(making: Making, event: Event) -> list[str]:
    became = (words.replace(": ", "：") for words in what_became_of_it(event, making.settings))
    return [event.title, *became]


def _told(making: Making, event: Event) -> dict[str, str]:
    """The lines of an announcement by their labels, in their usual order."""
    settings = making.settings
    told = dict(facts(event, whole_place(event, making.collection), settings))
    told["日時"] = when_words(event, settings)
    contact = event.contact.text if event.contact else settings.contact
    if contact:
        told["問い合わせ"] = contact
    return {label: f"{label}：{_tidy(text)}" for label, text in told.items()}


def _foot(making: Making, event: Event) -> list[str]:
    return [_page(making, links.event_path(event.slug)), ""]


def _tidy(text: str) -> str:
    """Lines after the first stand in from the label; no blank before a bracket but after an
    address, which would else go on."""
    return BLANK.sub("（", lines(text)).replace("\n", "\n　　")


def _page(making: Making, path: str) -> str:
    return making.address(path)


def _line(title: str, page: str) -> str:
    return f"{LINE}?url={quote(page, safe='')}&text={quote(_brief(title), safe='')}"


def _mail(subject: str, body: Iterable[str]) -> str:
    """A mailto address (RFC 6068, whose line breaks are CRLF)."""
    about, text = (quote(words, safe="!$'()*,;:@") for words in (subject, "\r\n".join(body)))
    return f"mailto:?subject={about}&body={text}"


def _brief(words: str) -> str:
    return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1] + ELLIPSIS
