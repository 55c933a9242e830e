"""The published records of a site, with their references resolved."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from .schema import Event, Organization, Page, Report, Series, Venue
from .translations.translation import Translation


class Collection(Struct, frozen=True, kw_only=True):
    """The published records by slug, each mapping sorted by slug.

    Drafts and hidden records are left out. References are resolved: an event's `place.slug`,
    `series` and the slugs of its parties, and a report's `event` and `next`, name records of
    this collection.
    """

    events: Mapping[str, Event]
    reports: Mapping[str, Report]
    organizations: Mapping[str, Organization]
    venues: Mapping[str, Venue]
    series: Mapping[str, Series]
    pages: Mapping[str, Page]
    # By series slug: the series' regular days as one recurring event, which has that slug too.
    # Days for which an event of the series stands are in its `except_`, as in recurring events.
    regular: Mapping[str, Event] = field(default_factory=dict)
    # By slug of a recurring event: each day that another event replaces, with that event's slug.
    replacements: Mapping[str, Mapping[date, str]] = field(default_factory=dict)
    # By language, kind (`events` …) and slug: translations of records of this collection.
    translations: Mapping[str, Mapping[str, Mapping[str, Translation]]] = field(
        default_factory=dict
    )
