"""The rows of a flyer below its date: where, what, how much, how to take part, with whom."""

from collections.abc import Iterable, Iterator
from itertools import islice

from ...content.event_text import INACTIVE_STATUSES, meeting_place
from ...content.schema import Event
from ...content.values import Party, Speaker
from ..context import RenderContext
from ..format.values import (
    format_capacity,
    format_localized_place,
    format_localized_price,
    format_support,
)
from .event import registration_view
from .places import place_view
from .views import FlyerLine, FlyerRow, WhenView

MAX_DAYS = 6  # occurrences of a repeating event


def flyer_rows(context: RenderContext, event: Event) -> tuple[FlyerRow, ...]:
    """Return the rows that have a text; the least important, which may be cut, come last."""
    settings = context.settings
    say, listed = settings.say, settings.locale.listed
    prices = [format_localized_price(price, settings) for price in event.fee]
    support = [format_support(each, settings) for each in event.accessibility]
    labelled = (
        (say("会場"), tuple(_where(context, event))),
        (say("日程"), tuple(_days(context, event))),
        (say("内容"), (FlyerLine(text=event.summary),)),
        (say("登壇者"), tuple(_speaker(context, each) for each in event.speakers)),
        (say("参加費"), (FlyerLine(text=listed(*prices)),)),
        (say("定員"), _line(format_capacity(event.capacity, settings) if event.capacity else None)),
        (say("対象"), _line(event.audience)),
        (say("申込み"), tuple(_how_to_register(context, event))),
        (say("参加のサポート"), _line(listed(*support))),
    )
    return _rows(labelled)


def people_rows(context: RenderContext, event: Event) -> tuple[FlyerRow, ...]:
    """Return the rows of contact and organizers, which stand beside the QR code."""
    say, settings = context.settings.say, context.settings
    labelled = (
        (say("問合せ"), _line(event.contact.text if event.contact else settings.contact)),
        (say("主催"), _parties(context, event.host)),
        (say("共催"), _parties(context, event.cohost)),
        (say("後援・協力"), _parties(context, event.support)),
    )
    return _rows(labelled)


def _rows(every: Iterable[tuple[str, tuple[FlyerLine, ...]]]) -> tuple[FlyerRow, ...]:
    return tuple(
        FlyerRow(
            label=label,
            lines=lines,
            # Only days have a `shows_until` on every line. They are short, so they stand side by
            # side; the label goes when the last day goes.
            across=all(line.shows_until for line in lines),
            shows_until=lines[-1].shows_until,
        )
        for label, lines in every
        if lines
    )


def _line(text: str | None) -> tuple[FlyerLine, ...]:
    return (FlyerLine(text=text),) if text else ()


def _where(context: RenderContext, event: Event) -> Iterator[FlyerLine]:
    """Yield the place, marked as online where there is no other, and its address."""
    settings, place = context.settings, meeting_place(event)
    text = format_localized_place(place, event.online, settings)
    online_mark = settings.say("（オンライン）")
    if event.online and not place and text not in online_mark:
        text += online_mark
    yield FlyerLine(text=text)
    view = place_view(context, place)
    if view and view.address:
        yield FlyerLine(text=view.address, soft=True)


def _days(context: RenderContext, event: Event) -> Iterator[FlyerLine]:
    """Yield the next occurrences of a repeating event, moved and cancelled ones included."""
    if event.repeat is None or event.event_status in INACTIVE_STATUSES:
        return
    usual = context.settings.locale.times(event.when)
    for each in islice(context.upcoming.occurrences(event), MAX_DAYS):
        times = each.when.times if each.when.times != usual else None
        text = " ".join(filter(None, (each.when.days, times)))
        if each.stamp:
            text += context.settings.say("（{words}）", words=each.stamp.text)
        yield FlyerLine(text=text, shows_until=each.when.until)


def _how_to_register(context: RenderContext, event: Event) -> Iterator[FlyerLine]:
    """Yield the lines of the row 申込み; a script swaps those of the form when it closes."""
    registration, say = registration_view(context, event), context.settings.say
    if registration is None:
        return
    if registration.closed:
        yield FlyerLine(text=registration.closed)
        return
    form = registration.form
    if form:
        text = say("QRコードのページからお申し込みください。")
        yield FlyerLine(text=text, shows_until=form.closes, hidden=form.closed)
    if registration.text:
        yield FlyerLine(text=registration.text.striptags())
    for label, moment in ((say("受付開始"), registration.opens), (say("締切"), registration.until)):
        if moment:
            yield FlyerLine(text=f"{label} {_moment(context, moment)}")
    if registration.note:
        yield FlyerLine(text=registration.note)
    if form:
        text = say("受付は終了しました。")
        yield FlyerLine(text=text, shows_from=form.closes, hidden=not form.closed)


def _moment(context: RenderContext, moment: WhenView) -> str:
    local = moment.local and context.settings.say("日本では {time}", time=moment.local)
    return " ".join(filter(None, (moment.text, moment.zone, local)))


def _speaker(context: RenderContext, speaker: Speaker) -> FlyerLine:
    text = speaker.name
    if speaker.organization:
        text += context.settings.say("（{words}）", words=speaker.organization.name)
    return FlyerLine(text=f"{text} {speaker.topic}" if speaker.topic else text)


def _parties(context: RenderContext, parties: tuple[Party, ...]) -> tuple[FlyerLine, ...]:
    return _line(context.settings.locale.listed(*(party.name for party in parties)))
