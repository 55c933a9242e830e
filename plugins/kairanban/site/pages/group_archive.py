"""The archives of a group: full lists of its past events, reports, sessions, calls for help."""

from collections.abc import Iterator

from ...content.gettext_noop import N_
from .. import urls
from ..context import RenderContext
from .lists import build_pager, page_title
from .page_meta import EVENTS, ORGANIZATIONS, build_page_meta, list_card
from .views import GroupArchiveView, LinkView, PageModel

# Titles of lists, by the last part of their path.
LIST_TITLES = {
    "events": N_("これまでの催し"),
    "reports": N_("開催レポート"),
    "sessions": N_("これまでの発表"),
    "calls": N_("これまでの募集"),
}
MORE_LABELS = {
    "events": N_("これまでの催しをすべて見る"),
    "reports": N_("レポートをすべて見る"),
    "sessions": N_("これまでの発表をすべて見る"),
    "calls": N_("これまでの募集をすべて見る"),
}


def archive_links(context: RenderContext, group: str) -> dict[str, LinkView]:
    """Return, by kind, the links to those lists of a group that have pages of their own."""
    return {
        kind: LinkView(text=context.settings.say(words), path=f"{group}{kind}/")
        for kind, words in MORE_LABELS.items()
        if f"{group}{kind}/" in context.relations.full_pages
    }


def archive_lists(context: RenderContext) -> Iterator[str]:
    """Return the paths of all such lists of all groups, each that of its newest page."""
    site_lists = {urls.REPORTS, urls.PAST, urls.ALL_CALLS}
    return (path for path in context.relations.full_pages if path not in site_lists)


def archive_page(context: RenderContext, path: str) -> PageModel:
    """Return one page of such a list; `path` begins with the group's path and the list's kind."""
    folder, slug, kind = path.split("/")[:3]
    group, top = f"{folder}/{slug}/", f"{folder}/{slug}/{kind}/"
    items = context.relations.list_pages[path][::-1]
    pager = build_pager(context, top, path)
    name, title = _name(context, folder, slug), context.settings.say(LIST_TITLES[kind])
    view = GroupArchiveView(
        title=f"{name}: {title}",
        events=tuple(context.cards.events[i] for i in items) if kind == "events" else (),
        reports=tuple(context.cards.reports[i] for i in items) if kind == "reports" else (),
        sessions=tuple(context.cards.sessions[r][n] for r, n in items)
        if kind == "sessions"
        else (),
        calls=context.calls.views(items) if kind == "calls" else (),
        pager=pager,
    )
    section = ORGANIZATIONS if f"{folder}/" == urls.ORGANIZATIONS else EVENTS
    meta = build_page_meta(
        context,
        "older",
        path,
        page_title(view.title, pager),
        context.settings.say("「{name}」の{list}です。", name=name, list=title),
        breadcrumbs=(section, LinkView(text=name, path=group)),
        card=list_card(context, view.title),
    )
    return PageModel(meta=meta, view=view)


def _name(context: RenderContext, folder: str, slug: str) -> str:
    """Return the name of a group, given the folder of its kind and its slug in addresses."""
    records = context.collection
    if folder == "tags":
        return context.relations.tag_names[urls.unquote_slug(slug)]
    if folder == "organizations":
        return records.organizations[slug].name
    return records.venues[slug].name if folder == "venues" else records.series[slug].name
