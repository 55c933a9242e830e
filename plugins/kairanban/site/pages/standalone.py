"""Standalone pages: those of `content/pages/`, and the 404 page."""

from markupsafe import Markup

from ...reports.excerpt import make_excerpt
from .. import urls
from ..context import RenderContext
from .page_meta import build_page_meta
from .views import PageModel, SearchMeta, StandaloneView


def standalone_page(context: RenderContext, slug: str) -> PageModel:
    """Return a page of `content/pages/`, `/<slug>/`."""
    page = context.collection.pages[slug]
    path = urls.page_path(page.slug)
    body = context.render_text(page.body, page.path, path) or Markup("")
    view = StandaloneView(title=page.title, body=body, summary=page.summary)
    description = page.summary or make_excerpt(page.body) or page.title
    meta = build_page_meta(context, "page", path, page.title, description)
    search_meta = SearchMeta(kind="page")
    return PageModel(meta=meta, view=view, search_meta=search_meta)


def not_found_page(context: RenderContext) -> PageModel:
    """Return the page for addresses that do not exist, `/404.html`."""
    view = StandaloneView(title=context.settings.say("ページが見つかりません"), body=Markup(""))
    description = context.settings.say("お探しのページは見つかりませんでした。")
    meta = build_page_meta(context, "404", urls.NOT_FOUND, view.title, description, listed=False)
    return PageModel(meta=meta, view=view)
