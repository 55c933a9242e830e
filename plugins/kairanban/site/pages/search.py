"""`/search/`: where readers search the site, and what they can look through instead."""

from ...content.gettext_noop import label
from .. import urls as links
from ..context import Making
from .page_meta import frame
from .views import Anchor, RenderedPage, SearchView

KINDS = (
    ("", label("すべて")),
    ("report", label("レポート")),
    ("event", label("催し")),
    ("organization", label("団体")),
    ("series", label("シリーズ")),
    ("venue", label("会場")),
    ("page", label("案内")),
)
LISTS = (
    Anchor(text=label("催しの予定"), path=links.EVENTS),
    Anchor(text=label("これまでの催し"), path=links.PAST),
    Anchor(text=label("開催レポート"), path=links.REPORTS),
    Anchor(text=label("募集"), path=links.CALLS),
    Anchor(text=label("団体"), path=links.ORGANIZATIONS),
)


def search_page(making: Making) -> RenderedPage:
    """The same for every reader; what is found is added in the browser."""
    say = making.settings.say
    view = SearchView(
        title=say("検索"),
        kinds=tuple((kind, say(words)) for kind, words in KINDS),
        lists=tuple(Anchor(text=say(each.text), path=each.path) for each in LISTS),
    )
    words = say("催しの案内、開催レポート、団体の紹介などを、言葉で探せます。")
    return RenderedPage(frame=frame(making, "search", links.SEARCH, view.title, words), view=view)
