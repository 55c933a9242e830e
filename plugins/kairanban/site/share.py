"""Texts and links with which readers share announcements and reports by mail and LINE."""

import codecs
import re
from collections.abc import Iterable
from urllib.parse import quote

from msgspec.structs import replace

from ..calendars.description import announcement_facts, describe_status, place_with_venue
from ..calendars.text import clean_lines
from ..content.schema import Event, Report
from . import urls
from .context import RenderContext
from .format.times import event_when, when_view
from .i18n.localized_settings import LocalizedSettings
from .pages.views import ShareView

# LINE's own page for sharing, on phones and on desktops; line.me/R/ knows phones only.
LINE_SHARE_URL = "https://social-plugins.line.me/lineit/share"
# Characters of a mailto address: Outlook accepts no more than 2,083.
MAX_MAIL_CHARACTERS = 1900
# Labels of facts in the order in which they get room in a mail; other facts come after these.
MAIL_FACT_ORDER = "日時 会場 申込み 参加費 内容 主催 共催 問い合わせ".split()
MAX_TITLE_CHARACTERS, ELLIPSIS = 50, "…"  # in a mail
SPACE_BEFORE_BRACKET = re.compile(r"(?<![\x21-\x7e]) （")


def build_share_text(context: RenderContext, slug: str) -> bytes:
    """Return `/events/<slug>/share.txt`: the announcement as plain text, UTF-8.

    It begins with a byte order mark: without one, browsers read a text from a server that names
    no encoding as Western European.
    """
    return codecs.BOM_UTF8 + _announcement(context, context.collection.events[slug]).encode()


def event_share(context: RenderContext, event: Event) -> ShareView:
    """Return the links and texts for sharing an announcement.

    On translated pages the text is only the title, the time and the page's address.
    """
    page = _page_url(context, urls.event_path(event.slug))
    flyer = context.localized_path(urls.flyer_path(event.slug))
    if context.settings.locale.prefix:
        lines = [event.title, format_event_when(event, context.settings)]
        return replace(_share(event.title, lines, page), flyer=flyer)
    return ShareView(
        line=_line_share_url(event.title, page),
        mail=_announcement_mailto_url(context, event),
        copy=_announcement(context, event),
        text=urls.share_text_path(event.slug),
        flyer=flyer,
    )


def format_event_when(event: Event, settings: LocalizedSettings) -> str:
    """Return when an event is: `毎月第2土曜 14:00〜16:00（2024年6月8日(土)から）`.

    A time in another zone than the site's is followed by the time in Japan.
    """
    when = event_when(event, settings)
    words = " ".join(filter(None, (when.text, when.zone)))
    if event.repeat:
        repeats = settings.locale.describe_repeat(event.repeat)
        times = " ".join(filter(None, (repeats, when.times, when.zone)))
        words = settings.say("{times}（{day}から）", times=times, day=when.days)
    if when.local:
        return settings.say("{when}（日本では {local}）", when=words, local=when.local)
    return words


def report_share(context: RenderContext, report: Report) -> ShareView:
    """Return the links and texts for sharing a report: its title, the day, and its address."""
    page = _page_url(context, urls.report_path(report.slug))
    met = context.cards.meeting_span(report)
    day = when_view(met, context.settings).days if met else ""
    say = context.settings.say
    words = say("{title}（{day}開催）", title=report.title, day=day) if day else report.title
    return _share(report.title, [words], page)


def _share(title: str, words: list[str], page: str) -> ShareView:
    """Return the links and texts for sharing a page; `words` are the lines above its address."""
    return ShareView(
        line=_line_share_url(title, page),
        mail=_mailto_url(_shorten_title(title), [*words, page, ""]),
        copy="\n".join((*words, page)),
    )


def _announcement(context: RenderContext, event: Event) -> str:
    """Return the announcement as text: title, status, a line for each fact, the page's address."""
    head, facts = _head(context, event), _facts_by_label(context, event)
    return "\n\n".join("\n".join(part) for part in (head, facts.values(), _foot(context, event)))


def _announcement_mailto_url(context: RenderContext, event: Event) -> str:
    """Return the mailto address of an announcement, at most `MAX_MAIL_CHARACTERS` characters.

    Facts are added in the order of `MAIL_FACT_ORDER`, and those that are too long are left out.
    """
    head, facts = _head(context, event)[:2], _facts_by_label(context, event)
    head, foot = [_shorten_title(line) for line in head], _foot(context, event)
    mail = _mailto_url(head[0], [*head, "", *foot])
    chosen: set[str] = set()
    for label in sort_by_priority(facts):
        body = [line for name, line in facts.items() if name in chosen | {label}]
        longer = _mailto_url(head[0], [*head, "", *body, "", *foot])
        if len(longer) <= MAX_MAIL_CHARACTERS:
            mail = longer
            chosen.add(label)
    return mail


def sort_by_priority(labels: Iterable[str]) -> list[str]:
    """Return labels of facts in the order in which they get room in a mail."""
    places = {label: place for place, label in enumerate(MAIL_FACT_ORDER)}
    return sorted(labels, key=lambda label: places.get(label, len(places)))


def _head(context: RenderContext, event: Event) -> list[str]:
    status = (words.replace(": ", "：") for words in describe_status(event, context.settings))
    return [event.title, *status]


def _facts_by_label(context: RenderContext, event: Event) -> dict[str, str]:
    """Return the lines of an announcement by their labels, in their usual order."""
    settings = context.settings
    facts = dict(announcement_facts(event, place_with_venue(event, context.collection), settings))
    facts["日時"] = format_event_when(event, settings)
    contact = event.contact.text if event.contact else settings.contact
    if contact:
        facts["問い合わせ"] = contact
    return {label: f"{label}：{_indent_lines(text)}" for label, text in facts.items()}


def _foot(context: RenderContext, event: Event) -> list[str]:
    return [_page_url(context, urls.event_path(event.slug)), ""]


def _indent_lines(text: str) -> str:
    """Indent the lines after the first, and remove spaces before opening brackets.

    A space after ASCII stays: an address would otherwise go on into the bracket.
    """
    return SPACE_BEFORE_BRACKET.sub("（", clean_lines(text)).replace("\n", "\n　　")


def _page_url(context: RenderContext, path: str) -> str:
    return context.url(path)


def _line_share_url(title: str, page: str) -> str:
    return (
        f"{LINE_SHARE_URL}?url={quote(page, safe='')}&text={quote(_shorten_title(title), safe='')}"
    )


def _mailto_url(subject: str, body: Iterable[str]) -> str:
    """Return a mailto address with subject and body (RFC 6068, whose line breaks are CRLF)."""
    quoted_subject, text = (
        quote(words, safe="!$'()*,;:@") for words in (subject, "\r\n".join(body))
    )
    return f"mailto:?subject={quoted_subject}&body={text}"


def _shorten_title(words: str) -> str:
    return (
        words
        if len(words) <= MAX_TITLE_CHARACTERS
        else words[: MAX_TITLE_CHARACTERS - 1] + ELLIPSIS
    )
