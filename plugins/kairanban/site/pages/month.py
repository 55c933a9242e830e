"""The page of a month, and the ways from one to another."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from ...reports.summary import shortened
from .. import urls as links
from ..context import Making
from .month_entries import KINDS, SUNDAY, Week, days_of_month, in_sight, weeks_of
from .page_meta import EVENTS, frame, list_card
from .views import Anchor, MonthPageView, RenderedPage, YearView


def month_page(making: Making, path: str) -> RenderedPage:
    """`/events/2024/01/`"""
    key = path.removeprefix(links.EVENTS).rstrip("/")
    year, number = key.split("/")
    month = date(int(year), int(number), 1)
    every = [in_sight(making, month, mark) for mark in making.index.months[key]]
    every.sort(key=lambda each: each.listed)
    tongue = making.settings.tongue
    weeks = weeks_of(month, every, making.settings)
    before, after = making.index.months_beside[key]
    names = tongue.weekdays()
    words = tongue.month(month)
    view = MonthPageView(
        title=tongue.say("{month}の催し", month=words),
        caption=tongue.say("{month}のカレンダー", month=words),
        weekdays=tuple((*names[n], KINDS.get(n, "")) for n in (SUNDAY, *range(SUNDAY))),
        weeks=weeks,
        holidays=tuple(_holidays(making, month, weeks)),
        days=tuple(days_of_month(every, tongue)),
        previous=month_anchor(making, before) if before else None,
        following=month_anchor(making, after) if after else None,
        year=year_view(making, year),
        years=_years_beside(making, year),
    )
    told = tongue.listed(*(f"{tongue.day_alone(e.listed)} {e.card.title}" for e in every))
    summary = shortened(f"{view.title}: {told}")
    turning = making.index.turning.get(path)
    instants = [datetime.fromisoformat(turning)] if turning else []
    instants += [instant for each in every for instant in each.changes]
    card = list_card(making, tongue.say("催しのカレンダー"))
    return RenderedPage(
        frame=frame(making, "month", path, view.title, summary, way=(EVENTS,), card=card),
        view=view,
        changes=min(instants, default=None),
    )


def month_words(making: Making, key: str) -> str:
    """`2024/01` in words."""
    return making.settings.tongue.month(_month(key))


def month_anchor(making: Making, key: str) -> Anchor:
    """A month that has a page."""
    return Anchor(text=month_words(making, key), path=links.month_path(key))


def _month(key: str) -> date:
    return date(int(key[:4]), int(key[5:]), 1)


def archive(making: Making) -> tuple[YearView, ...]:
    """Every year that has something, the last one first."""
    return tuple(year_view(making, year) for year in sorted(making.index.years, reverse=True))


def year_view(making: Making, year: str) -> YearView:
    """A year, `2024`, with its months."""
    own = set(making.index.years[year])
    months = (f"{year}/{number:02}" for number in range(1, 13))
    tongue = making.settings.tongue
    return YearView(
        title=tongue.year(int(year)),
        id=_place_of(year),
        months=tuple(
            Anchor(
                text=tongue.month_alone(_month(key)),
                path=links.month_path(key) if key in own else None,
            )
            for key in months
        ),
    )


def _years_beside(making: Making, year: str) -> tuple[Anchor | None, Anchor | None]:
    before, after = (
        Anchor(text=making.settings.tongue.year(int(each)), path=f"{links.PAST}#{_place_of(each)}")
        if each
        else None
        for each in making.index.years_beside[year]
    )
    return before, after


def _place_of(year: str) -> str:
    return f"page-{year}"


def _holidays(making: Making, month: date, weeks: Iterable[Week]) -> Iterator[str]:
    """`8日(月) 成人の日`"""
    for cell in (cell for week in weeks for cell in week if cell and cell.holiday):
        day = making.settings.tongue.day_in_month(month.replace(day=cell.day))
        yield f"{day} {cell.holiday}"
