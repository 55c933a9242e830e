"""The page of a month, and the ways from one to another."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from ...records.dates.words import WEEKDAYS, mark_words
from ...reports.summary import shortened
from .. import links
from ..making import Making
from ..views import Anchor, MonthPageView, RenderedPage, YearView
from .frame import EVENTS, frame, list_card
from .in_month import KINDS, SUNDAY, Week, days_of_month, in_sight, weeks_of


def month_page(making: Making, path: str) -> RenderedPage:
    """`/events/2024/01/`"""
    key = path.removeprefix(links.EVENTS).rstrip("/")
    year, number = key.split("/")
    month = date(int(year), int(number), 1)
    every = [in_sight(making, month, mark) for mark in making.index.months[key]]
    every.sort(key=lambda each: each.listed)
    weeks = weeks_of(month, every)
    before, after = making.index.months_beside[key]
    words = month_words(key)
    view = MonthPageView(
        title=f"{words}の催し",
        caption=f"{words}のカレンダー",
        zone=making.settings.zone,
        weekdays=tuple((WEEKDAYS[n], KINDS.get(n, "")) for n in (SUNDAY, *range(SUNDAY))),
        weeks=weeks,
        holidays=tuple(_holidays(month, weeks)),
        days=tuple(days_of_month(every)),
        previous=month_anchor(before) if before else None,
        following=month_anchor(after) if after else None,
        year=year_view(making, year),
        years=_years_beside(making, year),
    )
    told = "、".join(f"{each.listed.day}日 {each.card.title}" for each in every)
    summary = shortened(f"{view.title}: {told}")
    turning = making.index.turning.get(path)
    instants = [datetime.fromisoformat(turning)] if turning else []
    instants += [instant for each in every for instant in each.changes]
    card = list_card(making, "催しのカレンダー")
    return RenderedPage(
        frame=frame(making, "month", path, view.title, summary, way=(EVENTS,), card=card),
        view=view,
        changes=min(instants, default=None),
    )


def month_words(key: str) -> str:
    """`2024/01` in words."""
    return f"{int(key[:4])}年{int(key[5:])}月"


def month_anchor(key: str) -> Anchor:
    """A month that has a page."""
    return Anchor(text=month_words(key), path=links.month_path(key))


def archive(making: Making) -> tuple[YearView, ...]:
    """Every year that has something, the last one first."""
    return tuple(year_view(making, year) for year in sorted(making.index.years, reverse=True))


def year_view(making: Making, year: str) -> YearView:
    """A year, `2024`, with its months."""
    own = set(making.index.years[year])
    months = (f"{year}/{number:02}" for number in range(1, 13))
    return YearView(
        title=f"{int(year)}年",
        id=_place_of(year),
        months=tuple(
            Anchor(text=f"{int(key[5:])}月", path=links.month_path(key) if key in own else None)
            for key in months
        ),
    )


def _years_beside(making: Making, year: str) -> tuple[Anchor | None, Anchor | None]:
    before, after = (
        Anchor(text=f"{int(each)}年", path=f"{links.PAST}#{_place_of(each)}") if each else None
        for each in making.index.years_beside[year]
    )
    return before, after


def _place_of(year: str) -> str:
    return f"page-{year}"


def _holidays(month: date, weeks: Iterable[Week]) -> Iterator[str]:
    """`8日(月) 成人の日`"""
    for cell in (cell for week in weeks for cell in week if cell and cell.holiday):
        mark = mark_words(month.replace(day=cell.day)).replace("・祝", "")
        yield f"{cell.day}日{mark} {cell.holiday}"
