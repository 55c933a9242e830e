"""The pages of groups of events and reports: organizations, venues, series, tags."""

import unicodedata

from ...content.gettext_noop import N_
from ...content.schema import Event, Organization
from ...images.social.card import SocialCard
from .. import urls
from ..context import RenderContext
from ..format.contact_links import contact_html
from ..relations.relations import MAX_NEWEST
from .group_archive import archive_links
from .page_meta import EVENTS, ORGANIZATIONS, build_page_meta
from .places import phone_link, venue_place
from .views import (
    EventCard,
    FeedView,
    GroupView,
    LinkView,
    OrganizationsView,
    OrganizationView,
    PageModel,
    PictureView,
    ReportCard,
    SearchMeta,
    VenueView,
)


def organizations_page(context: RenderContext) -> PageModel:
    """Return the list of organizations, `/organizations/`, in the order of their readings."""
    organizations = sorted(
        context.collection.organizations.values(), key=lambda o: (sort_key(o), o.slug)
    )
    view = OrganizationsView(
        organizations=tuple(
            LinkView(
                text=o.name,
                path=urls.organization_path(o.slug),
                note=" ・ ".join(filter(None, (o.kana, o.area))),
            )
            for o in organizations
        )
    )
    say = context.settings.say
    description = say("集まりに参加している団体の一覧です。")
    meta = build_page_meta(context, "organizations", urls.ORGANIZATIONS, say("団体"), description)
    return PageModel(meta=meta, view=view)


def sort_key(organization: Organization) -> str:
    """Return an organization's sort key: its reading (かな) in hiragana, letters and digits only.

    Organizations without a reading come last, by name.
    """
    text = unicodedata.normalize("NFKC", organization.kana or "\uffff" + organization.name)
    hiragana = (chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)
    return "".join(c for c in hiragana if c.isalnum() or c == "\uffff")


def organization_page(context: RenderContext, slug: str) -> PageModel:
    """Return the page of an organization, `/organizations/<slug>/`."""
    organization = context.collection.organizations[slug]
    path = urls.organization_path(slug)
    relations = context.relations
    calls = relations.open_calls.get(f"organization-{slug}", ())
    view = OrganizationView(
        name=organization.name,
        kana=organization.kana,
        aliases=organization.aliases,
        area=organization.area,
        url=organization.url,
        phone=phone_link(organization.phone),
        contact=contact_html(organization.contact, ""),
        logo=_logo(context, organization),
        tags=context.cards.tags(organization.tags),
        body=context.render_text(organization.body, organization.path, path),
        upcoming=upcoming_cards(context, path),
        past=past_cards(context, path),
        series=_hosted_series(context, slug),
        sessions=tuple(
            context.cards.sessions[report][n]
            for report, n in relations.newest.get(urls.group_sessions_path(path), ())
        ),
        calls=context.calls.views(calls[:MAX_NEWEST]),
        past_calls=context.calls.views(relations.newest.get(urls.group_calls_path(path), ())),
        reports=report_cards(context, path),
        older=archive_links(context, path),
        calendar=build_feed_view(
            context, organization.name, urls.organization_calendar_path(organization.slug)
        ),
    )
    description = context.settings.say(
        "{name}の紹介と、関わった催しやレポートです。", name=organization.name
    )
    meta = build_page_meta(
        context,
        "organization",
        path,
        view.name,
        description,
        breadcrumbs=(ORGANIZATIONS,),
        card=_card(context, N_("団体"), view.name),
        picture=view.logo,
    )
    search_meta = SearchMeta(kind="organization")
    return PageModel(meta=meta, view=view, search_meta=search_meta)


def venue_page(context: RenderContext, slug: str) -> PageModel:
    """Return the page of a venue, `/venues/<slug>/`."""
    venue = context.collection.venues[slug]
    path = urls.venue_path(slug)
    place = venue_place(venue)
    view = VenueView(
        place=place,
        access=venue.access,
        accessibility=venue.accessibility,
        phone=place.phone,
        url=venue.url,
        body=context.render_text(venue.body, venue.path, path),
        upcoming=upcoming_cards(context, path),
        past=past_cards(context, path),
        reports=report_cards(context, path),
        older=archive_links(context, path),
    )
    description = context.settings.say(
        "{name}（{address}）への行き方と、ここで開かれる催しです。",
        name=venue.name,
        address=venue.address,
    )
    card = _card(context, N_("会場"), venue.name, note=venue.address)
    meta = build_page_meta(
        context, "venue", path, venue.name, description, breadcrumbs=(EVENTS,), card=card
    )
    search_meta = SearchMeta(kind="venue")
    return PageModel(meta=meta, view=view, search_meta=search_meta)


