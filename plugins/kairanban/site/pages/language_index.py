"""The index of the pages in a language other than Japanese: `/en/`."""

from collections.abc import Iterable

from .. import urls
from ..context import RenderContext
from .groups import sort_key
from .page_meta import build_page_meta
from .views import LanguageView, LinkView, PageModel


def language_page(context: RenderContext) -> PageModel:
    """Return the index: upcoming events, past ones, reports, then links to all other pages."""
    records, cards, settings = context.collection, context.cards, context.settings
    events = context.event_records(context.translations["events"])
    past = [event for event in events if context.is_over(event)]
    regular = [records.regular[s] for s in context.translations["series"] if s in records.regular]
    reports = [
        (context.cards.publication_day(slug), slug) for slug in context.translations["reports"]
    ]
    view = LanguageView(
        title=settings.say("この言語のページ"),
        upcoming=context.upcoming.upcoming_cards(events, regular),
        past=tuple(
            cards.events[event.slug]
            for event in sorted(past, key=lambda e: (e.when.first_day, e.slug), reverse=True)
        ),
        reports=tuple(cards.reports[slug] for _, slug in sorted(reports, reverse=True)),
        groups=tuple(
            (title, anchors)
            for title, anchors in (
                (settings.say("団体"), _organizations(context)),
                (settings.say("会場の案内"), _named(context, "venues")),
                (settings.say("シリーズ"), _named(context, "series")),
                (settings.say("そのほかのページ"), _titled(context)),
            )
            if anchors
        ),
    )
    description = settings.site_description
    return PageModel(
        meta=build_page_meta(context, "language", "", view.title, description), view=view
    )


def _organizations(context: RenderContext) -> tuple[LinkView, ...]:
    organizations = (
        context.collection.organizations[o] for o in context.translations["organizations"]
    )
    return tuple(
        LinkView(text=o.name, path=urls.organization_path(o.slug), note=o.area)
        for o in sorted(organizations, key=sort_key)
    )


def _named(context: RenderContext, kind: str) -> tuple[LinkView, ...]:
    paths = {"venues": urls.venue_path, "series": urls.series_path}
    slugs: Iterable[str] = context.translations[kind]
    records = getattr(context.collection, kind)
    return tuple(LinkView(text=records[slug].name, path=paths[kind](slug)) for slug in slugs)


def _titled(context: RenderContext) -> tuple[LinkView, ...]:
    pages = context.collection.pages
    return tuple(
        LinkView(text=pages[slug].title, path=urls.page_path(slug))
        for slug in context.translations["pages"]
    )
