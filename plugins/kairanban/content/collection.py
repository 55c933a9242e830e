"""All records of a site, joined."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from .schema import Event, Organization, Page, Report, Series, Venue
from .translations.translation import Translation


class Collection(Struct, frozen=True, kw_only=True):
    """What is published, by slug, each mapping in the order of its slugs.

    Drafts and hidden records are not in it. References are resolved: an event's `place.slug`,
    `series` and the slugs of its parties, and a report's `event` and `next`, name records that
    are here.
    """

    events: Mapping[str, Event]
    reports: Mapping[str, Report]
    organizations: Mapping[str, Organization]
    venues: Mapping[str, Venue]
    series: Mapping[str, Series]
    pages: Mapping[str, Page]
    # By series: its regular days as an event that repeats, with the series' slug. Days on which
    # an event of the series stands for them are among its `except_`, as with events that repeat.
    regular: Mapping[str, Event] = field(default_factory=dict)
    # By an event that repeats: the days that a file of its own replaces, with that file's slug.
    replacements: Mapping[str, Mapping[date, str]] = field(default_factory=dict)
    # By language and kind (`events` …): what is said in it of records that are here.
    translations: Mapping[str, Mapping[str, Mapping[str, Translation]]] = field(
        default_factory=dict
    )