def series_page(context: RenderContext, slug: str) -> PageModel:
    """Return the page of a series, `/series/<slug>/`."""
    series = context.collection.series[slug]
    path = urls.series_path(slug)
    regular = context.collection.regular.get(slug)
    view = GroupView(
        title=series.name,
        summary=series.summary,
        repeats=_repeats(context, series.repeat, regular),
        occurrences=context.upcoming.occurrences(regular) if regular else (),
        body=context.render_text(series.body, series.path, path),
        upcoming=upcoming_cards(context, path),
        past=past_cards(context, path),
        reports=report_cards(context, path),
        older=archive_links(context, path),
        calendar=build_feed_view(context, series.name, urls.series_calendar_path(series.slug)),
    )
    description = series.summary or context.settings.say(
        "「{name}」の催しとレポートです。", name=series.name
    )
    card = _card(context, N_("シリーズ"), series.name, note=series.summary or "")
    meta = build_page_meta(
        context, "series", path, series.name, description, breadcrumbs=(EVENTS,), card=card
    )
    search_meta = SearchMeta(kind="series")
    return PageModel(meta=meta, view=view, search_meta=search_meta)


def _repeats(context: RenderContext, words: str | None, regular: Event | None) -> str | None:
    """Return when a series takes place: `毎月第3木曜 19:00〜20:30`.

    `regular` is the event of its regular days; without one it is `words`, from the series' file.
    """
    locale = context.settings.locale
    if regular is None or regular.repeat is None:
        return words
    times = locale.times(regular.when)
    rule = locale.describe_repeat(regular.repeat)
    return locale.say("{day} {time}", day=rule, time=times) if times else rule


def tag_page(context: RenderContext, slug: str) -> PageModel:
    """Return the page of a tag, `/tags/<slug>/`."""
    name = context.relations.tag_names[slug]
    path = urls.tag_path(slug)
    organizations = [
        context.collection.organizations[o] for o in context.relations.tagged.get(slug, ())
    ]
    view = GroupView(
        title=name,
        summary=None,
        repeats=None,
        occurrences=(),
        body=None,
        upcoming=upcoming_cards(context, path),
        past=past_cards(context, path),
        reports=report_cards(context, path),
        older=archive_links(context, path),
        calendar=build_feed_view(context, name, urls.tag_calendar_path(slug)),
        organizations=tuple(
            LinkView(text=o.name, path=urls.organization_path(o.slug))
            for o in sorted(organizations, key=sort_key)
        ),
    )
    description = context.settings.say("「{name}」に関わる催しとレポートです。", name=name)
    card = _card(context, N_("分野"), name)
    meta = build_page_meta(
        context, "tag", path, name, description, breadcrumbs=(EVENTS,), card=card
    )
    return PageModel(meta=meta, view=view)


def _card(context: RenderContext, kind: str, title: str, *, note: str = "") -> SocialCard:
    settings = context.settings
    return SocialCard(site=settings.site_name, kind=settings.say(kind), title=title, note=note)


def _hosted_series(context: RenderContext, slug: str) -> tuple[LinkView, ...]:
    """Return links to the series whose latest meeting an organization hosts."""
    hosted = [context.collection.series[each] for each in context.relations.hosted.get(slug, ())]
    return tuple(
        LinkView(text=each.name, path=urls.series_path(each.slug), note=each.summary)
        for each in hosted
    )


def build_feed_view(context: RenderContext, title: str, path: str) -> FeedView:
    """Return the view of the calendar file at `path`, with its full addresses."""
    url = urls.absolute_url(path, context.settings)
    return FeedView(title=title, path=path, url=url, webcal="webcal://" + url.partition("://")[2])


def upcoming_cards(context: RenderContext, group: str) -> tuple[EventCard, ...]:
    """Return the cards of a group's upcoming events, soonest first. `group` is a path."""
    return context.upcoming.upcoming_cards(
        context.event_records(context.relations.upcoming.get(group, ()))
    )


def past_cards(context: RenderContext, group: str) -> tuple[EventCard, ...]:
    """Return the cards of a group's newest past events, at most `MAX_NEWEST`, newest first."""
    slugs = context.relations.newest.get(urls.group_past_path(group), ())
    return tuple(context.cards.events[slug] for slug in slugs)


def report_cards(context: RenderContext, group: str) -> tuple[ReportCard, ...]:
    """Return the cards of a group's newest reports, at most `MAX_NEWEST`, newest first."""
    slugs = context.relations.newest.get(urls.group_reports_path(group), ())
    return tuple(context.cards.reports[slug] for slug in slugs)


def _logo(context: RenderContext, organization: Organization) -> PictureView | None:
    """Return an organization's logo; it needs no description, as it stands beside the name."""
    if not organization.logo:
        return None
    return context.content_links.for_source(organization.path).picture_view(organization.logo)
