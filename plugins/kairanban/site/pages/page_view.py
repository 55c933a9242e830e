"""View models of what surrounds every page, and the record of a page to be written."""

from datetime import date, datetime

from markupsafe import Markup
from msgspec import Struct

from .shared_views import FeedView, LinkView


class SiteView(Struct, frozen=True, kw_only=True):
    """What all pages of one language share; it holds nothing that changes with every edit."""

    name: str
    description: str
    language: str  # of the pages: "ja"
    home: str  # path of the home page, "" or "en/"
    # Paths of the theme's published files, "" where the theme has no file of that name.
    stylesheet: str
    flyer_stylesheet: str  # for flyers, in addition to the other
    icon: str
    script: str
    filter_script: str
    gallery_script: str
    share_script: str
    search_scripts: tuple[str, ...]
    feeds: tuple[LinkView, ...]  # Atom; full addresses
    menu: tuple[LinkView, ...]
    footer: tuple[LinkView, ...]
    source_menu: tuple[LinkView, ...]  # in another language: menu entries that are only in Japanese
    calendar: FeedView  # of all events


class SharedPicture(Struct, frozen=True, kw_only=True):
    """The picture that social sites show beside a link to a page."""

    url: str  # full address
    width: int  # pixels
    height: int  # pixels
    alt: str


class LanguageVersion(Struct, frozen=True, kw_only=True):
    """One language version of a page."""

    language: str  # for lang and hreflang: "en"
    name: str  # of the language, in that language
    locale: str  # en_GB
    path: str
    url: str  # full address


class PageMeta(Struct, frozen=True, kw_only=True):
    """The metadata of one page, for base.html; templates get it as `frame`."""

    template: str  # "event" for event.html
    path: str  # of the page: "events/x/", "" for home, "404.html"
    root: str  # from this page to the site's root: "./", "../../"; an absolute path on 404
    title: str  # for <title>, with the site's name except on home, whose title it is
    description: str
    canonical: str  # full address
    og_type: str = "website"  # or "article"
    shared: SharedPicture | None = None
    crumbs: tuple[LinkView, ...] = ()  # from home to this page; the last one has no path
    json_ld: tuple[Markup, ...] = ()  # JSON documents with `<` escaped
    current: str | None = None  # path of the menu entry that this page belongs to
    listed: bool = True  # False: robots noindex
    copy: bool = False  # whether it is another form of the page at `canonical`
    language: str = "ja"
    locale: str = "ja_JP"
    versions: tuple[LanguageVersion, ...] = ()  # all, if there are several; the original first


class SearchMeta(Struct, frozen=True, kw_only=True):
    """How the search lists a page: it filters by kind and year, and sorts by day."""

    kind: str  # report, event, organization, series, venue or page
    day: date | None = None


class PageModel(Struct, frozen=True, kw_only=True):
    """All that a page is rendered from.

    Its template, `meta.template`, gets `site`, `frame` (which is `meta`) and `view`.
    """

    meta: PageMeta
    view: object  # the template's view model
    # Instant (aware) at which the page changes and which is not written in its HTML.
    changes_at: datetime | None = None
    search_meta: SearchMeta | None = None  # None for a page that the search does not list
