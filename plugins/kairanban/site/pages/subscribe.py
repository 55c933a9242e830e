"""`/subscribe/`: every calendar that there is, and how to subscribe to it."""

from ...content.gettext_noop import N_
from .. import urls
from ..context import RenderContext
from ..feeds.calendar_feeds import CalendarFeed, list_calendar_feeds
from .groups import build_feed_view
from .page_meta import build_page_meta
from .views import FeedView, RenderedPage, SubscribeView

KINDS = (
    (N_("シリーズごと"), urls.SERIES),
    (N_("団体ごと"), urls.ORGANIZATIONS),
    (N_("分野ごと"), urls.TAGS),
)


def subscribe_page(context: RenderContext) -> RenderedPage:
    """The site's own calendar first; those in which nothing is are left out."""
    everything, *others = list_calendar_feeds(context)
    groups = [
        (
            context.settings.say(title),
            tuple(
                _view(context, feed)
                for feed in others
                if feed.path.startswith(folder)
                and (feed.page in context.relations.events_of or feed.regular)
            ),
        )
        for title, folder in KINDS
    ]
    view = SubscribeView(
        title=context.settings.say("カレンダーに登録"),
        everything=_view(context, everything),
        groups=tuple((title, some) for title, some in groups if some),
    )
    words = context.settings.say("催しの予定をお使いのカレンダーで受け取る方法です。")
    made = build_page_meta(context, "subscribe", urls.SUBSCRIBE, view.title, words)
    return RenderedPage(meta=made, view=view)


def _view(context: RenderContext, feed: CalendarFeed) -> FeedView:
    title = feed.title.removesuffix(f"（{context.settings.site_name}）")
    return build_feed_view(context, title, feed.path)
