"""What a flyer says below its date: where, what, how much, how to take part, with whom."""

from collections.abc import Iterable, Iterator
from itertools import islice

from ...content.event_text import OFF, place_of
from ...content.schema import Event
from ...content.values import Party, Speaker
from ..context import Making
from ..format.values import people_line, place_line, price_line, support_line
from .event import registration_view
from .places import place_view
from .views import FlyerLine, FlyerRow, WhenView

MOST_DAYS = 6  # of what repeats


def flyer_rows(making: Making, event: Event) -> tuple[FlyerRow, ...]:
    """Those that say something; what is missed least comes last."""
    settings = making.settings
    say, listed = settings.say, settings.tongue.listed
    prices = [price_line(price, settings) for price in event.fee]
    support = [support_line(each, settings) for each in event.accessibility]
    every = (
        (say("会場"), tuple(_where(making, event))),
        (say("日程"), tuple(_days(making, event))),
        (say("内容"), (FlyerLine(text=event.summary),)),
        (say("登壇者"), tuple(_speaker(making, each) for each in event.speakers)),
        (say("参加費"), (FlyerLine(text=listed(*prices)),)),
        (say("定員"), _line(people_line(event.capacity, settings) if event.capacity else None)),
        (say("対象"), _line(event.audience)),
        (say("申込み"), tuple(_how_to_register(making, event))),
        (say("参加のサポート"), _line(listed(*support))),
    )
    return _rows(every)


def people_rows(making: Making, event: Event) -> tuple[FlyerRow, ...]:
    """Whom to ask, and who holds it."""
    say, settings = making.settings.say, making.settings
    every = (
        (say("問合せ"), _line(event.contact.text if event.contact else settings.contact)),
        (say("主催"), _parties(making, event.host)),
        (say("共催"), _parties(making, event.cohost)),
        (say("後援・協力"), _parties(making, event.support)),
    )
    return _rows(every)


def _rows(every: Iterable[tuple[str, tuple[FlyerLine, ...]]]) -> tuple[FlyerRow, ...]:
    return tuple(
        FlyerRow(
            label=label,
            lines=lines,
            # Days are short; with the last of them goes their label.
            across=all(line.shows_until for line in lines),
            shows_until=lines[-1].shows_until,
        )
        for label, lines in every
        if lines
    )


def _line(text: str | None) -> tuple[FlyerLine, ...]:
    return (FlyerLine(text=text),) if text else ()


def _where(making: Making, event: Event) -> Iterator[FlyerLine]:
    settings, place = making.settings, place_of(event)
    words = place_line(place, event.online, settings)
    service = settings.say("（オンライン）")
    if event.online and not place and words not in service:
        words += service
    yield FlyerLine(text=words)
    shown = place_view(making, place)
    if shown and shown.address:
        yield FlyerLine(text=shown.address, soft=True)


def _days(making: Making, event: Event) -> Iterator[FlyerLine]:
    """The next ones of what repeats, those that were moved or called off among them."""
    if event.repeat is None or event.event_status in OFF:
        return
    usual = making.settings.tongue.times(event.when)
    for each in islice(making.coming.occurrences(event), MOST_DAYS):
        times = each.when.times if each.when.times != usual else None
        words = " ".join(filter(None, (each.when.days, times)))
        if each.stamp:
            words += making.settings.say("（{words}）", words=each.stamp.text)
        yield FlyerLine(text=words, shows_until=each.when.until)


def _how_to_register(making: Making, event: Event) -> Iterator[FlyerLine]:
    way, say = registration_view(making, event), making.settings.say
    if way is None:
        return
    if way.closed:
        yield FlyerLine(text=way.closed)
        return
    form = way.form
    if form:
        words = say("QRコードのページからお申し込みください。")
        yield FlyerLine(text=words, shows_until=form.closes, hidden=form.closed)
    if way.text:
        yield FlyerLine(text=way.text.striptags())
    for label, moment in ((say("受付開始"), way.opens), (say("締切"), way.until)):
        if moment:
            yield FlyerLine(text=f"{label} {_moment(making, moment)}")
    if way.note:
        yield FlyerLine(text=way.note)
    if form:
        words = say("受付は終了しました。")
        yield FlyerLine(text=words, shows_from=form.closes, hidden=not form.closed)


def _moment(making: Making, moment: WhenView) -> str:
    local = moment.local and making.settings.say("日本では {time}", time=moment.local)
    return " ".join(filter(None, (moment.text, moment.zone, local)))


def _speaker(making: Making, speaker: Speaker) -> FlyerLine:
    who = speaker.name
    if speaker.organization:
        who += making.settings.say("（{words}）", words=speaker.organization.name)
    return FlyerLine(text=f"{who} {speaker.topic}" if speaker.topic else who)


def _parties(making: Making, parties: tuple[Party, ...]) -> tuple[FlyerLine, ...]:
    return _line(making.settings.tongue.listed(*(party.name for party in parties)))
