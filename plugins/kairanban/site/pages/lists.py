"""The home page, and the lists of events and reports."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from ...content.dates.span import Span
from ...images.social.card import SocialCard
from .. import urls
from ..context import RenderContext
from ..relations.months import month_of
from .month import build_year_views, format_month
from .page_meta import EVENTS, REPORTS, build_page_meta, list_card
from .views import (
    EventCard,
    EventsView,
    HomeView,
    LinkView,
    MonthSection,
    PageModel,
    Pager,
    ReportsView,
)

MEETINGS_AT_HOME = 4  # enough for the page to stay true for a while
REPORTS_AT_HOME = 3
CALLS_AT_HOME = 4


def home_page(context: RenderContext) -> PageModel:
    """Return the home page, `/`: upcoming events, open calls, the latest reports."""
    cards, relations = context.cards, context.relations
    view = HomeView(
        upcoming=_first([card for _, card in _upcoming(context)], MEETINGS_AT_HOME),
        calls=context.calls.views(relations.open_calls.get("", ())[:CALLS_AT_HOME]),
        reports=tuple(cards.reports[r] for r in relations.newest[urls.REPORTS][:REPORTS_AT_HOME]),
        series=_all_series(context),
    )
    settings = context.settings
    card = SocialCard(title=settings.site_name, note=settings.site_description)
    meta = build_page_meta(
        context, "home", "", settings.site_name, settings.site_description, card=card
    )
    return PageModel(meta=meta, view=view)


def events_page(context: RenderContext) -> PageModel:
    """Return the list of upcoming events by month, `/events/`."""
    view = EventsView(
        title=context.settings.say("催しの予定"),
        months=_months(context, _upcoming(context)),
        series=_all_series(context),
    )
    description = context.settings.say(
        "これから開かれる催しの一覧です。カレンダーに登録することもできます。"
    )
    return PageModel(
        meta=build_page_meta(context, "events", urls.EVENTS, view.title, description), view=view
    )


def past_page(context: RenderContext, path: str) -> PageModel:
    """Return one page of the archive of past events, `/events/past/`, newest first."""
    events = context.event_records(reversed(context.relations.list_pages[path]))
    view = EventsView(
        title=context.settings.say("これまでの催し"),
        months=_months(context, ((e.when, context.cards.events[e.slug]) for e in events)),
        pager=build_pager(context, urls.PAST, path),
        years=build_year_views(context) if path == urls.PAST else (),
    )
    description = context.settings.say("これまでに開かれた催しの記録です。")
    title = page_title(view.title, view.pager)
    card = list_card(context, view.title)
    meta = build_page_meta(
        context, "past", path, title, description, breadcrumbs=(EVENTS,), card=card
    )
    changes_at = context.relations.changes_at.get(urls.PAST) if path == urls.PAST else None
    changes = datetime.fromisoformat(changes_at) if changes_at else None
    return PageModel(meta=meta, view=view, changes_at=changes)


def reports_page(context: RenderContext, path: str) -> PageModel:
    """Return one page of the list of reports, `/reports/`, newest first."""
    view = ReportsView(
        title=context.settings.say("開催レポート"),
        reports=tuple(
            context.cards.reports[slug] for slug in reversed(context.relations.list_pages[path])
        ),
        pager=build_pager(context, urls.REPORTS, path),
    )
    description = context.settings.say("集まりで話されたことの記録です。")
    breadcrumbs = () if path == urls.REPORTS else (REPORTS,)
    title = page_title(view.title, view.pager)
    card = list_card(context, view.title)
    meta = build_page_meta(
        context, "reports", path, title, description, breadcrumbs=breadcrumbs, card=card
    )
    return PageModel(meta=meta, view=view)


def build_pager(context: RenderContext, top: str, path: str) -> Pager | None:
    """Return the links from the page at `path` of the list at `top` to its neighbours.

    None if it is the only page. The number of pages is not shown, as it would change all of them
    whenever one is added.
    """
    full = context.relations.full_pages[top]
    if not full:
        return None
    say = context.settings.say
    own_number = int(path.removeprefix(f"{top}page/").rstrip("/")) if path != top else full + 1

    def at(number: int) -> str:
        return urls.list_page_path(top, None if number > full else number)

    return Pager(
        text=say("いちばん新しいページ")
        if path == top
        else say("古いほうから{n}ページ目", n=own_number),
        newer=None if path == top else at(own_number + 1),
        older=at(own_number - 1) if own_number > 1 else None,
    )


def page_title(title: str, shown: Pager | None) -> str:
    """Return a list's title, with the page's number on all pages but the newest."""
    return f"{title}（{shown.text}）" if shown and shown.newer is not None else title


def _upcoming(context: RenderContext) -> tuple[tuple[Span, EventCard], ...]:
    """Return the spans and cards of the site's upcoming events and regular days, soonest first."""
    events = context.event_records(context.relations.upcoming.get("", ()))
    return context.upcoming.cards_with_spans(events, context.collection.regular.values())


def _first(cards: Sequence[EventCard], count: int) -> tuple[EventCard, ...]:
    """Return the first `count` cards that are not hidden, with the hidden ones up to the next."""
    positions = [at for at, card in enumerate(cards) if not card.hidden]
    return tuple(cards[: positions[count]] if len(positions) > count else cards)


def _months(
    context: RenderContext, listed: Iterable[tuple[Span, EventCard]]
) -> tuple[MonthSection, ...]:
    """Return the cards by month of their spans' first days; `listed` is in order of time."""

    def month(pair: tuple[Span, EventCard]) -> str:
        return month_of(pair[0].first_day)

    return tuple(
        MonthSection(
            title=format_month(context, key),
            events=tuple(card for _, card in group),
            path=urls.month_path(key) if key in context.relations.sibling_months else None,
        )
        for key, group in groupby(listed, key=month)
    )


def _all_series(context: RenderContext) -> tuple[LinkView, ...]:
    return tuple(
        LinkView(text=series.name, path=urls.series_path(series.slug), note=series.summary)
        for series in context.collection.series.values()
    )
