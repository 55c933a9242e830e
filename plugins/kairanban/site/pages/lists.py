"""Home and the lists of events and reports."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from ...content.dates.span import Span
from ...images.social.card import Card
from .. import urls as links
from ..context import Making
from ..relations.months import month_of
from .month import archive, month_words
from .page_meta import EVENTS, REPORTS, frame, list_card
from .views import (
    Anchor,
    EventCard,
    EventsView,
    HomeView,
    MonthView,
    Pager,
    RenderedPage,
    ReportsView,
)

MEETINGS_AT_HOME = 4  # so many that the page stays true for a while
REPORTS_AT_HOME = 3
CALLS_AT_HOME = 4


def home_page(making: Making) -> RenderedPage:
    """`/`: the meetings to come, the latest reports."""
    cards, index = making.cards, making.index
    view = HomeView(
        upcoming=_first([card for _, card in _ahead(making)], MEETINGS_AT_HOME),
        calls=making.calls.views(index.open_calls.get("", ())[:CALLS_AT_HOME]),
        reports=tuple(cards.reports[r] for r in index.newest[links.REPORTS][:REPORTS_AT_HOME]),
        series=_all_series(making),
    )
    settings = making.settings
    card = Card(title=settings.site_name, note=settings.site_description)
    made = frame(making, "home", "", settings.site_name, settings.site_description, card=card)
    return RenderedPage(frame=made, view=view)


def events_page(making: Making) -> RenderedPage:
    """`/events/`: what is to come, by month."""
    view = EventsView(
        title=making.settings.say("催しの予定"),
        months=_months(making, _ahead(making)),
        series=_all_series(making),
    )
    words = making.settings.say(
        "これから開かれる催しの一覧です。カレンダーに登録することもできます。"
    )
    return RenderedPage(frame=frame(making, "events", links.EVENTS, view.title, words), view=view)


def past_page(making: Making, path: str) -> RenderedPage:
    """`/events/past/`: the archive, newest first."""
    events = making.events(reversed(making.index.shelves[path]))
    view = EventsView(
        title=making.settings.say("これまでの催し"),
        months=_months(making, ((e.when, making.cards.events[e.slug]) for e in events)),
        pager=pager(making, links.PAST, path),
        years=archive(making) if path == links.PAST else (),
    )
    words = making.settings.say("これまでに開かれた催しの記録です。")
    title = numbered(view.title, view.pager)
    card = list_card(making, view.title)
    made = frame(making, "past", path, title, words, way=(EVENTS,), card=card)
    turning = making.index.turning.get(links.PAST) if path == links.PAST else None
    changes = datetime.fromisoformat(turning) if turning else None
    return RenderedPage(frame=made, view=view, changes=changes)


def reports_page(making: Making, path: str) -> RenderedPage:
    """`/reports/`: newest first."""
    view = ReportsView(
        title=making.settings.say("開催レポート"),
        reports=tuple(making.cards.reports[slug] for slug in reversed(making.index.shelves[path])),
        pager=pager(making, links.REPORTS, path),
    )
    words = making.settings.say("集まりで話されたことの記録です。")
    way = () if path == links.REPORTS else (REPORTS,)
    title = numbered(view.title, view.pager)
    card = list_card(making, view.title)
    made = frame(making, "reports", path, title, words, way=way, card=card)
    return RenderedPage(frame=made, view=view)


def pager(making: Making, top: str, path: str) -> Pager | None:
    """The ways from one page of the list at `top` to those beside it; None where it is the only.

    Nothing tells how many there are, or each would change with every new one.
    """
    full = making.index.full[top]
    if not full:
        return None
    say = making.settings.say
    own = int(path.removeprefix(f"{top}page/").rstrip("/")) if path != top else full + 1

    def at(number: int) -> str:
        return links.numbered(top, None if number > full else number)

    return Pager(
        text=say("いちばん新しいページ") if path == top else say("古いほうから{n}ページ目", n=own),
        newer=None if path == top else at(own + 1),
        older=at(own - 1) if own > 1 else None,
    )


def numbered(title: str, shown: Pager | None) -> str:
    """A list's title with what tells this page of it from the others."""
    return f"{title}（{shown.text}）" if shown and shown.newer is not None else title


def _ahead(making: Making) -> tuple[tuple[Span, EventCard], ...]:
    events = making.events(making.index.ahead.get("", ()))
    return making.coming.listed(events, making.collection.regular.values())


def _first(cards: Sequence[EventCard], count: int) -> tuple[EventCard, ...]:
    """So many that are shown now, with those between them that wait for their turn."""
    shown = [at for at, card in enumerate(cards) if not card.hidden]
    return tuple(cards[: shown[count]] if len(shown) > count else cards)


def _months(making: Making, listed: Iterable[tuple[Span, EventCard]]) -> tuple[MonthView, ...]:
    def month(pair: tuple[Span, EventCard]) -> str:
        return month_of(pair[0].first_day)

    return tuple(
        MonthView(
            title=month_words(making, key),
            events=tuple(card for _, card in group),
            path=links.month_path(key) if key in making.index.months_beside else None,
        )
        for key, group in groupby(listed, key=month)
    )


def _all_series(making: Making) -> tuple[Anchor, ...]:
    return tuple(
        Anchor(text=series.name, path=links.series_path(series.slug), note=series.summary)
        for series in making.collection.series.values()
    )
