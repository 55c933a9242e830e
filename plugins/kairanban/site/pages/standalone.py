"""Pages that stand for themselves: those of `content/pages/`, and the one for what is not there."""

from markupsafe import Markup

from ...reports.summary import plain_text
from .. import urls as links
from ..context import Making
from .page_meta import frame
from .views import PageView, RenderedPage, Searched


def plain_page(making: Making, slug: str) -> RenderedPage:
    """`/<slug>/`"""
    page = making.collection.pages[slug]
    path = links.page_path(page.slug)
    body = making.body(page.body, page.path, path) or Markup("")
    view = PageView(title=page.title, body=body, summary=page.summary)
    words = page.summary or plain_text(page.body) or page.title
    made = frame(making, "page", path, page.title, words)
    searched = Searched(kind="page")
    return RenderedPage(frame=made, view=view, sources=(page.path,), searched=searched)


def not_found_page(making: Making) -> RenderedPage:
    """`/404.html`"""
    view = PageView(title=making.settings.say("ページが見つかりません"), body=Markup(""))
    words = making.settings.say("お探しのページは見つかりませんでした。")
    made = frame(making, "404", links.NOT_FOUND, view.title, words, listed=False)
    return RenderedPage(frame=made, view=view)
