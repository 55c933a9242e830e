"""What is to come, in the order in which it comes; of what repeats, its next days."""

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

MAX_CARDS_OF_EVENT = (
    3  # days of what repeats that a list holds, so that it stays true until the next build
)


class Upcoming(Struct, frozen=True, kw_only=True):
    """The clock is asked through `tracker`."""

    collection: Collection
    settings: LocalizedSettings
    tracker: DependencyTracker
    cards: Cards

    def cards_with_spans(
        self, events: Iterable[Event], regular: Iterable[Event] = ()
    ) -> tuple[tuple[Span, EventCard], ...]:
        """Those that are not over, soonest first, with the time that each card tells.

        `regular` are the events that stand for series' regular days.
        """
        made = [pair for event in events for pair in self._of(event)]
        for event in regular:
            path = urls.series_path(event.slug)
            made += [
                (span, replace(card, calendar=None))
                for span, card in self._next_cards(event, self.cards.regular_card(event), path)
            ]
        made.sort(key=lambda pair: (starts_at(pair[0], self.settings), pair[1].path))
        return tuple(made)

    def upcoming_cards(
        self, events: Iterable[Event], regular: Iterable[Event] = ()
    ) -> tuple[EventCard, ...]:
        """The same without the times."""
        return tuple(card for _, card in self.cards_with_spans(events, regular))

    def occurrences(self, event: Event) -> tuple[OccurrenceView, ...]:
        """The days to come of what repeats, as far as the site looks ahead."""
        replaced = self.collection.replacements.get(event.slug, {})
        views = []
        for span in self._spans_on_page(event):
            slug = replaced.get(span.first_day)
            other = self.collection.events[slug] if slug else None
            view = OccurrenceView(
                id=occurrence_anchor(span),
                when=event_when(other, self.settings)
                if other
                else day_when(event, span, self.settings),
                path=urls.event_path(other.slug) if other else None,
                stamp=build_stamp(other, self.settings) if other else None,
            )
            views.append(view)
        return tuple(views)

    def occurrence_card(self, event: Event, span: Span, *, regular: bool = False) -> EventCard:
        """A card for one day of an event, be it over or not."""
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
        """When it is, or is next; the first time where it is over."""
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
        """A card for each of the next days; each shows when the one before it is over."""
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
        """The days to come that are told on the page of what repeats."""
        return islice(self.upcoming_spans(event), MAX_OCCURRENCES_ON_PAGE)

    def upcoming_spans(self, event: Event) -> Iterator[Span]:
        """The days that are not over, up to the horizon."""
        for span in occurrences_until(event, self.settings, self.tracker):
            if not self.tracker.is_past(ends_at(span, self.settings)):
                yield span


def occurrence_anchor(span: Span) -> str:
    """The id of an occurrence on its event's page."""
    return f"page-{span.first_day.isoformat()}"
