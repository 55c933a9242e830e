"""What base.html needs of every page: titles, addresses, the way from home to here."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from ...content.gettext_noop import label
from ...images.social.card import Card
from .. import urls as links
from ..context import Making
from ..feeds.json_ld import breadcrumbs
from ..i18n.locale import Language
from .views import Anchor, Frame, PictureView, Version

HOME = Anchor(text=label("ホーム"), path="")
EVENTS = Anchor(text=label("予定"), path=links.EVENTS)
CALLS = Anchor(text=label("募集"), path=links.CALLS)
REPORTS = Anchor(text=label("レポート"), path=links.REPORTS)
SUBSCRIBE = Anchor(text=label("購読"), path=links.SUBSCRIBE)
ORGANIZATIONS = Anchor(text=label("団体"), path=links.ORGANIZATIONS)
# Templates of the pages that there may be in several languages.
SEVERAL = frozenset({"home", "language", "event", "report", "organization", "venue", "series"}) | {
    "page"
}


def frame(
    making: Making,
    template: str,
    path: str,
    title: str,
    description: str,
    *,
    way: Iterable[Anchor] = (),
    json_ld: Iterable[Markup] = (),
    card: Card | None = None,
    picture: PictureView | None = None,
    article: bool = False,
    listed: bool = True,
) -> Frame:
    """The frame of one page; `path` is that in Japanese. `way` are those between home and it.

    `card` is the picture shared with it, without one its title; `picture` its photo.
    """
    settings, tongue = making.settings, making.settings.tongue
    own = making.at(path)
    between = tuple(_between(making, way))
    home = Anchor(text=settings.say(HOME.text), path=tongue.prefix)
    crumbs = (home, *between, Anchor(text=title)) if path and listed else ()
    documents = tuple(json_ld)
    if crumbs:
        documents += (breadcrumbs(crumbs, own, settings),)
    return Frame(
        template=template,
        path=own,
        root=making.root(path),
        title=f"{title} | {settings.site_name}" if path else settings.site_name,
        description=description,
        canonical=links.absolute(own, settings),
        og_type="article" if article else "website",
        shared=making.social.shared(card or Card(site=settings.site_name, title=title), picture),
        crumbs=crumbs,
        json_ld=documents,
        current=between[0].path if between else own,
        listed=listed,
        language=tongue.code,
        locale=tongue.locale,
        versions=tuple(_versions(making, path)) if template in SEVERAL else (),
    )


def _between(making: Making, way: Iterable[Anchor]) -> Iterator[Anchor]:
    """Of a page in another language, only those that are there in it."""
    for each in way:
        path = making.at(each.path or "")
        if path == each.path or path in making.translated:
            yield Anchor(text=making.settings.say(each.text), path=path)


def _versions(making: Making, path: str) -> Iterator[Version]:
    first, *others = making.tongues
    there = [tongue for tongue in others if tongue.prefix + path in making.translated]
    for tongue in (first, *there) if there else ():
        yield _version(making, tongue, path)


def _version(making: Making, tongue: Language, path: str) -> Version:
    own = tongue.prefix + path
    return Version(
        language=tongue.code,
        name=tongue.name,
        locale=tongue.locale,
        path=own,
        url=links.absolute(own, making.settings),
    )


def list_card(making: Making, title: str) -> Card:
    """The same for all pages of a list, and whatever is in it."""
    return Card(site=making.settings.site_name, title=title)
