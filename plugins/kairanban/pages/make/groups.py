"""Pages that gather what belongs together: organizations, venues, series, tags."""

import unicodedata
from collections.abc import Sequence

from ...records.schema import Event, Organization, Report, Series, Venue
from ...reports.sections.parts import Session
from .. import links
from ..making import Making
from ..views import (
    Anchor,
    CollectionView,
    EventCard,
    FeedView,
    OrganizationsView,
    OrganizationView,
    PictureView,
    RenderedPage,
    ReportCard,
    SessionCard,
    VenueView,
)
from ..words.text import reached
from ..words.times import when_view, whole_day
from .frame import EVENTS, ORGANIZATIONS, frame
from .places import phone, venue_place

Cards = tuple[EventCard, ...]


def organizations_page(making: Making) -> RenderedPage:
    """`/organizations/`: in the order of their readings."""
    organizations = sorted(
        making.collection.organizations.values(), key=lambda o: (reading(o), o.slug)
    )
    view = OrganizationsView(
        organizations=tuple(
            Anchor(
                text=o.name,
                path=links.organization_path(o.slug),
                note=" ・ ".join(filter(None, (o.kana, o.area))),
            )
            for o in organizations
        )
    )
    words = "集まりに参加している団体の一覧です。"
    made = frame(making, "organizations", links.ORGANIZATIONS, "団体", words)
    return RenderedPage(frame=made, view=view)


def reading(organization: Organization) -> str:
    """What organizations are sorted by: their readings in hiragana, without marks.

    Those that give none come last, by name.
    """
    text = unicodedata.normalize("NFKC", organization.kana or "\uffff" + organization.name)
    hiragana = (chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)
    return "".join(c for c in hiragana if c.isalnum() or c == "\uffff")


def organization_page(making: Making, organization: Organization) -> RenderedPage:
    """`/organizations/<slug>/`"""
    path = links.organization_path(organization.slug)
    index = making.index
    events = index.organizations.get(organization.slug, ())
    calls = index.calls_of.get(organization.slug, ())
    coming, past = _parted(making, events)
    view = OrganizationView(
        name=organization.name,
        kana=organization.kana,
        aliases=organization.aliases,
        area=organization.area,
        url=organization.url,
        phone=phone(organization.phone),
        contact=reached(organization.contact, ""),
        logo=_logo(making, organization),
        tags=making.cards.tags(organization.tags),
        body=making.body(organization.body, organization.path, path),
        upcoming=coming,
        past=past,
        series=_hosted_series(making, organization.slug),
        sessions=tuple(
            _session_card(making, report, session)
            for report, session in index.sessions.get(organization.slug, ())
        ),
        calls=making.calls.views(filter(making.calls.is_open, calls)),
        past_calls=making.calls.views(c for c in calls if not making.calls.is_open(c)),
        reports=_newest_first(making, index.told_by.get(organization.slug, ())),
        calendar=feed_view(
            making, organization.name, links.organization_calendar_path(organization.slug)
        ),
    )
    words = f"{organization.name}の紹介と、関わった催しやレポートです。"
    made = frame(
        making, "organization", path, view.name, words, way=(ORGANIZATIONS,), picture=view.logo
    )
    return RenderedPage(frame=made, view=view, sources=(organization.path,))


def venue_page(making: Making, venue: Venue) -> RenderedPage:
    """`/venues/<slug>/`"""
    path = links.venue_path(venue.slug)
    coming, past = _parted(making, making.index.venues.get(venue.slug, ()))
    place = venue_place(venue)
    view = VenueView(
        place=place,
        access=venue.access,
        accessibility=venue.accessibility,
        phone=place.phone,
        url=venue.url,
        body=making.body(venue.body, venue.path, path),
        upcoming=coming,
        past=past,
        reports=_newest_first(making, making.index.venue_reports.get(venue.slug, ())),
    )
    words = f"{venue.name}（{venue.address}）への行き方と、ここで開かれる催しです。"
    made = frame(making, "venue", path, venue.name, words, way=(EVENTS,))
    return RenderedPage(frame=made, view=view, sources=(venue.path,))


