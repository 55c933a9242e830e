"""The list of all that is there in a language other than Japanese: `/en/`."""

from collections.abc import Iterable

from .. import urls as links
from ..context import Making
from .groups import reading
from .page_meta import frame
from .views import Anchor, LanguageView, RenderedPage


def language_page(making: Making) -> RenderedPage:
    """What is to come first; then what was, reports, and who and where they are about."""
    records, cards, settings = making.collection, making.cards, making.settings
    events = making.events(making.translations["events"])
    over = [event for event in events if making.is_over(event)]
    regular = [records.regular[s] for s in making.translations["series"] if s in records.regular]
    reports = [(making.cards.day_of(slug), slug) for slug in making.translations["reports"]]
    view = LanguageView(
        title=settings.say("この言語のページ"),
        upcoming=making.coming.cards_of(events, regular),
        past=tuple(
            cards.events[event.slug]
            for event in sorted(over, key=lambda e: (e.when.first_day, e.slug), reverse=True)
        ),
        reports=tuple(cards.reports[slug] for _, slug in sorted(reports, reverse=True)),
        groups=tuple(
            (title, anchors)
            for title, anchors in (
                (settings.say("団体"), _organizations(making)),
                (settings.say("会場の案内"), _named(making, "venues")),
                (settings.say("シリーズ"), _named(making, "series")),
                (settings.say("そのほかのページ"), _titled(making)),
            )
            if anchors
        ),
    )
    words = settings.site_description
    return RenderedPage(frame=frame(making, "language", "", view.title, words), view=view)


def _organizations(making: Making) -> tuple[Anchor, ...]:
    known = (making.collection.organizations[o] for o in making.translations["organizations"])
    return tuple(
        Anchor(text=o.name, path=links.organization_path(o.slug), note=o.area)
        for o in sorted(known, key=reading)
    )


def _named(making: Making, kind: str) -> tuple[Anchor, ...]:
    paths = {"venues": links.venue_path, "series": links.series_path}
    known: Iterable[str] = making.translations[kind]
    records = getattr(making.collection, kind)
    return tuple(Anchor(text=records[slug].name, path=paths[kind](slug)) for slug in known)


def _titled(making: Making) -> tuple[Anchor, ...]:
    pages = making.collection.pages
    return tuple(
        Anchor(text=pages[slug].title, path=links.page_path(slug))
        for slug in making.translations["pages"]
    )
