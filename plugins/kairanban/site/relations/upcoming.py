"""Upcoming events in order of start, and the next occurrences of those that repeat."""

from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from ...content.collection import Collection
from ...content.dates.span import Span
from ...content.schema import Event
from .. import urls
from ..dependencies import DependencyTracker
from ..format.status import build_stamp
from ..format.times import day_when, ends_at, event_ends_at, event_when, starts_at
from ..i18n.localized_settings import LocalizedSettings
from ..pages.views import EventCard, OccurrenceView
from .cards import Cards
from .days import MAX_OCCURRENCES_ON_PAGE, occurrences_until

# Occurrences of one event that a list holds: several, so that it stays true until the next build.
MAX_CARDS_OF_EVENT = 3


class Upcoming(Struct, frozen=True, kw_only=True):
    """Cards and occurrences of upcoming events. The clock is asked through `tracker`."""

    collection: Collection
    settings: LocalizedSettings
    tracker: DependencyTracker
    cards: Cards

    def cards_with_spans(
        self, events: Iterable[Event], regular: Iterable[Event] = ()
    ) -> tuple[tuple[Span, EventCard], ...]:
        """Return the cards of events that are not over, soonest first, each with its span.

        `regular` are the events that stand for series' regular days; their cards link the series'
        page and have no calendar file.
        """
        pairs = [pair for event in events for pair in self._of(event)]
        for event in regular:
            path = urls.series_path(event.slug)
            pairs += [
                (span, replace(card, calendar=None))
                for span, card in self._next_cards(event, self.cards.regular_card(event), path)
            ]
        pairs.sort(key=lambda pair: (starts_at(pair[0], self.settings), pair[1].path))
        return tuple(pairs)

    def upcoming_cards(
        self, events: Iterable[Event], regular: Iterable[Event] = ()
    ) -> tuple[EventCard, ...]:
        """Return the cards of events that are not over, soonest first; see `cards_with_spans`."""
        return tuple(card for _, card in self.cards_with_spans(events, regular))

    def occurrences(self, event: Event) -> tuple[OccurrenceView, ...]:
        """Return the upcoming occurrences of a repeating event, at most as many as its page lists.

        A day that has a file of its own shows that file's time and links its page.
        """
        replaced = self.collection.replacements.get(event.slug, {})
        views = []
        for span in self._spans_on_page(event):
            slug = replaced.get(span.first_day)
            replacement = self.collection.events[slug] if slug else None
            view = OccurrenceView(
                id=occurrence_anchor(span),
                when=event_when(replacement, self.settings)
                if replacement
                else day_when(event, span, self.settings),
                path=urls.event_path(replacement.slug) if replacement else None,
                stamp=build_stamp(replacement, self.settings) if replacement else None,
            )
            views.append(view)
        return tuple(views)

    def occurrence_card(self, event: Event, span: Span, *, regular: bool = False) -> EventCard:
        """Return the card for one occurrence of an event, be it over or not.

        With `regular` the event stands for a series' regular days. The card links the place of
        the occurrence on the page if it is listed there.
        """
        if event.repeat is None:
            return self.cards.events[event.slug]
        card = self.cards.regular_card(event) if regular else self.cards.events[event.slug]
        path = urls.series_path(event.slug) if regular else urls.event_path(event.slug)
        is_over = self.tracker.is_past(ends_at(span, self.settings))
        if not is_over and span in self._spans_on_page(event):
            path = f"{path}#{occurrence_anchor(span)}"
        calendar = None if regular else card.calendar
        when = day_when(event, span, self.settings)
        return replace(card, path=path, when=when, calendar=calendar)

    def next_span(self, event: Event) -> Span:
        """Return the event's next span; its first one where all of them are over."""
        return next(self.upcoming_spans(event), event.when)

    def _of(self, event: Event) -> Iterator[tuple[Span, EventCard]]:
        card = self.cards.events[event.slug]
        if event.repeat:
            yield from self._next_cards(event, card, urls.event_path(event.slug))
        elif not self.tracker.is_past(event_ends_at(event, self.settings)):
            yield event.when, card

    def _next_cards(
        self, event: Event, card: EventCard, path: str
    ) -> Iterator[tuple[Span, EventCard]]:
        """Yield a card for each of the next occurrences, at most `MAX_CARDS_OF_EVENT`.

        Each is hidden until the one before it is over. `path` is that of the page to link.
        """
        replaced = self.collection.replacements.get(event.slug, {})
        days = (span for span in self.upcoming_spans(event) if span.first_day not in replaced)
        shows_from = None
        for span in islice(days, MAX_CARDS_OF_EVENT):
            when = day_when(event, span, self.settings)
            yield (
                span,
                replace(
                    card,
                    path=f"{path}#{occurrence_anchor(span)}",
                    when=when,
                    shows_from=shows_from,
                    hidden=shows_from is not None,
                ),
            )
            shows_from = when.until

    def _spans_on_page(self, event: Event) -> Iterator[Span]:
        """Yield the upcoming occurrences that the page of a repeating event lists."""
        return islice(self.upcoming_spans(event), MAX_OCCURRENCES_ON_PAGE)

    def upcoming_spans(self, event: Event) -> Iterator[Span]:
        """Yield the occurrences that are not over, as far as the site looks ahead."""
        for span in occurrences_until(event, self.settings, self.tracker):
            if not self.tracker.is_past(ends_at(span, self.settings)):
                yield span


def occurrence_anchor(span: Span) -> str:
    """Return the HTML id of an occurrence on its event's page: `page-2024-01-18`."""
    return f"page-{span.first_day.isoformat()}"
