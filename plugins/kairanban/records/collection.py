"""All records of a site, joined."""

from collections.abc import Mapping
from dataclasses import dataclass

from .schema import Event, Organization, Page, Report, Series, Venue


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
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
