"""What base.html needs of every page: titles, addresses, the way from home to here."""

from collections.abc import Iterable

from markupsafe import Markup

from ...images.social.card import Card
from .. import links
from ..json_ld import breadcrumbs
from ..making import Making
from ..views import Anchor, Frame, PictureView

HOME = Anchor(text="ホーム", path="")
EVENTS = Anchor(text="予定", path=links.EVENTS)
CALLS = Anchor(text="募集", path=links.CALLS)
REPORTS = Anchor(text="レポート", path=links.REPORTS)
SUBSCRIBE = Anchor(text="購読", path=links.SUBSCRIBE)
ORGANIZATIONS = Anchor(text="団体", path=links.ORGANIZATIONS)


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
    """The frame of one page. `way` are the pages between home and this one.

    `card` is the picture shared with it, without one its title; `picture` its photo.
    """
    settings = making.settings
    between = tuple(way)
    crumbs = (HOME, *between, Anchor(text=title)) if path and listed else ()
    documents = tuple(json_ld)
    if crumbs:
        documents += (breadcrumbs(crumbs, path, settings),)
    return Frame(
        template=template,
        path=path,
        root=links.root_of(path, settings),
        title=f"{title} | {settings.site_name}" if path else settings.site_name,
        description=description,
        canonical=links.absolute(path, settings),
        og_type="article" if article else "website",
        shared=making.social.shared(card or Card(site=settings.site_name, title=title), picture),
        crumbs=crumbs,
        json_ld=documents,
        current=between[0].path if between else path,
        listed=listed,
    )


def list_card(making: Making, title: str) -> Card:
    """The same for all pages of a list, and whatever is in it."""
    return Card(site=making.settings.site_name, title=title)
