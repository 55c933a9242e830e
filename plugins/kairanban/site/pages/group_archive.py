"""All that a group's page has no room for: its events, reports, sessions, calls over the years."""

from collections.abc import Iterator

from ...content.gettext_noop import label
from .. import urls as links
from ..context import Making
from .lists import numbered, pager
from .page_meta import EVENTS, ORGANIZATIONS, frame, list_card
from .views import Anchor, OlderView, RenderedPage

# The last part of a list's address, and what it is called.
KINDS = {
    "events": label("これまでの催し"),
    "reports": label("開催レポート"),
    "sessions": label("これまでの発表"),
    "calls": label("これまでの募集"),
}
ALL = {
    "events": label("これまでの催しをすべて見る"),
    "reports": label("レポートをすべて見る"),
    "sessions": label("これまでの発表をすべて見る"),
    "calls": label("これまでの募集をすべて見る"),
}


def older_anchors(making: Making, group: str) -> dict[str, Anchor]:
    """Where each list of a group goes on, for those that do."""
    return {
        kind: Anchor(text=making.settings.say(words), path=f"{group}{kind}/")
        for kind, words in ALL.items()
        if f"{group}{kind}/" in making.index.full
    }


def older_lists(making: Making) -> Iterator[str]:
    """The addresses of those lists."""
    own = {links.REPORTS, links.PAST, links.ALL_CALLS}
    return (path for path in making.index.full if path not in own)


def older_page(making: Making, path: str) -> RenderedPage:
    """One page of such a list; `path` begins with the group's and the list's."""
    folder, slug, kind = path.split("/")[:3]
    group, top = f"{folder}/{slug}/", f"{folder}/{slug}/{kind}/"
    items = making.index.shelves[path][::-1]
    shown = pager(making, top, path)
    name, title = _name(making, folder, slug), making.settings.say(KINDS[kind])
    view = OlderView(
        title=f"{name}: {title}",
        events=tuple(making.cards.events[i] for i in items) if kind == "events" else (),
        reports=tuple(making.cards.reports[i] for i in items) if kind == "reports" else (),
        sessions=tuple(making.cards.sessions[r][n] for r, n in items) if kind == "sessions" else (),
        calls=making.calls.views(items) if kind == "calls" else (),
        pager=shown,
    )
    section = ORGANIZATIONS if f"{folder}/" == links.ORGANIZATIONS else EVENTS
    made = frame(
        making,
        "older",
        path,
        numbered(view.title, shown),
        making.settings.say("「{name}」の{list}です。", name=name, list=title),
        way=(section, Anchor(text=name, path=group)),
        card=list_card(making, view.title),
    )
    return RenderedPage(frame=made, view=view)


def _name(making: Making, folder: str, slug: str) -> str:
    records = making.collection
    if folder == "tags":
        return making.index.tag_names[links.unquoted(slug)]
    if folder == "organizations":
        return records.organizations[slug].name
    return records.venues[slug].name if folder == "venues" else records.series[slug].name
