"""Home and the lists of events and reports."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby, islice
from typing import TypeVar

from ...records.dates.span import Span
from .. import links
from ..making import Making
from ..views import (
    Anchor,
    EventCard,
    EventsView,
    HomeView,
    MonthView,
    Pager,
    RenderedPage,
    ReportsView,
)
from ..words.times import event_over_at
from .frame import EVENTS, REPORTS, frame

Item = TypeVar("Item")
MEETINGS_AT_HOME = 4  # so many that the page stays true for a while
REPORTS_AT_HOME = 3
CALLS_AT_HOME = 4


def home_page(making: Making) -> RenderedPage:
    """`/`: the meetings to come, the latest reports."""
    cards, index = making.cards, making.index
    coming = making.coming.cards_of(index.events, making.collection.regular.values())
    view = HomeView(
        upcoming=_first(coming, MEETINGS_AT_HOME),
        calls=making.calls.views(islice(filter(making.calls.is_open, index.calls), CALLS_AT_HOME)),
        reports=tuple(cards.report(r) for r in index.reports[: -REPORTS_AT_HOME - 1 : -1]),
        series=_all_series(making),
    )
    settings = making.settings
    made = frame(making, "home", "", settings.site_name, settings.site_description)
    return RenderedPage(frame=made, view=view)


def events_page(making: Making) -> RenderedPage:
    """`/events/`: what is to come, by month."""
    view = EventsView(
        title="催しの予定",
        months=_months(
            making.coming.listed(making.index.events, making.collection.regular.values())
        ),
        series=_all_series(making),
    )
    words = "これから開かれる催しの一覧です。カレンダーに登録することもできます。"
    return RenderedPage(frame=frame(making, "events", links.EVENTS, view.title, words), view=view)


def past_pages(making: Making) -> Iterator[RenderedPage]:
    """`/events/past/`: the archive, newest first."""
    past = [event for event in making.index.events if making.is_over(event)]
    for number, chosen, pager in paginated(past, making.settings.page_size, links.PAST):
        view = EventsView(
            title="これまでの催し",
            months=_months((e.when, making.cards.event(e)) for e in reversed(chosen)),
            pager=pager,
        )
        path = links.numbered(links.PAST, number)
        title = view.title if number is None else f"{view.title}（{pager and pager.text}）"
        words = "これまでに開かれた催しの記録です。"
        made = frame(making, "past", path, title, words, way=(EVENTS,))
        yield RenderedPage(frame=made, view=view, changes=_next_past(making))


def _next_past(making: Making) -> datetime | None:
    """When the archive gets its next entry."""
    over = (event_over_at(event, making.settings) for event in making.index.events)
    return min((instant for instant in over if instant > making.now), default=None)


def report_pages(making: Making) -> Iterator[RenderedPage]:
    """`/reports/`: newest first."""
    reports, size = making.index.reports, making.settings.page_size
    for number, chosen, pager in paginated(reports, size, links.REPORTS):
        view = ReportsView(
            title="開催レポート",
            reports=tuple(map(making.cards.report, chosen[::-1])),
            pager=pager,
        )
        path = links.numbered(links.REPORTS, number)
        title = view.title if number is None else f"{view.title}（{pager and pager.text}）"
        words = "集まりで話されたことの記録です。"
        way = () if number is None else (REPORTS,)
        yield RenderedPage(frame=frame(making, "reports", path, title, words, way=way), view=view)


def _first(cards: Sequence[EventCard], count: int) -> tuple[EventCard, ...]:
    """So many that are shown now, with those between them that wait for their turn."""
    shown = [at for at, card in enumerate(cards) if not card.hidden]
    return tuple(cards[: shown[count]] if len(shown) > count else cards)


def paginated(
    items: Sequence[Item], size: int, path: str
) -> Iterator[tuple[int | None, Sequence[Item], Pager | None]]:
    """The pages of a list given oldest first: number (None is the newest), items, pager.

    Full pages are numbered from the oldest and never change. The newest page holds what is left
    and one full page more, so that it is never thin.
    """
    full = max(0, len(items) // size - 1)

    def at(number: int) -> str:
        return links.numbered(path, None if number > full else number)

    for number in range(1, full + 2):
        newest = number > full
        chosen = items[(number - 1) * size : None if newest else number * size]
        pager = Pager(
            text=f"{full + 1}ページ中{number}ページ目",
            newer=None if newest else at(number + 1),
            older=at(number - 1) if number > 1 else None,
        )
        yield None if newest else number, chosen, pager if full else None


def _months(listed: Iterable[tuple[Span, EventCard]]) -> tuple[MonthView, ...]:
    def month(pair: tuple[Span, EventCard]) -> str:
        return f"{pair[0].first_day.year}年{pair[0].first_day.month}月"

    return tuple(
        MonthView(title=title, events=tuple(card for _, card in group))
        for title, group in groupby(listed, key=month)
    )


def _all_series(making: Making) -> tuple[Anchor, ...]:
    return tuple(
        Anchor(text=series.name, path=links.series_path(series.slug), note=series.summary)
        for series in making.collection.series.values()
    )
