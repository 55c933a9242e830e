"""What base.html needs of every page: titles, addresses, the way from home to here."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from ...content.gettext_noop import N_
from ...images.social.card import SocialCard
from .. import urls
from ..context import RenderContext
from ..feeds.json_ld import breadcrumb_data
from ..i18n.locale import Locale
from .views import LanguageVersion, LinkView, PageMeta, PictureView

HOME = LinkView(text=N_("ホーム"), path="")
EVENTS = LinkView(text=N_("予定"), path=urls.EVENTS)
CALLS = LinkView(text=N_("募集"), path=urls.CALLS)
REPORTS = LinkView(text=N_("レポート"), path=urls.REPORTS)
SUBSCRIBE = LinkView(text=N_("購読"), path=urls.SUBSCRIBE)
ORGANIZATIONS = LinkView(text=N_("団体"), path=urls.ORGANIZATIONS)
# Templates of the pages that there may be in several languages.
MULTILINGUAL_TEMPLATES = frozenset(
    {"home", "language", "event", "report", "organization", "venue", "series"}
) | {"page"}


def build_page_meta(
    context: RenderContext,
    template: str,
    path: str,
    title: str,
    description: str,
    *,
    breadcrumbs: Iterable[LinkView] = (),
    json_ld: Iterable[Markup] = (),
    card: SocialCard | None = None,
    picture: PictureView | None = None,
    article: bool = False,
    listed: bool = True,
) -> PageMeta:
    """The frame of one page; `path` is that in Japanese. `breadcrumbs` are those between home and
    it.

    `card` is the picture shared with it, without one its title; `picture` its photo.
    """
    settings, locale = context.settings, context.settings.locale
    own = context.localized_path(path)
    between = tuple(_between(context, breadcrumbs))
    home = LinkView(text=settings.say(HOME.text), path=locale.prefix)
    crumbs = (home, *between, LinkView(text=title)) if path and listed else ()
    documents = tuple(json_ld)
    if crumbs:
        documents += (breadcrumb_data(crumbs, own, settings),)
    return PageMeta(
        template=template,
        path=own,
        root=context.root_path(path),
        title=f"{title} | {settings.site_name}" if path else settings.site_name,
        description=description,
        canonical=urls.absolute_url(own, settings),
        og_type="article" if article else "website",
        shared=context.social.shared_picture(
            card or SocialCard(site=settings.site_name, title=title), picture
        ),
        crumbs=crumbs,
        json_ld=documents,
        current=between[0].path if between else own,
        listed=listed,
        language=locale.code,
        locale=locale.identifier,
        versions=tuple(_versions(context, path)) if template in MULTILINGUAL_TEMPLATES else (),
    )


def _between(context: RenderContext, breadcrumbs: Iterable[LinkView]) -> Iterator[LinkView]:
    """Of a page in another language, only those that are there in it."""
    for each in breadcrumbs:
        path = context.localized_path(each.path or "")
        if path == each.path or path in context.translated:
            yield LinkView(text=context.settings.say(each.text), path=path)


def _versions(context: RenderContext, path: str) -> Iterator[LanguageVersion]:
    first, *others = context.locales
    there = [locale for locale in others if locale.prefix + path in context.translated]
    for locale in (first, *there) if there else ():
        yield _version(context, locale, path)


def _version(context: RenderContext, locale: Locale, path: str) -> LanguageVersion:
    own = locale.prefix + path
    return LanguageVersion(
        language=locale.code,
        name=locale.name,
        locale=locale.identifier,
        path=own,
        url=urls.absolute_url(own, context.settings),
    )


def list_card(context: RenderContext, title: str) -> SocialCard:
    """The same for all pages of a list, and whatever is in it."""
    return SocialCard(site=context.settings.site_name, title=title)
