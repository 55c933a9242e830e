"""What stands around every page, and a page that is to be written."""

from datetime import date, datetime

from markupsafe import Markup
from msgspec import Struct, field

from .shared_views import FeedView, LinkView


class SiteView(Struct, frozen=True, kw_only=True):
    """The same on every page, so it holds nothing that changes when content does."""

    name: str
    description: str
    language: str  # of the pages: "ja"
    home: str  # path of the first of them
    # Of the theme's files, "" where it has none of that name:
    stylesheet: str  # path
    flyer_stylesheet: str  # path; of flyers, beside the other
    icon: str  # path
    script: str  # path
    filter_script: str  # path
    gallery_script: str  # path
    share_script: str  # path
    search_scripts: tuple[str, ...]  # paths
    feeds: tuple[LinkView, ...]  # Atom; absolute
    menu: tuple[LinkView, ...]
    footer: tuple[LinkView, ...]
    source_menu: tuple[LinkView, ...]  # of pages in another language: the way to those in Japanese
    calendar: FeedView  # of all events


class SharedView(Struct, frozen=True, kw_only=True):
    """The picture that social sites show beside a link to a page; `url` is absolute."""

    url: str
    width: int
    height: int
    alt: str


class LanguageVersion(Struct, frozen=True, kw_only=True):
    """A page in one language."""

    language: str  # for lang and hreflang: "en"
    name: str  # of the language, in itself
    locale: str  # en_GB
    path: str
    url: str  # absolute


class PageMeta(Struct, frozen=True, kw_only=True):
    """What base.html needs of one page."""

    template: str  # "event" for event.html
    path: str  # where the page is: "events/x/", "" for home, "404.html"
    root: str  # from this page to the site's root: "./", "../../"; an absolute path on 404
    title: str  # for <title>, the site's name included where it helps
    description: str
    canonical: str  # absolute
    og_type: str = "website"  # or "article"
    shared: SharedView | None = None
    crumbs: tuple[LinkView, ...] = ()  # from home to this page; the last one has no path
    json_ld: tuple[Markup, ...] = ()  # documents, `<` already escaped
    current: str | None = None  # path of the menu entry that this page belongs to
    listed: bool = True  # False: robots noindex
    copy: bool = False  # whether it says in another shape what the page at `canonical` says
    language: str = "ja"
    locale: str = "ja_JP"
    versions: tuple[
        LanguageVersion, ...
    ] = ()  # in all its languages, if several; the original first


class SearchMeta(Struct, frozen=True, kw_only=True):
    """How a page is found: results are filtered by its kind and year, and sorted by its day.

    The kind is report, event, organization, series, venue or page.
    """

    kind: str
    day: date | None = None


class RenderedPage(Struct, frozen=True, kw_only=True):
    """One page to be written: `render(frame.template, site=…, frame=…, view=…)`."""

    meta: PageMeta
    view: object
    sources: tuple[str, ...] = field(default=())  # content files it was made from
    # An instant (aware) at which it changes that its HTML does not tell.
    changes: datetime | None = None
    searched: SearchMeta | None = None