def series_page(making: Making, series: Series) -> RenderedPage:
    """`/series/<slug>/`"""
    path = links.series_path(series.slug)
    events = making.index.series.get(series.slug, ())
    regular = making.collection.regular.get(series.slug)
    _, past = _parted(making, events)
    view = CollectionView(
        title=series.name,
        summary=series.summary,
        repeats=series.repeat,
        occurrences=making.coming.occurrences(regular) if regular else (),
        body=making.body(series.body, series.path, path),
        upcoming=making.coming.cards_of(events),
        past=past,
        reports=_reports(making, events),
        calendar=feed_view(making, series.name, links.series_calendar_path(series.slug)),
    )
    words = series.summary or f"「{series.name}」の催しとレポートです。"
    made = frame(making, "series", path, series.name, words, way=(EVENTS,))
    return RenderedPage(frame=made, view=view, sources=(series.path,))


def tag_page(making: Making, slug: str, name: str) -> RenderedPage:
    """`/tags/<slug>/`"""
    path = links.tag_path(slug)
    coming, past = _parted(making, making.index.tags.get(slug, ()))
    view = CollectionView(
        title=name,
        summary=None,
        repeats=None,
        occurrences=(),
        body=None,
        upcoming=coming,
        past=past,
        reports=_newest_first(making, making.index.tagged_reports.get(slug, ())),
        calendar=feed_view(making, name, links.tag_calendar_path(slug)),
        organizations=tuple(
            Anchor(text=o.name, path=links.organization_path(o.slug))
            for o in sorted(making.index.tagged_organizations.get(slug, ()), key=reading)
        ),
    )
    words = f"「{name}」に関わる催しとレポートです。"
    made = frame(making, "tag", path, name, words, way=(EVENTS,))
    return RenderedPage(frame=made, view=view)


def _session_card(making: Making, report: Report, session: Session) -> SessionCard:
    met = making.cards.met(report)
    return SessionCard(
        path=links.call_path(report.slug, session.id),
        title=report.title,
        when=when_view(met or whole_day(report.date), making.settings),
        people=session.people,
        opening=session.opening,
    )


def _hosted_series(making: Making, slug: str) -> tuple[Anchor, ...]:
    """The series whose latest meeting an organization hosts."""
    series, events = making.collection.series, making.index.series
    return tuple(
        Anchor(text=each.name, path=links.series_path(each.slug), note=each.summary)
        for each in series.values()
        if (own := events.get(each.slug))
        and slug in {p.slug for p in (*own[-1].host, *own[-1].cohost)}
    )


def feed_view(making: Making, title: str, path: str) -> FeedView:
    """A calendar with its addresses."""
    url = links.absolute(path, making.settings)
    return FeedView(title=title, path=path, url=url, webcal="webcal://" + url.partition("://")[2])


def _parted(making: Making, events: Sequence[Event]) -> tuple[Cards, Cards]:
    """What is to come, soonest first, and what is over, newest first."""
    over = [event for event in events if making.is_over(event)]
    card = making.cards.event
    return making.coming.cards_of(events), tuple(map(card, reversed(over)))


def _reports(making: Making, events: Sequence[Event]) -> tuple[ReportCard, ...]:
    reports = {r.slug: r for e in events for r in making.index.reports_of.get(e.slug, ())}
    return _newest_first(making, sorted(reports.values(), key=lambda r: (r.date, r.slug)))


def _newest_first(making: Making, reports: Sequence[Report]) -> tuple[ReportCard, ...]:
    return tuple(map(making.cards.report, reversed(reports)))


def _logo(making: Making, organization: Organization) -> PictureView | None:
    """The logo stands beside the name, so it says nothing itself."""
    if not organization.logo:
        return None
    return making.files.of(organization.path).picture_view(organization.logo)
