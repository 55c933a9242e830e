"""Pages that stand for themselves: those of `content/pages/`, and the one for what is not there."""

from markupsafe import Markup

from ...reports.summary import summarize
from .. import urls
from ..context import RenderContext
from .page_meta import build_page_meta
from .views import PageView, RenderedPage, SearchMeta


def standalone_page(context: RenderContext, slug: str) -> RenderedPage:
    """`/<slug>/`"""
    page = context.collection.pages[slug]
    path = urls.page_path(page.slug)
    body = context.render_text(page.body, page.path, path) or Markup("")
    view = PageView(title=page.title, body=body, summary=page.summary)
    words = page.summary or summarize(page.body) or page.title
    made = build_page_meta(context, "page", path, page.title, words)
    searched = SearchMeta(kind="page")
    return RenderedPage(meta=made, view=view, sources=(page.path,), searched=searched)


def not_found_page(context: RenderContext) -> RenderedPage:
    """`/404.html`"""
    view = PageView(title=context.settings.say("ページが見つかりません"), body=Markup(""))
    words = context.settings.say("お探しのページは見つかりませんでした。")
    made = build_page_meta(context, "404", urls.NOT_FOUND, view.title, words, listed=False)
    return RenderedPage(meta=made, view=view)
