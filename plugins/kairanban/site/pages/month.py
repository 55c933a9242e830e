"""The page of a month, and the ways from one to another."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from ...reports.summary import shorten
from .. import urls
from ..context import RenderContext
from .month_entries import KINDS, SUNDAY, Week, build_month_entry, days_of_month, weeks_of
from .page_meta import EVENTS, build_page_meta, list_card
from .views import LinkView, MonthPageView, RenderedPage, YearView


def month_page(context: RenderContext, path: str) -> RenderedPage:
    """`/events/2024/01/`"""
    key = path.removeprefix(urls.EVENTS).rstrip("/")
    year, number = key.split("/")
    month = date(int(year), int(number), 1)
    every = [build_month_entry(context, month, mark) for mark in context.relations.months[key]]
    every.sort(key=lambda each: each.listed)
    locale = context.settings.locale
    weeks = weeks_of(month, every, context.settings)
    before, after = context.relations.sibling_months[key]
    names = locale.weekdays()
    words = locale.month(month)
    view = MonthPageView(
        title=locale.say("{month}の催し", month=words),
        caption=locale.say("{month}のカレンダー", month=words),
        weekdays=tuple((*names[n], KINDS.get(n, "")) for n in (SUNDAY, *range(SUNDAY))),
        weeks=weeks,
        holidays=tuple(_holidays(context, month, weeks)),
        days=tuple(days_of_month(every, locale)),
        previous=month_link(context, before) if before else None,
        following=month_link(context, after) if after else None,
        year=build_year_view(context, year),
        years=_sibling_years(context, year),
    )
    contents = locale.listed(*(f"{locale.day_alone(e.listed)} {e.card.title}" for e in every))
    summary = shorten(f"{view.title}: {contents}")
    changes_at = context.relations.changes_at.get(path)
    instants = [datetime.fromisoformat(changes_at)] if changes_at else []
    instants += [instant for each in every for instant in each.changes]
    card = list_card(context, locale.say("催しのカレンダー"))
    return RenderedPage(
        meta=build_page_meta(
            context, "month", path, view.title, summary, breadcrumbs=(EVENTS,), card=card
        ),
        view=view,
        changes=min(instants, default=None),
    )


def format_month(context: RenderContext, key: str) -> str:
    """`2024/01` in words."""
    return context.settings.locale.month(_month(key))


def month_link(context: RenderContext, key: str) -> LinkView:
    """A month that has a page."""
    return LinkView(text=format_month(context, key), path=urls.month_path(key))


def _month(key: str) -> date:
    return date(int(key[:4]), int(key[5:]), 1)


def build_year_views(context: RenderContext) -> tuple[YearView, ...]:
    """Every year that has something, the last one first."""
    return tuple(
        build_year_view(context, year) for year in sorted(context.relations.years, reverse=True)
    )


def build_year_view(context: RenderContext, year: str) -> YearView:
    """A year, `2024`, with its months."""
    own = set(context.relations.years[year])
    months = (f"{year}/{number:02}" for number in range(1, 13))
    locale = context.settings.locale
    return YearView(
        title=locale.year(int(year)),
        id=_place_of(year),
        months=tuple(
            LinkView(
                text=locale.month_alone(_month(key)),
                path=urls.month_path(key) if key in own else None,
            )
            for key in months
        ),
    )


def _sibling_years(context: RenderContext, year: str) -> tuple[LinkView | None, LinkView | None]:
    before, after = (
        LinkView(
            text=context.settings.locale.year(int(each)), path=f"{urls.PAST}#{_place_of(each)}"
        )
        if each
        else None
        for each in context.relations.sibling_years[year]
    )
    return before, after


def _place_of(year: str) -> str:
    return f"page-{year}"


def _holidays(context: RenderContext, month: date, weeks: Iterable[Week]) -> Iterator[str]:
    """`8日(月) 成人の日`"""
    for cell in (cell for week in weeks for cell in week if cell and cell.holiday):
        day = context.settings.locale.day_in_month(month.replace(day=cell.day))
        yield f"{day} {cell.holiday}"
