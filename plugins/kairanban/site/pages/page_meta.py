"""The metadata of pages for base.html: titles, addresses, breadcrumbs, languages."""

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
# Templates of the pages that can exist in several languages.
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
    """Return the metadata of one page, and record its social card.

    `path` is that of the page in Japanese. `breadcrumbs` are the pages between home and this one;
    the first of them is marked in the menu. `card` is the social card, without one it shows the
    title; `picture` is the page's photo. A page that is not `listed` is hidden from robots.
    """
    settings, locale = context.settings, context.settings.locale
    own_path = context.localized_path(path)
    between = tuple(_between(context, breadcrumbs))
    home = LinkView(text=settings.say(HOME.text), path=locale.prefix)
    crumbs = (home, *between, LinkView(text=title)) if path and listed else ()
    all_json_ld = tuple(json_ld)
    if crumbs:
        all_json_ld += (breadcrumb_data(crumbs, own_path, settings),)
    return PageMeta(
        template=template,
        path=own_path,
        root=context.root_path(path),
        title=f"{title} | {settings.site_name}" if path else settings.site_name,
        description=description,
        canonical=urls.absolute_url(own_path, settings),
        og_type="article" if article else "website",
        shared=context.social_cards.shared_picture(
            card or SocialCard(site=settings.site_name, title=title), picture
        ),
        crumbs=crumbs,
        json_ld=all_json_ld,
        current=between[0].path if between else own_path,
        listed=listed,
        language=locale.code,
        locale=locale.identifier,
        versions=tuple(_versions(context, path)) if template in MULTILINGUAL_TEMPLATES else (),
    )


def _between(context: RenderContext, breadcrumbs: Iterable[LinkView]) -> Iterator[LinkView]:
    """Yield the breadcrumbs that exist in the language of the page."""
    for each in breadcrumbs:
        path = context.localized_path(each.path or "")
        if path == each.path or path in context.language_by_page_path:
            yield LinkView(text=context.settings.say(each.text), path=path)


def _versions(context: RenderContext, path: str) -> Iterator[LanguageVersion]:
    """Yield a page's versions, Japanese first; none where it exists in Japanese only."""
    first, *others = context.locales
    translated = [
        locale for locale in others if locale.prefix + path in context.language_by_page_path
    ]
    for locale in (first, *translated) if translated else ():
        yield _version(context, locale, path)


def _version(context: RenderContext, locale: Locale, path: str) -> LanguageVersion:
    own_path = locale.prefix + path
    return LanguageVersion(
        language=locale.code,
        name=locale.name,
        locale=locale.identifier,
        path=own_path,
        url=urls.absolute_url(own_path, context.settings),
    )


def list_card(context: RenderContext, title: str) -> SocialCard:
    """Return the social card of a list, the same for all its pages and whatever they hold."""
    return SocialCard(site=context.settings.site_name, title=title)
