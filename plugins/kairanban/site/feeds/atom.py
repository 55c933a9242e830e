"""The Atom feeds: reports and events with all that their pages say, and calls for help.

Source: RFC 4287; ids are tag URIs (RFC 4151), which stay when the site moves.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from feedgenerator import Atom1Feed
from msgspec import Struct

from ...calendars.times import EPOCH
from ...content.schema import Report
from .. import urls as links
from ..context import Making
from ..format.times import midnight
from ..pages.event import event_view
from ..pages.report import report_view

SINCE = 2023  # a year in which the domain was the site's, as tag URIs want one; any will do
FRAGMENT = re.compile(r' href="#')
Render = Callable[[str, object, str], str]  # template, view, root -> HTML


class Entry(Struct, frozen=True, kw_only=True):
    """One entry; `path` is that of its page, `published` and `updated` are aware."""

    id: str
    title: str
    path: str
    content: str
    published: datetime
    updated: datetime
    tags: tuple[str, ...] = ()
    author: str | None = None


class _Feed(Atom1Feed):  # type: ignore[misc]
    def latest_post_date(self) -> datetime:
        """When it was last changed; the library takes the clock's time for an empty feed."""
        return max((item["updateddate"] for item in self.items), default=EPOCH)


class Atom(Struct, frozen=True, kw_only=True):
    """Makes the feeds."""

    making: Making
    render: Render

    def feed(self, path: str) -> bytes:
        """The feed at `path`."""
        if path == links.REPORTS_FEED:
            return self._file(path, links.REPORTS, list(self._reports()))
        if path == links.EVENTS_FEED:
            return self._file(path, links.EVENTS, list(self._events()))
        return self._file(path, links.CALLS, list(self._calls()))

    def _reports(self) -> Iterator[Entry]:
        for slug in self.making.index.newest["reports.atom"]:
            report = self.making.collection.reports[slug]
            path = links.report_path(report.slug)
            view = report_view(self.making, report, links.REPORTS_FEED)
            published, updated = self._report_dates(report)
            yield Entry(
                id=self._id(path),
                title=report.title,
                path=path,
                content=self._content("feed_report.html", view, path),
                published=published,
                updated=updated,
                tags=report.tags,
                author=report.author,
            )

    def _events(self) -> Iterator[Entry]:
        for event in self.making.events(self.making.index.newest["events.atom"]):
            path = links.event_path(event.slug)
            revision = self.making.revisions[event.slug]
            view = event_view(self.making, event, links.EVENTS_FEED)
            yield Entry(
                id=self._id(path),
                title=event.title,
                path=path,
                content=self._content("feed_event.html", view, path),
                published=revision.created,
                updated=revision.modified,
                tags=event.tags,
            )

    def _calls(self) -> Iterator[Entry]:
        for slug, number in self.making.index.newest["calls.atom"]:
            view = self.making.calls.of[slug][number]
            published, updated = self._report_dates(self.making.collection.reports[slug])
            yield Entry(
                id=self._id(view.path),
                title=view.title,
                path=view.path,
                content=self._content("feed_call.html", view, view.path),
                published=published,
                updated=updated,
                tags=(view.type.text,) if view.type else (),
                author=view.organization.text if view.organization else None,
            )

    def _report_dates(self, report: Report) -> tuple[datetime, datetime]:
        published = midnight(report.date, self.making.settings)
        revision = self.making.revisions.get(f"reports/{report.slug}")
        return published, max(published, revision.modified if revision else EPOCH)

    def _content(self, template: str, view: object, path: str) -> str:
        root = links.absolute("", self.making.settings)
        page = links.absolute(path, self.making.settings).partition("#")[0]
        html = FRAGMENT.sub(f' href="{page}#', self.render(template, view, root)).strip()
        # The same to HTML; but a library that many readers use (feedparser) undoes the first too
        # early, so that the words of an attribute would go on as attributes.
        return html.replace("&#34;", "&quot;")

    def _id(self, path: str) -> str:
        """The same for ever, wherever the site moves: in the domain of calendars' identities."""
        return f"tag:{self.making.settings.calendar_domain},{SINCE}:{path}"

    def _file(self, path: str, page: str, entries: Sequence[Entry]) -> bytes:
        settings = self.making.settings
        feed = _Feed(
            title=f"{links.FEED_TITLES[path]} | {settings.site_name}",
            link=links.absolute(page, settings),
            description=settings.site_description,
            language="ja",
            author_name=settings.site_name,
            feed_url=links.absolute(path, settings),
            feed_guid=self._id(path),
        )
        for entry in entries:
            feed.add_item(
                title=entry.title,
                link=links.absolute(entry.path, settings),
                description=None,
                content=entry.content,
                unique_id=entry.id,
                pubdate=entry.published.astimezone(UTC),
                updateddate=max(entry.published, entry.updated).astimezone(UTC),
                categories=entry.tags,
                author_name=entry.author,
            )
        return bytes(feed.writeString("utf-8").encode())
