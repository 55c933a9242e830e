"""All that a site publishes, each file with how it is made."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from jinja2 import Environment, Template, meta
from msgspec import Struct

from . import urls as links
from .context import Making
from .feeds.atom import Atom
from .feeds.calendar_feeds import calendar, event_calendar, events_json, feeds
from .feeds.calls_json import calls_json
from .feeds.headers import headers_file
from .feeds.next_change import instants
from .feeds.static_files import robots
from .i18n.jinja_gettext import speaking
from .i18n.page_localizer import Finishing
from .i18n.template_cache import Includes
from .pages.routes import Sites, pages, translated_pages
from .pages.views import RenderedPage
from .search.blocks import Document
from .search.page_text import own_words
from .share import share_text


class Made(Struct, frozen=True, kw_only=True):
    """What stands in a file. `page` is the path of the page that it is, None for other files."""

    data: bytes
    page: str | None = None
    listed: bool = False  # in the sitemap
    changes: datetime | None = None  # when it next says something else, aware
    found: Document | None = None  # how the page is found, and by which words
    words: bytes = b""


Make = Callable[[], Made]


class Templates(Struct):
    """A theme's templates in one language; looking at one notes it with those that it includes.

    `around` is the environment of all languages.
    """

    around: Environment
    making: Making
    _environment: Environment | None = None

    def render(self, name: str, **context: object) -> str:
        """The text that a template makes."""
        self.making.reads.read(f"templates/{name}")
        return self._template(name).render(context)

    def _template(self, name: str) -> Template:
        if self._environment is None:
            self._environment = speaking(self.around, self.making.settings.tongue)
        return self._environment.get_template(name)


def products(making: Making, sites: Sites, environment: Environment) -> Mapping[str, Make]:
    """Every file by its path in the output folder, none made yet.

    Not those that tell of all others (sitemap, next-change), and no pictures and attachments,
    which are known only when all pages are made.
    """
    templates = Templates(environment, making)
    atom = Atom(
        making=making,
        render=lambda name, view, root: templates.render(name, view=view, root=root),
    )
    records = making.collection
    found: dict[str, Make] = {}
    for path, make in pages(making).items():
        found[links.file_of(path)] = partial(_page, make, sites, templates)
    for own in making.others.values():
        theirs = Templates(environment, own)
        for path, make in translated_pages(own).items():
            found[links.file_of(path)] = partial(_page, make, sites, theirs)
    for slug in records.events:
        found[links.event_calendar_path(slug)] = partial(_other, event_calendar, making, slug)
        found[links.share_text_path(slug)] = partial(_other, share_text, making, slug)
    for feed in feeds(making):
        found[links.file_of(feed.path)] = partial(_other, calendar, making, feed.path)
    for path in links.FEED_TITLES:
        found[path] = partial(_feed, atom, path)
    found["events.json"] = lambda: Made(data=events_json(making))
    found[links.CALLS_JSON] = lambda: _calls(making)
    found["robots.txt"] = lambda: Made(data=robots(making.settings))
    found["_headers"] = lambda: Made(data=headers_file())
    found[".nojekyll"] = lambda: Made(data=b"")
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


def _page(make: Callable[[], RenderedPage], sites: Sites, templates: Templates) -> Made:
    page = make()
    making, frame = templates.making, page.frame
    site = sites.of(making)
    html = templates.render(f"{frame.template}.html", site=site, frame=frame, view=page.view)
    tongue = making.settings.tongue
    if tongue.prefix:
        making.reads.read(f"catalogues/{tongue.code}")
        finishing = Finishing(language=tongue.code, root=frame.root, pages=making.translated)
        html = finishing.finished(html)
    words = own_words(html).encode() if page.searched else b""
    every = [*instants(html), *filter(None, (page.changes,))]
    to_come = [instant for instant in every if not making.reads.passed(instant)]
    return Made(
        data=html.encode(),
        page=frame.path,
        listed=frame.listed,
        changes=min(to_come, default=None),
        found=_found(page, words, site.language) if words else None,
        words=words,
    )


def _found(page: RenderedPage, words: bytes, language: str) -> Document:
    assert page.searched
    return Document(
        path=page.frame.path,
        kind=page.searched.kind,
        day=page.searched.day.toordinal() if page.searched.day else None,
        language=language,
        digest=hashlib.blake2b(words, digest_size=16).digest(),
        length=len(words.decode()),
    )


def _other(make: Callable[[Making, str], bytes], making: Making, key: str) -> Made:
    return Made(data=make(making, key))


def _feed(atom: Atom, path: str) -> Made:
    return Made(data=atom.feed(path))


def _calls(making: Making) -> Made:
    """Its calls end; the file is no page, but is named with them."""
    data = calls_json(making)
    calls = making.index.open_calls.get("", ())
    closing = [
        making.calls.closes_at(making.collection.reports[slug], making.bodies[slug].calls[number])
        for slug, number in calls
    ]
    return Made(data=data, changes=min(closing, default=None))
