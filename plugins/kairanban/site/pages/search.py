"""The search page, `/search/`, with links to browse instead."""

from ...content.gettext_noop import N_
from .. import urls
from ..context import RenderContext
from .page_meta import build_page_meta
from .views import LinkView, PageModel, SearchView

# Kinds of `SearchMeta`, "" for all, with their labels.
SEARCH_KINDS = (
    ("", N_("すべて")),
    ("report", N_("レポート")),
    ("event", N_("催し")),
    ("organization", N_("団体")),
    ("series", N_("シリーズ")),
    ("venue", N_("会場")),
    ("page", N_("案内")),
)
LISTS = (
    LinkView(text=N_("催しの予定"), path=urls.EVENTS),
    LinkView(text=N_("これまでの催し"), path=urls.PAST),
    LinkView(text=N_("開催レポート"), path=urls.REPORTS),
    LinkView(text=N_("募集"), path=urls.CALLS),
    LinkView(text=N_("団体"), path=urls.ORGANIZATIONS),
)


def search_page(context: RenderContext) -> PageModel:
    """Return the search page; a script in the browser adds the results."""
    say = context.settings.say
    view = SearchView(
        title=say("検索"),
        kinds=tuple((kind, say(description)) for kind, description in SEARCH_KINDS),
        lists=tuple(LinkView(text=say(each.text), path=each.path) for each in LISTS),
    )
    description = say("催しの案内、開催レポート、団体の紹介などを、言葉で探せます。")
    return PageModel(
        meta=build_page_meta(context, "search", urls.SEARCH, view.title, description), view=view
    )
