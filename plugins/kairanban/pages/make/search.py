"""`/search/`: where readers search the site, and what they can look through instead."""

from .. import links
from ..making import Making
from ..views import Anchor, RenderedPage, SearchView
from .frame import frame

KINDS = (
    ("", "すべて"),
    ("report", "レポート"),
    ("event", "催し"),
    ("organization", "団体"),
    ("series", "シリーズ"),
    ("venue", "会場"),
    ("page", "案内"),
)
LISTS = (
    Anchor(text="催しの予定", path=links.EVENTS),
    Anchor(text="これまでの催し", path=links.PAST),
    Anchor(text="開催レポート", path=links.REPORTS),
    Anchor(text="募集", path=links.CALLS),
    Anchor(text="団体", path=links.ORGANIZATIONS),
)


def search_page(making: Making) -> RenderedPage:
    """The same for every reader; what is found is added in the browser."""
    view = SearchView(title="検索", kinds=KINDS, lists=LISTS)
    words = "催しの案内、開催レポート、団体の紹介などを、言葉で探せます。"
    return RenderedPage(frame=frame(making, "search", links.SEARCH, view.title, words), view=view)
