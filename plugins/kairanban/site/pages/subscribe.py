"""The page of all calendars and how to subscribe to them, `/subscribe/`."""

from ...content.gettext_noop import N_
from .. import urls
from ..context import RenderContext
from ..feeds.calendar_feeds import CalendarFeed, list_calendar_feeds
from .groups import build_feed_view
from .page_meta import build_page_meta
from .views import FeedView, PageModel, SubscribeView

# Headings, and how the paths of their calendars begin.
CALENDAR_GROUPS = (
    (N_("シリーズごと"), urls.SERIES),
    (N_("団体ごと"), urls.ORGANIZATIONS),
    (N_("分野ごと"), urls.TAGS),
)


def subscribe_page(context: RenderContext) -> PageModel:
    """Return the page: the site's own calendar first, then those of groups that are not empty."""
    everything, *group_feeds = list_calendar_feeds(context)
    groups = [
        (
            context.settings.say(title),
            tuple(
                _view(context, feed)
                for feed in group_feeds
                if feed.path.startswith(folder)
                and (feed.page in context.relations.events_of or feed.regular)
            ),
        )
        for title, folder in CALENDAR_GROUPS
    ]
    view = SubscribeView(
        title=context.settings.say("カレンダーに登録"),
        everything=_view(context, everything),
        groups=tuple((title, feeds) for title, feeds in groups if feeds),
    )
    description = context.settings.say("催しの予定をお使いのカレンダーで受け取る方法です。")
    meta = build_page_meta(context, "subscribe", urls.SUBSCRIBE, view.title, description)
    return PageModel(meta=meta, view=view)


def _view(context: RenderContext, feed: CalendarFeed) -> FeedView:
    title = feed.title.removesuffix(f"（{context.settings.site_name}）")
    return build_feed_view(context, title, feed.path)
