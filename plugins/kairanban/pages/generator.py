"""The Pelican generator that writes the site."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, Protocol

from pelican.generators import Generator

from ..calendars.revision import Revision
from ..records.collection import Collection
from ..records.problems import Problem
from ..reports.body import Prose
from ..reports.sections.parts import Told
from ..settings import Settings
from . import links
from .atom import Atom
from .calls_json import calls_json
from .feeds import calendar_files, events_json
from .make.site import pages, site_view
from .making import Making, making
from .next_change import NextChange
from .output import robots, sitemap, write, write_attachments, write_theme
from .views import RenderedPage, SiteView


class Source(Protocol):
    """What the reading generator left in Pelican's context as `KAIRANBAN`."""

    settings: Settings
    content: Path
    now: datetime
    prose: Prose
    bodies: Mapping[str, Told]

    @property
    def collection(self) -> Collection: ...
    @property
    def files(self) -> frozenset[str]: ...
    @property
    def revisions(self) -> Mapping[str, Revision]: ...
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
            prose=source.prose,
            bodies=source.bodies,
        )
        folder = Path(self.output_path)
        theme = write_theme(folder, Path(self.theme))
        site = site_view(
            made,
            stylesheet=theme["kairanban.css"],
            icon=theme["icon.svg"],
            script=theme["now.js"],
            filter_script=theme["calls.js"],
        )
        changing = NextChange(source.now)
        listed = list(self._write_pages(made, site, folder, changing))
        for posted in made.index.calls:
            if made.calls.is_open(posted):
                changing.change(links.CALLS_JSON, made.calls.closes_at(posted))
        write(folder, "next-change.json", changing.json(source.settings))
        write(folder, links.CALLS_JSON, calls_json(made))
        atom = Atom(making=made, revisions=source.revisions, render=self._render)
        for path, data in atom.files():
            write(folder, path, data)
        write(folder, "sitemap.xml", sitemap(listed, source.settings))
        write(folder, "robots.txt", robots(source.settings))
        write(folder, ".nojekyll", b"")
        for path, data in calendar_files(made, source.revisions):
            write(folder, links.file_of(path), data)
        write(folder, "events.json", events_json(made))
        attachments = sorted(made.files.attachments.values(), key=lambda a: a.path)
        broken = write_attachments(folder, source.content, attachments)
        return [*made.files.problems, *broken]

    def _render(self, template: str, view: object, root: str) -> str:
        """A part of a feed: HTML whose links begin with `root`."""
        return str(self.env.get_template(template).render(view=view, root=root))

    def _write_pages(
        self, made: Making, site: SiteView, folder: Path, changing: NextChange
    ) -> Iterator[str]:
        """Writes every page; gives the paths of those to be listed."""
        template = cache(lambda name: self.env.get_template(f"{name}.html"))
        for page in pages(made):
            html = template(page.frame.template).render(_context(page, site))
            write(folder, links.file_of(page.frame.path), html.encode())
            changing.page(page.frame.path, html)
            if page.changes:
                changing.change(page.frame.path, page.changes)
            if page.frame.listed:
                yield page.frame.path


def _context(page: RenderedPage, site: SiteView) -> dict[str, object]:
    """All that a template may read."""
    return {"site": site, "frame": page.frame, "view": page.view}
