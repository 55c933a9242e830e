"""The Pelican generator that writes the site."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, Protocol

from pelican.generators import Generator

from ..calendars.feeds import Feeds
from ..records.collection import Collection
from ..records.problems import Problem
from ..records.schema import Event
from ..reports.body import Prose
from ..settings import Settings
from . import links
from .make.site import pages, site_view
from .making import Making, making
from .output import robots, sitemap, write, write_attachments, write_theme
from .views import RenderedPage, SiteView

CALENDAR_WORDS = "{}の催しの予定です。中止や変更もここに反映されます。"


class Source(Protocol):
    """What the reading generator left in Pelican's context as `KAIRANBAN`."""

    settings: Settings
    content: Path
    now: datetime

    @property
    def collection(self) -> Collection: ...
    @property
    def files(self) -> frozenset[str]: ...
    def slowly(self) -> AbstractContextManager[None]: ...
    def stop_for(self, problems: Iterable[Problem]) -> NoReturn: ...


class SiteGenerator(Generator):  # type: ignore[misc]
    """Writes pages, calendars and attachments to Pelican's output path (our staging folder)."""

    def generate_output(self, writer: Any) -> None:
        """Pelican's moment for writing.

        Its writer is not used: it copies the whole context for every page, which costs more
        than the page itself.
        """
        del writer
        source: Source = self.context["KAIRANBAN"]
        with source.slowly():
            problems = self._write_site(source)
        if problems:
            source.stop_for(problems)

    def _write_site(self, source: Source) -> list[Problem]:
        """Writes everything; gives what cannot be published."""
        made = making(
            source.collection,
            source.settings,
            now=source.now,
            content=source.content,
            files=source.files,
            prose=Prose(self.settings["MARKDOWN"]),
        )
        folder = Path(self.output_path)
        theme = write_theme(folder, Path(self.theme))
        site = site_view(
            made,
            stylesheet=theme["kairanban.css"],
            icon=theme["icon.svg"],
            script=theme["now.js"],
        )
        listed = list(self._write_pages(made, site, folder))
        write(folder, "sitemap.xml", sitemap(listed, source.settings))
        write(folder, "robots.txt", robots(source.settings))
        write(folder, ".nojekyll", b"")
        write_calendars(made, folder)
        attachments = sorted(made.files.attachments.values(), key=lambda a: a.path)
        broken = write_attachments(folder, source.content, attachments)
        return [*made.files.problems, *broken]

    def _write_pages(self, made: Making, site: SiteView, folder: Path) -> Iterator[str]:
        """Writes every page; gives the paths of those to be listed."""
        template = cache(lambda name: self.env.get_template(f"{name}.html"))
        for page in pages(made):
            html = template(page.frame.template).render(_context(page, site))
            write(folder, links.file_of(page.frame.path), html.encode())
            if page.frame.listed:
                yield page.frame.path


def _context(page: RenderedPage, site: SiteView) -> dict[str, object]:
    """All that a template may read."""
    return {"site": site, "frame": page.frame, "view": page.view}


def write_calendars(made: Making, folder: Path) -> None:
    """`/calendar.ics`, and one file for each event."""
    settings, records = made.settings, made.collection

    def picture(event: Event) -> str | None:
        shown = made.files.of(event.path).picture_view(event.image)
        return links.absolute(shown.path, settings) if shown else None

    feeds = Feeds(collection=records, settings=settings, picture_url=picture)
    for event in records.events.values():
        write(folder, links.event_calendar_path(event.slug), feeds.event(event))
    everything = feeds.subscription(
        records.events.values(),
        path=links.CALENDAR,
        name=settings.site_name,
        description=CALENDAR_WORDS.format(settings.site_name),
    )
    write(folder, links.CALENDAR, everything)
