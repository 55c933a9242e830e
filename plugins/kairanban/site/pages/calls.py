"""The pages of calls for help: the board `/calls/`, its filters, and all calls ever made."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from ...content.gettext_noop import N_
from ...reports.calls.call_types import TYPES
from .. import urls
from ..context import RenderContext
from ..relations.relations import OTHER_TYPE
from .lists import build_pager, page_title
from .page_meta import CALLS, build_page_meta, list_card
from .views import CallsView, FilterView, PageModel

LEAD = N_("集まりで話されたお願いのうち、いま募集しているものです。")


def board_paths(context: RenderContext) -> Iterator[str]:
    """Yield the paths of the board and of its filter pages."""
    yield urls.CALLS
    for mark in context.relations.call_filters[""]:
        kind, _, slug = mark.partition("-")
        yield f"{urls.CALLS}{kind}/{slug}/"


def board_page(context: RenderContext, path: str) -> PageModel:
    """Return the board's page, or at the `path` of a filter the page of the calls it selects.

    Only the board itself lets a script apply the filters, so only its calls have their marks.
    """
    say = context.settings.say
    kinds, organizations = _filters(context)
    all_filter = FilterView(text=say("すべて"), path=urls.CALLS, mark="", current=False)
    filter_by_path = {each.path: each for each in (all_filter, *kinds, *organizations)}
    current = filter_by_path[path]
    chosen = current if current.mark else None
    title = say("「{name}」の募集", name=chosen.text) if chosen else say("募集")
    marks = _marked(context) if chosen is None else {}
    open_calls = context.relations.open_calls.get(current.mark, ())
    view = CallsView(
        title=title,
        lead=say(LEAD),
        everything=False,
        filters=(
            (say("種類"), _current((all_filter, *kinds), path)),
            (say("団体"), _current(organizations, path)),
        )
        if kinds
        else (),
        calls=tuple(
            (shown, " ".join(marks.get(call, ())))
            for call, shown in zip(open_calls, context.calls.views(open_calls), strict=True)
        ),
        feed=urls.absolute_url(urls.CALLS_FEED, context.settings),
        script=chosen is None,
    )
    breadcrumbs = () if chosen is None else (CALLS,)
    return PageModel(
        meta=build_page_meta(context, "calls", path, title, say(LEAD), breadcrumbs=breadcrumbs),
        view=view,
    )


def all_calls_page(context: RenderContext, path: str) -> PageModel:
    """Return a page of the list of all calls, `/calls/all/`, newest first."""
    say = context.settings.say
    lead = say("これまでの募集の記録です。決まったもの、終わったものも残しています。")
    pager = build_pager(context, urls.ALL_CALLS, path)
    view = CallsView(
        title=say("これまでの募集"),
        lead=lead,
        everything=True,
        filters=(),
        calls=tuple(
            (each, "") for each in context.calls.views(reversed(context.relations.list_pages[path]))
        ),
        feed=urls.absolute_url(urls.CALLS_FEED, context.settings),
        script=False,
        pager=pager,
    )
    title = page_title(view.title, pager)
    card = list_card(context, view.title)
    meta = build_page_meta(context, "calls", path, title, lead, breadcrumbs=(CALLS,), card=card)
    return PageModel(meta=meta, view=view)


def _filters(context: RenderContext) -> tuple[tuple[FilterView, ...], tuple[FilterView, ...]]:
    """Return the filters by type and by organization.

    They include those without an open call, as their pages may be linked from elsewhere.
    """
    marks = context.relations.call_filters[""]
    types = [(name, slug) for name, slug in (*TYPES.items(), (N_("そのほか"), OTHER_TYPE))]
    slugs = [m.removeprefix("organization-") for m in marks if m.startswith("organization-")]
    return (
        tuple(
            _filter(context.settings.say(name), urls.calls_of_type_path(slug), f"type-{slug}")
            for name, slug in types
            if f"type-{slug}" in marks
        ),
        tuple(
            _filter(
                context.collection.organizations[slug].name,
                urls.calls_of_organization_path(slug),
                f"organization-{slug}",
            )
            for slug in slugs
        ),
    )


def _filter(text: str, path: str, mark: str) -> FilterView:
    return FilterView(text=text, path=path, mark=mark, current=False)


def _marked(context: RenderContext) -> Mapping[tuple[str, int], list[str]]:
    """Return the marks of each call on the board, its type first."""
    marks_of: dict[tuple[str, int], list[str]] = {}
    marks = context.relations.call_filters[""]
    for mark in sorted(marks, key=lambda each: not each.startswith("type-")):
        for call in context.relations.open_calls.get(mark, ()):
            marks_of.setdefault(call, []).append(mark)
    return marks_of


def _current(filters: Iterable[FilterView], path: str) -> tuple[FilterView, ...]:
    return tuple(replace(each, current=each.path == path) for each in filters)
