"""The page of a report, `/reports/<slug>/`: the builder of its view model."""

from datetime import date

from msgspec.structs import replace

from ...content.event_text import meeting_place
from ...content.folder.name_matching import fold_name
from ...content.recurrence.recurrence import move_to_day
from ...content.schema import Report
from ...images.social.card import SocialCard
from ...reports.markdown_renderer import fill_root
from ...reports.sections.parsed_body import Session
from ...reports.sections.placeholders import split_at_placeholders
from .. import urls
from ..context import RenderContext
from ..feeds.json_ld import report_data
from ..format.contact_links import contact_html
from ..format.times import ends_at, when_view, whole_day
from ..format.values import format_attendance, format_localized_place
from ..share import report_share
from .event import series_link
from .page_meta import REPORTS, build_page_meta
from .places import online_view, party_views, place_view
from .views import BodyPart, EventCard, LinkView, PageModel, ReportView, SearchMeta, SessionView


def report_page(context: RenderContext, slug: str) -> PageModel:
    """Return the page of a report, `/reports/<slug>/`."""
    report = context.collection.reports[slug]
    path = urls.report_path(slug)
    event = context.event_of(report)
    view = build_report_view(context, report, path)
    description = context.cards.summary(report) or report.title
    card = _card(context, report, view)
    data = report_data(
        context, report, event=event, description=description, picture=view.picture, card=card
    )
    meta = build_page_meta(
        context,
        "report",
        path,
        report.title,
        description,
        breadcrumbs=(REPORTS,),
        json_ld=(data,),
        card=card,
        picture=view.picture,
        article=True,
    )
    met = context.cards.meeting_span(report)
    search_meta = SearchMeta(kind="report", day=met.first_day if met else report.date)
    return PageModel(meta=meta, view=view, search_meta=search_meta)


def build_report_view(context: RenderContext, report: Report, path: str) -> ReportView:
    """Return the view model of a report; links in its texts are relative to the page at `path`."""
    event = context.event_of(report)
    settings, source, cards = context.settings, report.path, context.cards
    met = cards.meeting_span(report)
    previous, following = context.relations.sibling_reports.get(report.slug, (None, None))
    return ReportView(
        title=report.title,
        published=when_view(whole_day(report.date), settings),
        met=when_view(met, settings) if met else None,
        event=cards.events[event.slug] if event else None,
        place=place_view(context, meeting_place(event) if event else report.place),
        online=online_view(event.online if event else report.online, settings),
        attendance=format_attendance(report.attendance, settings) if report.attendance else None,
        notice=context.render_fragment(report.notice, source, path),
        picture=context.content_links.for_source(source).picture_view(report.image),
        body=body_parts(context, report, path),
        hosts=party_views((*event.host, *event.cohost)) if event else (),
        related=tuple(cards.reports[slug] for slug in context.relations.related[report.slug]),
        materials=_materials(context, report),
        next=_next(context, report),
        series=series_link(context, event.series if event else None),
        previous=cards.reports[previous] if previous else None,
        following=cards.reports[following] if following else None,
        note=context.render_fragment(report.note, source, path),
        plain=context.render_fragment(report.plain, source, path),
        mailing_list=contact_html(report.mailing_list, settings.mailing_list),
        donate=contact_html(report.donate, settings.donate),
        tags=cards.tags(report.tags),
        author=report.author,
        share=report_share(context, report),
    )


def _card(context: RenderContext, report: Report, view: ReportView) -> SocialCard:
    """Return the social card, with the day of the meeting, which is what people remember."""
    event = context.event_of(report)
    day = view.met.days if view.met else view.published.days
    say = context.settings.say
    place = meeting_place(event) if event else report.place
    return SocialCard(
        site=context.settings.site_name,
        kind=say("開催レポート"),
        title=report.title,
        when=say("{day} 開催", day=day) if view.met else say("{day} 公開", day=day),
        place=format_localized_place(place, (event or report).online, context.settings),
    )


def body_parts(context: RenderContext, report: Report, path: str) -> tuple[BodyPart, ...]:
    """Return a report's body for the page at `path`, split at its sessions and calls.

    There the page adds what the site knows of them, such as links and whether a call is open.
    """
    parsed = context.bodies[report.slug]
    html = context.renderer.render_body(parsed, context.source_links(report.path, path))
    root = context.root_path(path)
    calls = context.calls.by_report[report.slug] if parsed.calls else ()
    parts = []
    for kind, part in split_at_placeholders(html, len(parsed.sessions), len(parsed.calls)):
        if isinstance(part, str):
            parts.append(BodyPart(html=fill_root(part, root)))
        elif kind == "session":
            parts.append(BodyPart(session=_session(context, parsed.sessions[part])))
        else:
            parts.append(BodyPart(call=calls[part]))
    return tuple(parts)


def _session(context: RenderContext, session: Session) -> SessionView:
    record = (
        context.collection.organizations[session.organization] if session.organization else None
    )
    organization = (
        LinkView(text=record.name, path=urls.organization_path(record.slug)) if record else None
    )
    return SessionView(
        id=session.id,
        title=session.title,
        organization=organization,
        named=record is not None and fold_name(record.name) == fold_name(session.title),
        people=session.people,
    )


def _materials(context: RenderContext, report: Report) -> tuple[LinkView, ...]:
    """Return links to a report's materials; plain text where the target is not published."""
    links = context.content_links.for_source(report.path)
    materials = []
    for material in report.materials:
        path = links.path(material.url)
        url = None if path else links.link(material.url)
        materials.append(LinkView(text=material.title, path=path, url=url))
    return tuple(materials)


def _next(context: RenderContext, report: Report) -> EventCard | None:
    """Return the card of the next meeting; it is hidden once that is over."""
    meeting = context.relations.next_meetings.get(report.slug)
    if meeting is None:
        return None
    name, day = meeting
    _, _, series = name.partition("/")
    event = context.collection.regular[series] if series else context.collection.events[name]
    span = move_to_day(event.when, date.fromordinal(day)) if day else event.when
    card = context.upcoming.occurrence_card(event, span, regular=bool(series))
    return replace(card, hidden=context.tracker.is_past(ends_at(span, context.settings)))
