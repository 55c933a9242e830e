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
from .. import urls
from ..context import RenderContext
from ..format.times import midnight
from ..pages.event import build_event_view
from ..pages.report import build_report_view

TAG_URI_YEAR = 2023  # a year in which the domain was the site's, as tag URIs want one; any will do
FRAGMENT = re.compile(r' href="#')
Render = Callable[[str, object, str], str]  # template, view, root -> HTML


class AtomEntry(Struct, frozen=True, kw_only=True):
    """One entry; `path` is that of its page, `published` and `updated` are aware."""

    id: str
    title: str
    path: str
    content: str
    published: datetime
    updated: datetime
    tags: tuple[str, ...] = ()
    author: str | None = None


class _AtomFeed(Atom1Feed):  # type: ignore[misc]
    def latest_post_date(self) -> datetime:
        """When it was last changed; the library takes the clock's time for an empty feed."""
        return max((item["updateddate"] for item in self.items), default=EPOCH)


class AtomFeeds(Struct, frozen=True, kw_only=True):
    """Makes the feeds."""

    context: RenderContext
    render: Render

    def feed(self, path: str) -> bytes:
        """The feed at `path`."""
        if path == urls.REPORTS_FEED:
            return self._file(path, urls.REPORTS, list(self._reports()))
        if path == urls.EVENTS_FEED:
            return self._file(path, urls.EVENTS, list(self._events()))
        return self._file(path, urls.CALLS, list(self._calls()))

    def _reports(self) -> Iterator[AtomEntry]:
        for slug in self.context.relations.newest["reports.atom"]:
            report = self.context.collection.reports[slug]
            path = urls.report_path(report.slug)
            view = build_report_view(self.context, report, urls.REPORTS_FEED)
            published, updated = self._report_dates(report)
            yield AtomEntry(
                id=self._id(path),
                title=report.title,
                path=path,
                content=self._content("feed_report.html", view, path),
                published=published,
                updated=updated,
                tags=report.tags,
                author=report.author,
            )

    def _events(self) -> Iterator[AtomEntry]:
        for event in self.context.event_records(self.context.relations.newest["events.atom"]):
            path = urls.event_path(event.slug)
            revision = self.context.revisions[event.slug]
            view = build_event_view(self.context, event, urls.EVENTS_FEED)
            yield AtomEntry(
                id=self._id(path),
                title=event.title,
                path=path,
                content=self._content("feed_event.html", view, path),
                published=revision.created,
                updated=revision.modified,
                tags=event.tags,
            )

    def _calls(self) -> Iterator[AtomEntry]:
        for slug, number in self.context.relations.newest["calls.atom"]:
            view = self.context.calls.by_report[slug][number]
            published, updated = self._report_dates(self.context.collection.reports[slug])
            yield AtomEntry(
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
        published = midnight(report.date, self.context.settings)
        revision = self.context.revisions.get(f"reports/{report.slug}")
        return published, max(published, revision.modified if revision else EPOCH)

    def _content(self, template: str, view: object, path: str) -> str:
        root = urls.absolute_url("", self.context.settings)
        page = urls.absolute_url(path, self.context.settings).partition("#")[0]
        html = FRAGMENT.sub(f' href="{page}#', self.render(template, view, root)).strip()
        # The same to HTML; but a library that many readers use (feedparser) undoes the first too
        # early, so that the words of an attribute would go on as attributes.
        return html.replace("&#34;", "&quot;")

    def _id(self, path: str) -> str:
        """The same for ever, wherever the site moves: in the domain of calendars' identities."""
        return f"tag:{self.context.settings.calendar_domain},{TAG_URI_YEAR}:{path}"

    def _file(self, path: str, page: str, entries: Sequence[AtomEntry]) -> bytes:
        settings = self.context.settings
        feed = _AtomFeed(
            title=f"{urls.FEED_TITLES[path]} | {settings.site_name}",
            link=urls.absolute_url(page, settings),
            description=settings.site_description,
            language="ja",
            author_name=settings.site_name,
            feed_url=urls.absolute_url(path, settings),
            feed_guid=self._id(path),
        )
        for entry in entries:
            feed.add_item(
                title=entry.title,
                link=urls.absolute_url(entry.path, settings),
                description=None,
                content=entry.content,
                unique_id=entry.id,
                pubdate=entry.published.astimezone(UTC),
                updateddate=max(entry.published, entry.updated).astimezone(UTC),
                categories=entry.tags,
                author_name=entry.author,
            )
        return bytes(feed.writeString("utf-8").encode())
