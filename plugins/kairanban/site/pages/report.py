"""A report's page."""

from datetime import date

from msgspec.structs import replace

from ...content.dates.occurrences import on_day
from ...content.event_text import place_of
from ...content.folder.name_matching import plain
from ...content.schema import Report
from ...images.social.card import Card
from ...reports.markdown_renderer import place
from ...reports.sections.parsed_body import Session
from ...reports.sections.placeholders import apart
from .. import urls as links
from ..context import Making
from ..feeds.json_ld import report_data
from ..format.contact_links import reached
from ..format.times import over_at, when_view, whole_day
from ..format.values import attendance_line, place_line
from ..share import report_share
from .event import series_anchor
from .page_meta import REPORTS, frame
from .places import online_view, party_views, place_view
from .views import Anchor, BodyPart, EventCard, RenderedPage, ReportView, Searched, SessionView


def report_page(making: Making, slug: str) -> RenderedPage:
    """`/reports/<slug>/`"""
    report = making.collection.reports[slug]
    path = links.report_path(slug)
    event = making.event_of(report)
    view = report_view(making, report, path)
    description = making.cards.summary(report) or report.title
    card = _card(making, report, view)
    data = report_data(
        making, report, event=event, description=description, picture=view.picture, card=card
    )
    made = frame(
        making,
        "report",
        path,
        report.title,
        description,
        way=(REPORTS,),
        json_ld=(data,),
        card=card,
        picture=view.picture,
        article=True,
    )
    met = making.cards.met(report)
    searched = Searched(kind="report", day=met.first_day if met else report.date)
    return RenderedPage(frame=made, view=view, sources=(report.path,), searched=searched)


def report_view(making: Making, report: Report, path: str) -> ReportView:
    """What a report says, with links as they are at `path`."""
    event = making.event_of(report)
    settings, source, cards = making.settings, report.path, making.cards
    met = cards.met(report)
    previous, following = making.index.neighbours.get(report.slug, (None, None))
    return ReportView(
        title=report.title,
        published=when_view(whole_day(report.date), settings),
        met=when_view(met, settings) if met else None,
        event=cards.events[event.slug] if event else None,
        place=place_view(making, place_of(event) if event else report.place),
        online=online_view(event.online if event else report.online, settings),
        attendance=attendance_line(report.attendance, settings) if report.attendance else None,
        notice=making.part(report.notice, source, path),
        picture=making.files.of(source).picture_view(report.image),
        body=body_parts(making, report, path),
        hosts=party_views((*event.host, *event.cohost)) if event else (),
        related=tuple(cards.reports[slug] for slug in making.index.related[report.slug]),
        materials=_materials(making, report),
        next=_next(making, report),
        series=series_anchor(making, event.series if event else None),
        previous=cards.reports[previous] if previous else None,
        following=cards.reports[following] if following else None,
        note=making.part(report.note, source, path),
        plain=making.part(report.plain, source, path),
        mailing_list=reached(report.mailing_list, settings.mailing_list),
        donate=reached(report.donate, settings.donate),
        tags=cards.tags(report.tags),
        author=report.author,
        share=report_share(making, report),
    )


def _card(making: Making, report: Report, view: ReportView) -> Card:
    """With the day of the meeting, which is what people remember."""
    event = making.event_of(report)
    day = view.met.days if view.met else view.published.days
    say = making.settings.say
    place = place_of(event) if event else report.place
    return Card(
        site=making.settings.site_name,
        kind=say("開催レポート"),
        title=report.title,
        when=say("{day} 開催", day=day) if view.met else say("{day} 公開", day=day),
        place=place_line(place, (event or report).online, making.settings),
    )


def body_parts(making: Making, report: Report, path: str) -> tuple[BodyPart, ...]:
    """A report's body as it stands at `path`, apart where pages add what they know."""
    told = making.bodies[report.slug]
    html = making.prose.finished(told, making.links(report.path, path))
    root = making.root(path)
    calls = making.calls.of[report.slug] if told.calls else ()
    parts = []
    for kind, found in apart(html, len(told.sessions), len(told.calls)):
        if isinstance(found, str):
            parts.append(BodyPart(html=place(found, root)))
        elif kind == "session":
            parts.append(BodyPart(session=_session(making, told.sessions[found])))
        else:
            parts.append(BodyPart(call=calls[found]))
    return tuple(parts)


def _session(making: Making, session: Session) -> SessionView:
    known = making.collection.organizations[session.organization] if session.organization else None
    organization = (
        Anchor(text=known.name, path=links.organization_path(known.slug)) if known else None
    )
    return SessionView(
        id=session.id,
        title=session.title,
        organization=organization,
        named=known is not None and plain(known.name) == plain(session.title),
        people=session.people,
    )


def _materials(making: Making, report: Report) -> tuple[Anchor, ...]:
    here = making.files.of(report.path)
    made = []
    for material in report.materials:
        path = here.path(material.url)
        url = None if path else here.link(material.url)
        made.append(Anchor(text=material.title, path=path, url=url))
    return tuple(made)


def _next(making: Making, report: Report) -> EventCard | None:
    """The meeting that followed."""
    found = making.index.next.get(report.slug)
    if found is None:
        return None
    name, day = found
    _, _, series = name.partition("/")
    event = making.collection.regular[series] if series else making.collection.events[name]
    span = on_day(event.when, date.fromordinal(day)) if day else event.when
    card = making.coming.card_of(event, span, regular=bool(series))
    return replace(card, hidden=making.reads.passed(over_at(span, making.settings)))
