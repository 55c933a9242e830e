"""The board of calls for help: `/calls/`, its filters, and all calls there ever were."""

from collections.abc import Iterable, Iterator, Sequence

from ...reports.calls.kinds import TYPES
from .. import links
from ..join.index import Posted
from ..making import Making
from ..views import CallsView, CallView, FilterView, RenderedPage
from .frame import CALLS, frame
from .lists import paginated

ROWS = 5  # so many times as many calls as reports are on one page of the archive
OTHERS = "other"  # in addresses, those of no type
LEAD = "集まりで話されたお願いのうち、いま募集しているものです。"


def call_pages(making: Making) -> Iterator[RenderedPage]:
    """The board, a page for each type and organization that ever called, and the archive."""
    calls = making.index.calls
    offered = [posted for posted in calls if making.calls.is_open(posted)]
    kinds, organizations = _filters(making, calls)
    yield _board(making, offered, kinds, organizations, None)
    for each in (*kinds, *organizations):
        chosen = [posted for posted in offered if each.mark in _marks(posted).split()]
        yield _board(making, chosen, kinds, organizations, each)
    yield from _all_pages(making, calls)


def _filters(
    making: Making, calls: Iterable[Posted]
) -> tuple[tuple[FilterView, ...], tuple[FilterView, ...]]:
    """They stay when nothing is open any more, as their pages may be linked from elsewhere."""
    marks = {mark for posted in calls for mark in _marks(posted).split()}
    kinds = [(name, slug) for name, slug in (*TYPES.items(), ("そのほか", OTHERS))]
    known = making.collection.organizations.values()
    return (
        tuple(
            FilterView(
                text=name,
                path=links.calls_of_type_path(slug),
                mark=f"type-{slug}",
                current=False,
            )
            for name, slug in kinds
            if f"type-{slug}" in marks
        ),
        tuple(
            FilterView(
                text=some.name,
                path=links.calls_of_organization_path(some.slug),
                mark=f"organization-{some.slug}",
                current=False,
            )
            for some in known
            if f"organization-{some.slug}" in marks
        ),
    )


def _marks(posted: Posted) -> str:
    kind = TYPES[posted.call.type] if posted.call.type else OTHERS
    marks = [f"type-{kind}"]
    if posted.organization:
        marks.append(f"organization-{posted.organization}")
    return " ".join(marks)


def _board(
    making: Making,
    calls: Sequence[Posted],
    kinds: Sequence[FilterView],
    organizations: Sequence[FilterView],
    chosen: FilterView | None,
) -> RenderedPage:
    everything = FilterView(text="すべて", path=links.CALLS, mark="", current=chosen is None)
    title = f"「{chosen.text}」の募集" if chosen else "募集"
    path = chosen.path if chosen else links.CALLS
    view = CallsView(
        title=title,
        lead=LEAD,
        everything=False,
        filters=(
            ("種類", _current((everything, *kinds), chosen)),
            ("団体", _current(organizations, chosen)),
        )
        if kinds
        else (),
        calls=_with_marks(making, calls),
        feed=links.absolute(links.CALLS_FEED, making.settings),
        script=chosen is None,
    )
    way = () if chosen is None else (CALLS,)
    return RenderedPage(frame=frame(making, "calls", path, title, LEAD, way=way), view=view)


def _current(filters: Iterable[FilterView], chosen: FilterView | None) -> tuple[FilterView, ...]:
    wanted = chosen.mark if chosen else ""
    return tuple(
        FilterView(text=f.text, path=f.path, mark=f.mark, current=f.mark == wanted) for f in filters
    )


def _with_marks(making: Making, calls: Iterable[Posted]) -> tuple[tuple[CallView, str], ...]:
    return tuple((making.calls.view(posted), _marks(posted)) for posted in calls)


def _all_pages(making: Making, calls: Sequence[Posted]) -> Iterator[RenderedPage]:
    """`/calls/all/`, newest first; full pages are numbered from the oldest."""
    oldest_first = calls[::-1]
    words = "これまでの募集の記録です。決まったもの、終わったものも残しています。"
    for number, chosen, pager in paginated(
        oldest_first, ROWS * making.settings.page_size, links.ALL_CALLS
    ):
        title = "これまでの募集"
        view = CallsView(
            title=title,
            lead=words,
            everything=True,
            filters=(),
            calls=_with_marks(making, chosen[::-1]),
            feed=links.absolute(links.CALLS_FEED, making.settings),
            script=False,
            pager=pager,
        )
        path = links.numbered(links.ALL_CALLS, number)
        whole = title if number is None else f"{title}（{pager and pager.text}）"
        yield RenderedPage(
            frame=frame(making, "calls", path, whole, words, way=(CALLS,)), view=view
        )
