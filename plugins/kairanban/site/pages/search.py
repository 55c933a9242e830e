"""`/search/`: where readers search the site, and what they can look through instead."""

from ...content.gettext_noop import N_
from .. import urls
from ..context import RenderContext
from .page_meta import build_page_meta
from .views import LinkView, RenderedPage, SearchView

KINDS = (
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


def search_page(context: RenderContext) -> RenderedPage:
    """The same for every reader; what is found is added in the browser."""
    say = context.settings.say
    view = SearchView(
        title=say("検索"),
        kinds=tuple((kind, say(words)) for kind, words in KINDS),
        lists=tuple(LinkView(text=say(each.text), path=each.path) for each in LISTS),
    )
    words = say("催しの案内、開催レポート、団体の紹介などを、言葉で探せます。")
    return RenderedPage(
        meta=build_page_meta(context, "search", urls.SEARCH, view.title, words), view=view
    )
