"""The calendar page of a month, and the links between months and years."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from ...reports.excerpt import shorten
from .. import urls
from ..context import RenderContext
from .month_entries import DAY_KINDS, SUNDAY, Week, build_month_entry, days_of_month, weeks_of
from .page_meta import EVENTS, build_page_meta, list_card
from .views import LinkView, MonthView, PageModel, YearView


def month_page(context: RenderContext, path: str) -> PageModel:
    """Return the calendar page of a month, `/events/2024/01/`."""
    key = path.removeprefix(urls.EVENTS).rstrip("/")
    year, number = key.split("/")
    month = date(int(year), int(number), 1)
    entries = [build_month_entry(context, month, mark) for mark in context.relations.months[key]]
    entries.sort(key=lambda each: each.listed)
    locale = context.settings.locale
    weeks = weeks_of(month, entries, context.settings)
    month_before, month_after = context.relations.sibling_months[key]
    names = locale.weekdays()
    month_text = locale.month(month)
    view = MonthView(
        title=locale.say("{month}の催し", month=month_text),
        caption=locale.say("{month}のカレンダー", month=month_text),
        weekdays=tuple((*names[n], DAY_KINDS.get(n, "")) for n in (SUNDAY, *range(SUNDAY))),
        weeks=weeks,
        holidays=tuple(_holidays(context, month, weeks)),
        days=tuple(days_of_month(entries, locale)),
        previous=month_link(context, month_before) if month_before else None,
        following=month_link(context, month_after) if month_after else None,
        year=build_year_view(context, year),
        years=_sibling_years(context, year),
    )
    contents = locale.listed(*(f"{locale.day_alone(e.listed)} {e.card.title}" for e in entries))
    summary = shorten(f"{view.title}: {contents}")
    changes_at = context.relations.changes_at.get(path)
    instants = [datetime.fromisoformat(changes_at)] if changes_at else []
    instants += [instant for each in entries for instant in each.changes]
    card = list_card(context, locale.say("催しのカレンダー"))
    return PageModel(
        meta=build_page_meta(
            context, "month", path, view.title, summary, breadcrumbs=(EVENTS,), card=card
        ),
        view=view,
        changes_at=min(instants, default=None),
    )


def format_month(context: RenderContext, key: str) -> str:
    """Return the month `2024/01` in words: `2024年1月`."""
    return context.settings.locale.month(_month(key))


def month_link(context: RenderContext, key: str) -> LinkView:
    """Return the link to a month, `2024/01`, that has a page."""
    return LinkView(text=format_month(context, key), path=urls.month_path(key))


def _month(key: str) -> date:
    return date(int(key[:4]), int(key[5:]), 1)


def build_year_views(context: RenderContext) -> tuple[YearView, ...]:
    """Return all years that have events, the latest first."""
    return tuple(
        build_year_view(context, year) for year in sorted(context.relations.years, reverse=True)
    )


def build_year_view(context: RenderContext, year: str) -> YearView:
    """Return the year `2024` with its months."""
    months_with_events = set(context.relations.years[year])
    months = (f"{year}/{number:02}" for number in range(1, 13))
    locale = context.settings.locale
    return YearView(
        title=locale.year(int(year)),
        id=_place_of(year),
        months=tuple(
            LinkView(
                text=locale.month_alone(_month(key)),
                path=urls.month_path(key) if key in months_with_events else None,
            )
            for key in months
        ),
    )


def _sibling_years(context: RenderContext, year: str) -> tuple[LinkView | None, LinkView | None]:
    """Return links to the years with events before and after, in the archive."""
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
    """Return the HTML id of a year in the archive."""
    return f"page-{year}"


def _holidays(context: RenderContext, month: date, weeks: Iterable[Week]) -> Iterator[str]:
    """Yield the holidays of a month: `8日(月) 成人の日`."""
    for cell in (cell for week in weeks for cell in week if cell and cell.holiday):
        day = context.settings.locale.day_in_month(month.replace(day=cell.day))
        yield f"{day} {cell.holiday}"
