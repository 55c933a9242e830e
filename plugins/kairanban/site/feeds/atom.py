"""The Atom feeds: reports and events with the content of their pages, and calls for help.

Source: RFC 4287; ids are tag URIs (RFC 4151), which stay the same when the site moves.
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

# Tag URIs need a date on which the domain was the site's; it must never change.
TAG_URI_YEAR = 2023
FRAGMENT = re.compile(r' href="#')
Render = Callable[[str, object, str], str]  # template, view, root -> HTML


class AtomEntry(Struct, frozen=True, kw_only=True):
    """An entry of an Atom feed. `published` and `updated` are aware instants."""

    id: str  # a tag URI
    title: str
    path: str  # of its page, from the site's root
    content: str  # HTML
    published: datetime
    updated: datetime
    tags: tuple[str, ...] = ()
    author: str | None = None


class _AtomFeed(Atom1Feed):  # type: ignore[misc]
    def latest_post_date(self) -> datetime:
        """Return when the feed last changed; the library takes "now" for an empty feed."""
        return max((item["updateddate"] for item in self.items), default=EPOCH)


class AtomFeeds(Struct, frozen=True, kw_only=True):
    """The builder of the site's Atom feeds; `render` renders a template as HTML."""

    context: RenderContext
    render: Render

    def feed(self, path: str) -> bytes:
        """Return the feed at `path`, one of `urls.FEED_TITLES`, as XML."""
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
        # To HTML both are the same; but feedparser, a library that many readers use, unescapes
        # the first too early, so that the text of an attribute would be read as attributes.
        return html.replace("&#34;", "&quot;")

    def _id(self, path: str) -> str:
        """Return a tag URI in the domain of the calendars' UIDs; it stays when the site moves."""
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
