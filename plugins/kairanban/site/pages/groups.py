"""Pages that gather what belongs together: organizations, venues, series, tags."""

import unicodedata

from ...content.gettext_noop import label
from ...content.schema import Event, Organization
from ...images.social.card import Card
from .. import urls as links
from ..context import Making
from ..format.contact_links import reached
from ..relations.relations import NEWEST
from .group_archive import older_anchors
from .page_meta import EVENTS, ORGANIZATIONS, frame
from .places import phone, venue_place
from .views import (
    Anchor,
    CollectionView,
    EventCard,
    FeedView,
    OrganizationsView,
    OrganizationView,
    PictureView,
    RenderedPage,
    ReportCard,
    Searched,
    VenueView,
)


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
    say = making.settings.say
    words = say("集まりに参加している団体の一覧です。")
    made = frame(making, "organizations", links.ORGANIZATIONS, say("団体"), words)
    return RenderedPage(frame=made, view=view)


def reading(organization: Organization) -> str:
    """What organizations are sorted by: their readings in hiragana, without marks.

    Those that give none come last, by name.
    """
    text = unicodedata.normalize("NFKC", organization.kana or "\uffff" + organization.name)
    hiragana = (chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)
    return "".join(c for c in hiragana if c.isalnum() or c == "\uffff")


def organization_page(making: Making, slug: str) -> RenderedPage:
    """`/organizations/<slug>/`"""
    organization = making.collection.organizations[slug]
    path = links.organization_path(slug)
    index = making.index
    calls = index.open_calls.get(f"organization-{slug}", ())
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
        upcoming=upcoming(making, path),
        past=past(making, path),
        series=_hosted_series(making, slug),
        sessions=tuple(
            making.cards.sessions[report][n]
            for report, n in index.newest.get(links.sessions_of(path), ())
        ),
        calls=making.calls.views(calls[:NEWEST]),
        past_calls=making.calls.views(index.newest.get(links.calls_of(path), ())),
        reports=reports(making, path),
        older=older_anchors(making, path),
        calendar=feed_view(
            making, organization.name, links.organization_calendar_path(organization.slug)
        ),
    )
    words = making.settings.say(
        "{name}の紹介と、関わった催しやレポートです。", name=organization.name
    )
    made = frame(
        making,
        "organization",
        path,
        view.name,
        words,
        way=(ORGANIZATIONS,),
        card=_card(making, label("団体"), view.name),
        picture=view.logo,
    )
    searched = Searched(kind="organization")
    return RenderedPage(frame=made, view=view, sources=(organization.path,), searched=searched)


def venue_page(making: Making, slug: str) -> RenderedPage:
    """`/venues/<slug>/`"""
    venue = making.collection.venues[slug]
    path = links.venue_path(slug)
    place = venue_place(venue)
    view = VenueView(
        place=place,
        access=venue.access,
        accessibility=venue.accessibility,
        phone=place.phone,
        url=venue.url,
        body=making.body(venue.body, venue.path, path),
        upcoming=upcoming(making, path),
        past=past(making, path),
        reports=reports(making, path),
        older=older_anchors(making, path),
    )
    words = making.settings.say(
        "{name}（{address}）への行き方と、ここで開かれる催しです。",
        name=venue.name,
        address=venue.address,
    )
    card = _card(making, label("会場"), venue.name, note=venue.address)
    made = frame(making, "venue", path, venue.name, words, way=(EVENTS,), card=card)
    searched = Searched(kind="venue")
    return RenderedPage(frame=made, view=view, sources=(venue.path,), searched=searched)


def series_page(making: Making, slug: str) -> RenderedPage:
    """`/series/<slug>/`"""
    series = making.collection.series[slug]
    path = links.series_path(slug)
    regular = making.collection.regular.get(slug)
    view = CollectionView(
        title=series.name,
        summary=series.summary,
        repeats=_repeats(making, series.repeat, regular),
        occurrences=making.coming.occurrences(regular) if regular else (),
        body=making.body(series.body, series.path, path),
        upcoming=upcoming(making, path),
        past=past(making, path),
        reports=reports(making, path),
        older=older_anchors(making, path),
        calendar=feed_view(making, series.name, links.series_calendar_path(series.slug)),
    )
    words = series.summary or making.settings.say(
        "「{name}」の催しとレポートです。", name=series.name
    )
    card = _card(making, label("シリーズ"), series.name, note=series.summary or "")
    made = frame(making, "series", path, series.name, words, way=(EVENTS,), card=card)
    searched = Searched(kind="series")
    return RenderedPage(frame=made, view=view, sources=(series.path,), searched=searched)


def _repeats(making: Making, words: str | None, regular: Event | None) -> str | None:
    """`毎月第3木曜 19:00〜20:30`, or what the series' file says where it tells no regular day."""
    tongue = making.settings.tongue
    if regular is None or regular.repeat is None:
        return words
    times = tongue.times(regular.when)
    told = tongue.repeats(regular.repeat)
    return tongue.say("{day} {time}", day=told, time=times) if times else told


def tag_page(making: Making, slug: str) -> RenderedPage:
    """`/tags/<slug>/`"""
    name = making.index.tag_names[slug]
    path = links.tag_path(slug)
    organizations = [making.collection.organizations[o] for o in making.index.tagged.get(slug, ())]
    view = CollectionView(
        title=name,
        summary=None,
        repeats=None,
        occurrences=(),
        body=None,
        upcoming=upcoming(making, path),
        past=past(making, path),
        reports=reports(making, path),
        older=older_anchors(making, path),
        calendar=feed_view(making, name, links.tag_calendar_path(slug)),
        organizations=tuple(
            Anchor(text=o.name, path=links.organization_path(o.slug))
            for o in sorted(organizations, key=reading)
        ),
    )
    words = making.settings.say("「{name}」に関わる催しとレポートです。", name=name)
    card = _card(making, label("分野"), name)
    made = frame(making, "tag", path, name, words, way=(EVENTS,), card=card)
    return RenderedPage(frame=made, view=view)


def _card(making: Making, kind: str, title: str, *, note: str = "") -> Card:
    settings = making.settings
    return Card(site=settings.site_name, kind=settings.say(kind), title=title, note=note)


def _hosted_series(making: Making, slug: str) -> tuple[Anchor, ...]:
    """The series whose latest meeting an organization hosts."""
    hosted = [making.collection.series[each] for each in making.index.hosted.get(slug, ())]
    return tuple(
        Anchor(text=each.name, path=links.series_path(each.slug), note=each.summary)
        for each in hosted
    )


def feed_view(making: Making, title: str, path: str) -> FeedView:
    """A calendar with its addresses."""
    url = links.absolute(path, making.settings)
    return FeedView(title=title, path=path, url=url, webcal="webcal://" + url.partition("://")[2])


def upcoming(making: Making, group: str) -> tuple[EventCard, ...]:
    """What is to come, soonest first."""
    return making.coming.cards_of(making.events(making.index.ahead.get(group, ())))


def past(making: Making, group: str) -> tuple[EventCard, ...]:
    """What is over, newest first; of many, the newest."""
    slugs = making.index.newest.get(links.past_of(group), ())
    return tuple(making.cards.events[slug] for slug in slugs)


def reports(making: Making, group: str) -> tuple[ReportCard, ...]:
    """The newest reports."""
    slugs = making.index.newest.get(links.reports_of(group), ())
    return tuple(making.cards.reports[slug] for slug in slugs)


def _logo(making: Making, organization: Organization) -> PictureView | None:
    """The logo stands beside the name, so it says nothing itself."""
    if not organization.logo:
        return None
    return making.files.of(organization.path).picture_view(organization.logo)
