"""All that a site publishes, each file with how it is made."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from jinja2 import Environment, Template, meta
from msgspec import Struct

from . import urls
from .context import RenderContext
from .feeds.atom import AtomFeeds
from .feeds.calendar_feeds import (
    build_calendar,
    build_event_calendar,
    events_json,
    list_calendar_feeds,
)
from .feeds.calls_json import calls_json
from .feeds.headers import headers_file
from .feeds.next_change import instants
from .feeds.static_files import robots
from .i18n.jinja_gettext import localize_environment
from .i18n.page_localizer import PageLocalizer
from .i18n.template_cache import Includes
from .pages.routes import SiteViews, page_builders, translated_page_builders
from .pages.views import RenderedPage
from .search.blocks import SearchDocument
from .search.page_text import extract_text
from .share import build_share_text


class OutputFile(Struct, frozen=True, kw_only=True):
    """What stands in a file. `page` is the path of the page that it is, None for other files."""

    data: bytes
    page: str | None = None
    listed: bool = False  # in the sitemap
    changes_at: datetime | None = None  # when it next says something else, aware
    search_document: SearchDocument | None = None  # how the page is found, and by which words
    search_text: bytes = b""


OutputBuilder = Callable[[], OutputFile]


class Templates(Struct):
    """A theme's templates in one language; looking at one notes it with those that it includes.

    `base_environment` is the environment of all languages.
    """

    base_environment: Environment
    context: RenderContext
    _environment: Environment | None = None

    def render(self, name: str, **context: object) -> str:
        """The text that a template makes."""
        self.context.tracker.record(f"templates/{name}")
        return self._template(name).render(context)

    def _template(self, name: str) -> Template:
        if self._environment is None:
            self._environment = localize_environment(
                self.base_environment, self.context.settings.locale
            )
        return self._environment.get_template(name)


def output_builders(
    context: RenderContext, site_views: SiteViews, environment: Environment
) -> Mapping[str, OutputBuilder]:
    """Every file by its path in the output folder, none made yet.

    Not those that tell of all others (sitemap, next-change), and no pictures and attachments,
    which are known only when all pages are made.
    """
    templates = Templates(environment, context)
    atom = AtomFeeds(
        context=context,
        render=lambda name, view, root: templates.render(name, view=view, root=root),
    )
    records = context.collection
    found: dict[str, OutputBuilder] = {}
    for path, make in page_builders(context).items():
        found[urls.output_path(path)] = partial(_page, make, site_views, templates)
    for own in context.localized.values():
        theirs = Templates(environment, own)
        for path, make in translated_page_builders(own).items():
            found[urls.output_path(path)] = partial(_page, make, site_views, theirs)
    for slug in records.events:
        found[urls.event_calendar_path(slug)] = partial(_other, build_event_calendar, context, slug)
        found[urls.share_text_path(slug)] = partial(_other, build_share_text, context, slug)
    for feed in list_calendar_feeds(context):
        found[urls.output_path(feed.path)] = partial(_other, build_calendar, context, feed.path)
    for path in urls.FEED_TITLES:
        found[path] = partial(_feed, atom, path)
    found["events.json"] = lambda: OutputFile(data=events_json(context))
    found[urls.CALLS_JSON] = lambda: _calls(context)
    found["robots.txt"] = lambda: OutputFile(data=robots(context.settings))
    found["_headers"] = lambda: OutputFile(data=headers_file())
    found[".nojekyll"] = lambda: OutputFile(data=b"")
    return found


def template_digests(
    environment: Environment, folder: Path, known: Includes
) -> tuple[Mapping[str, str], Includes]:
    """By template of the theme: what tells it, with all that it includes, from another.

    And by template its text, and what it includes; `known` are those of before. One that names
    what it includes only when it is rendered depends on all.
    """
    texts = {file.name: file.read_text("utf-8") for file in sorted(folder.glob("*.html"))}
    own = {}
    for name, text in texts.items():
        if name in known and known[name][0] == text:
            own[name] = known[name]
        else:
            found = set(meta.find_referenced_templates(environment.parse(text, name)))
            named = {each for each in found if each in texts}
            own[name] = text, tuple(sorted(texts if None in found else named))

    def closure(name: str, seen: set[str]) -> set[str]:
        if name not in seen:
            seen.add(name)
            for other in own[name][1]:
                closure(other, seen)
        return seen

    return {name: "\0".join(own[n][0] for n in sorted(closure(name, set()))) for name in own}, own


def _page(
    make: Callable[[], RenderedPage], site_views: SiteViews, templates: Templates
) -> OutputFile:
    page = make()
    context, meta = templates.context, page.meta
    site = site_views.for_context(context)
    html = templates.render(f"{meta.template}.html", site=site, frame=meta, view=page.view)
    locale = context.settings.locale
    if locale.prefix:
        context.tracker.record(f"catalogues/{locale.code}")
        localizer = PageLocalizer(language=locale.code, root=meta.root, pages=context.translated)
        html = localizer.localize(html)
    words = extract_text(html).encode() if page.searched else b""
    every = [*instants(html), *filter(None, (page.changes,))]
    to_come = [instant for instant in every if not context.tracker.is_past(instant)]
    return OutputFile(
        data=html.encode(),
        page=meta.path,
        listed=meta.listed,
        changes_at=min(to_come, default=None),
        search_document=_search_document(page, words, site.language) if words else None,
        search_text=words,
    )


def _search_document(page: RenderedPage, words: bytes, language: str) -> SearchDocument:
    assert page.searched
    return SearchDocument(
        path=page.meta.path,
        kind=page.searched.kind,
        day=page.searched.day.toordinal() if page.searched.day else None,
        language=language,
        digest=hashlib.blake2b(words, digest_size=16).digest(),
        length=len(words.decode()),
    )


def _other(
    make: Callable[[RenderContext, str], bytes], context: RenderContext, key: str
) -> OutputFile:
    return OutputFile(data=make(context, key))


def _feed(atom: AtomFeeds, path: str) -> OutputFile:
    return OutputFile(data=atom.feed(path))


def _calls(context: RenderContext) -> OutputFile:
    """Its calls end; the file is no page, but is named with them."""
    data = calls_json(context)
    calls = context.relations.open_calls.get("", ())
    closing = [
        context.calls.closes_at(
            context.collection.reports[slug], context.bodies[slug].calls[number]
        )
        for slug, number in calls
    ]
    return OutputFile(data=data, changes_at=min(closing, default=None))
