"""A report's page."""

from markupsafe import Markup

from ...records.schema import Event, Report
from .. import links
from ..json_ld import report_data
from ..making import Making
from ..views import Anchor, EventCard, RenderedPage, ReportView
from ..words.text import reached
from ..words.times import when_view, whole_day
from .events import series_anchor
from .frame import REPORTS, frame
from .places import online_view, place_view


def report_page(making: Making, report: Report) -> RenderedPage:
    """`/reports/<slug>/`"""
    path = links.report_path(report.slug)
    event = making.collection.events[report.event.event] if report.event else None
    view = _view(making, report, event, path)
    description = making.cards.summary(report) or report.title
    data = report_data(making, report, event=event, description=description, picture=view.picture)
    made = frame(
        making,
        "report",
        path,
        report.title,
        description,
        way=(REPORTS,),
        json_ld=(data,),
        picture=view.picture,
        article=True,
    )
    return RenderedPage(frame=made, view=view, sources=(report.path,))


def _view(making: Making, report: Report, event: Event | None, path: str) -> ReportView:
    settings, source, cards = making.settings, report.path, making.cards
    met = cards.met(report)
    previous, following = making.index.report_neighbours.get(report.slug, (None, None))
    return ReportView(
        title=report.title,
        published=when_view(whole_day(report.date), settings),
        met=when_view(met, settings) if met else None,
        event=cards.event(event) if event else None,
        place=place_view(making, event.place if event else report.place),
        online=online_view(event.online if event else report.online),
        attendance=report.attendance.text if report.attendance else None,
        notice=making.part(report.notice, source, path),
        picture=making.files.of(source).picture_view(report.image),
        body=making.body(report.body, source, path) or Markup(""),
        materials=_materials(making, report),
        next=_next(making, report, event),
        series=series_anchor(making, event.series if event else None),
        previous=cards.report(previous) if previous else None,
        following=cards.report(following) if following else None,
        note=making.part(report.note, source, path),
        plain=making.part(report.plain, source, path),
        mailing_list=reached(report.mailing_list, settings.mailing_list),
        donate=reached(report.donate, settings.donate),
        tags=cards.tags(report.tags),
        author=report.author,
    )


def _materials(making: Making, report: Report) -> tuple[Anchor, ...]:
    here = making.files.of(report.path)
    made = []
    for material in report.materials:
        path = here.path(material.url)
        made.append(Anchor(text=material.title, path=path, url=None if path else material.url))
    return tuple(made)


def _next(making: Making, report: Report, event: Event | None) -> EventCard | None:
    """The meeting that followed: the one named, or the next of the series."""
    if report.next == "none":
        return None
    if report.next != "auto":
        return making.cards.event(making.collection.events[report.next])
    after = making.index.followed.get(event.slug) if event else None
    return making.cards.event(after) if after else None
