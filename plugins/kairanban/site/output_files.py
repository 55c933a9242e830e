"""The files that a site publishes, each with the function that builds it."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from jinja2 import Environment, Template, TemplateNotFound, meta
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
from .feeds.next_change import find_instants
from .feeds.static_files import robots_txt
from .i18n.jinja_gettext import localize_environment
from .i18n.page_localizer import PageLocalizer
from .i18n.template_cache import Includes
from .pages.routes import SiteViews, page_builders, translated_page_builders
from .pages.views import PageModel
from .search.blocks import SearchDocument
from .search.page_text import extract_text
from .share import build_share_text


class OutputFile(Struct, frozen=True, kw_only=True):
    """The content of one published file, and what other files need to know about it."""

    data: bytes
    page: str | None = None  # path of the page that the file is; None for other files
    in_sitemap: bool = False  # whether it is in the sitemap
    changes_at: datetime | None = None  # when its content next changes with the clock, aware
    search_document: SearchDocument | None = None  # its entry in the search index, if any
    search_text: bytes = b""  # the text in which the search finds it, UTF-8


OutputBuilder = Callable[[], OutputFile]


class Templates(Struct):
    """A theme's templates in one language.

    Rendering a template records it as a dependency, together with those that it includes.
    `base_environment` is the environment that all languages share.
    """

    base_environment: Environment
    context: RenderContext
    _environment: Environment | None = None

    def render(self, name: str, **context: object) -> str:
        """Render the template `name` with these variables."""
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
    """Return a function for every output file that builds it, by path in the output folder.

    Left out are the files that depend on all others (sitemap, next-change), and pictures and
    attachments, which are known only when all pages are built.
    """
    templates = Templates(environment, context)
    atom = AtomFeeds(
        context=context,
        render=lambda name, view, root: templates.render(name, view=view, root=root),
    )
    records = context.collection
    builders: dict[str, OutputBuilder] = {}
    for path, make in page_builders(context).items():
        builders[urls.output_path(path)] = partial(_page, make, site_views, templates)
    for localized in context.localized.values():
        localized_templates = Templates(environment, localized)
        for path, make in translated_page_builders(localized).items():
            builders[urls.output_path(path)] = partial(_page, make, site_views, localized_templates)
    for slug in records.events:
        builders[urls.event_calendar_path(slug)] = partial(
            _other, build_event_calendar, context, slug
        )
        builders[urls.share_text_path(slug)] = partial(_other, build_share_text, context, slug)
    for feed in list_calendar_feeds(context):
        builders[urls.output_path(feed.path)] = partial(_other, build_calendar, context, feed.path)
    for path in urls.FEED_TITLES:
        builders[path] = partial(_feed, atom, path)
    builders["events.json"] = lambda: OutputFile(data=events_json(context))
    builders[urls.CALLS_JSON] = lambda: _calls(context)
    builders["robots.txt"] = lambda: OutputFile(data=robots_txt(context.settings))
    builders["_headers"] = lambda: OutputFile(data=headers_file())
    builders[".nojekyll"] = lambda: OutputFile(data=b"")
    return builders


def template_sources(
    environment: Environment, known: Includes
) -> tuple[Mapping[str, str], Includes]:
    """Return the text of each template that pages may use, and the `Includes` of all.

    Templates are those of the environment's loader: the theme's in every folder, and the site's
    overrides. The text is that of the template and of all that it includes, directly or not.
    `known` are the `Includes` of the last build; a template whose text is the same is not parsed
    again. One that names what it includes only when it is rendered depends on all templates.
    """
    loader = environment.loader
    assert loader
    # Names with "!" are of Pelican's other themes, which count where one of these asks for them.
    names = [name for name in loader.list_templates() if not name.startswith("!")]
    includes: dict[str, tuple[str, tuple[str, ...]]] = {}
    for name in names:
        try:
            text = loader.get_source(environment, name)[0]
        except (TemplateNotFound, UnicodeDecodeError):  # a picture, or gone meanwhile
            continue
        if name in known and known[name][0] == text:
            includes[name] = known[name]
        elif name.endswith(".html"):
            referenced = set(meta.find_referenced_templates(environment.parse(text, name)))
            includes[name] = text, tuple(sorted(map(str, referenced - {None})))
            if None in referenced:
                includes[name] = text, tuple(sorted(names))
        else:
            includes[name] = text, ()
        names.extend(each for each in includes[name][1] if each not in names)

    def closure(name: str, seen: set[str]) -> set[str]:
        """Add a template, and all that it includes, to `seen`; return `seen`."""
        if name not in seen:
            seen.add(name)
            for included in includes[name][1]:
                if included in includes:
                    closure(included, seen)
        return seen

    return {
        name: "\0".join(includes[n][0] for n in sorted(closure(name, set()))) for name in includes
    }, includes


def _page(make: Callable[[], PageModel], site_views: SiteViews, templates: Templates) -> OutputFile:
    page = make()
    context, meta = templates.context, page.meta
    site = site_views.for_context(context)
    html = templates.render(f"{meta.template}.html", site=site, frame=meta, view=page.view)
    locale = context.settings.locale
    if locale.prefix:
        context.tracker.record(f"catalogues/{locale.code}")
        localizer = PageLocalizer(
            language=locale.code, root=meta.root, pages=context.language_by_page_path
        )
        html = localizer.localize(html)
    text = extract_text(html).encode() if page.search_meta else b""
    all_instants = [*find_instants(html), *filter(None, (page.changes_at,))]
    upcoming = [instant for instant in all_instants if not context.tracker.is_past(instant)]
    return OutputFile(
        data=html.encode(),
        page=meta.path,
        in_sitemap=meta.listed,
        changes_at=min(upcoming, default=None),
        search_document=_search_document(page, text, site.language) if text else None,
        search_text=text,
    )


def _search_document(page: PageModel, words: bytes, language: str) -> SearchDocument:
    assert page.search_meta
    return SearchDocument(
        path=page.meta.path,
        kind=page.search_meta.kind,
        day=page.search_meta.day.toordinal() if page.search_meta.day else None,
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
    """Return `calls.json`, which changes when the next open call closes.

    It is no page, but `next-change.json` lists it like one.
    """
    data = calls_json(context)
    calls = context.relations.open_calls.get("", ())
    closing = [
        context.calls.closes_at(
            context.collection.reports[slug], context.bodies[slug].calls[number]
        )
        for slug, number in calls
    ]
    return OutputFile(data=data, changes_at=min(closing, default=None))
