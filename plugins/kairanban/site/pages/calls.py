"""The board of calls for help: `/calls/`, its filters, and all calls there ever were."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from ...content.gettext_noop import label
from ...reports.calls.call_types import TYPES
from .. import urls as links
from ..context import Making
from ..relations.relations import OTHERS
from .lists import numbered, pager
from .page_meta import CALLS, frame, list_card
from .views import CallsView, FilterView, RenderedPage

LEAD = label("集まりで話されたお願いのうち、いま募集しているものです。")


def board_paths(making: Making) -> Iterator[str]:
    """The addresses of the board and of its filters."""
    yield links.CALLS
    for mark in making.index.marks[""]:
        kind, _, slug = mark.partition("-")
        yield f"{links.CALLS}{kind}/{slug}/"


def board_page(making: Making, path: str) -> RenderedPage:
    """The board, or what one of its filters leaves of it."""
    say = making.settings.say
    kinds, organizations = _filters(making)
    everything = FilterView(text=say("すべて"), path=links.CALLS, mark="", current=False)
    known = {each.path: each for each in (everything, *kinds, *organizations)}
    own = known[path]
    chosen = own if own.mark else None
    title = say("「{name}」の募集", name=chosen.text) if chosen else say("募集")
    marked = _marked(making) if chosen is None else {}
    offered = making.index.open_calls.get(own.mark, ())
    view = CallsView(
        title=title,
        lead=say(LEAD),
        everything=False,
        filters=(
            (say("種類"), _current((everything, *kinds), path)),
            (say("団体"), _current(organizations, path)),
        )
        if kinds
        else (),
        calls=tuple(
            (shown, " ".join(marked.get(call, ())))
            for call, shown in zip(offered, making.calls.views(offered), strict=True)
        ),
        feed=links.absolute(links.CALLS_FEED, making.settings),
        script=chosen is None,
    )
    way = () if chosen is None else (CALLS,)
    return RenderedPage(frame=frame(making, "calls", path, title, say(LEAD), way=way), view=view)


def all_calls_page(making: Making, path: str) -> RenderedPage:
    """`/calls/all/`, newest first."""
    say = making.settings.say
    words = say("これまでの募集の記録です。決まったもの、終わったものも残しています。")
    shown = pager(making, links.ALL_CALLS, path)
    view = CallsView(
        title=say("これまでの募集"),
        lead=words,
        everything=True,
        filters=(),
        calls=tuple(
            (each, "") for each in making.calls.views(reversed(making.index.shelves[path]))
        ),
        feed=links.absolute(links.CALLS_FEED, making.settings),
        script=False,
        pager=shown,
    )
    title = numbered(view.title, shown)
    card = list_card(making, view.title)
    made = frame(making, "calls", path, title, words, way=(CALLS,), card=card)
    return RenderedPage(frame=made, view=view)


def _filters(making: Making) -> tuple[tuple[FilterView, ...], tuple[FilterView, ...]]:
    """They stay when nothing is open any more, as their pages may be linked from elsewhere."""
    marks = making.index.marks[""]
    kinds = [(name, slug) for name, slug in (*TYPES.items(), (label("そのほか"), OTHERS))]
    slugs = [m.removeprefix("organization-") for m in marks if m.startswith("organization-")]
    return (
        tuple(
            _filter(making.settings.say(name), links.calls_of_type_path(slug), f"type-{slug}")
            for name, slug in kinds
            if f"type-{slug}" in marks
        ),
        tuple(
            _filter(
                making.collection.organizations[slug].name,
                links.calls_of_organization_path(slug),
                f"organization-{slug}",
            )
            for slug in slugs
        ),
    )


def _filter(text: str, path: str, mark: str) -> FilterView:
    return FilterView(text=text, path=path, mark=mark, current=False)


def _marked(making: Making) -> Mapping[tuple[str, int], list[str]]:
    """The marks of the calls on the board."""
    found: dict[tuple[str, int], list[str]] = {}
    marks = making.index.marks[""]
    for mark in sorted(marks, key=lambda each: not each.startswith("type-")):
        for call in making.index.open_calls.get(mark, ()):
            found.setdefault(call, []).append(mark)
    return found


def _current(filters: Iterable[FilterView], path: str) -> tuple[FilterView, ...]:
    return tuple(replace(each, current=each.path == path) for each in filters)
