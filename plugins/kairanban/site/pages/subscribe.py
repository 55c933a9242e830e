"""`/subscribe/`: every calendar that there is, and how to subscribe to it."""

from ...content.gettext_noop import label
from .. import urls as links
from ..context import Making
from ..feeds.calendar_feeds import Feed, feeds
from .groups import feed_view
from .page_meta import frame
from .views import FeedView, RenderedPage, SubscribeView

KINDS = (
    (label("シリーズごと"), links.SERIES),
    (label("団体ごと"), links.ORGANIZATIONS),
    (label("分野ごと"), links.TAGS),
)


def subscribe_page(making: Making) -> RenderedPage:
    """The site's own calendar first; those in which nothing is are left out."""
    everything, *others = feeds(making)
    groups = [
        (
            making.settings.say(title),
            tuple(
                _view(making, feed)
                for feed in others
                if feed.path.startswith(folder)
                and (feed.page in making.index.events_of or feed.regular)
            ),
        )
        for title, folder in KINDS
    ]
    view = SubscribeView(
        title=making.settings.say("カレンダーに登録"),
        everything=_view(making, everything),
        groups=tuple((title, some) for title, some in groups if some),
    )
    words = making.settings.say("催しの予定をお使いのカレンダーで受け取る方法です。")
    made = frame(making, "subscribe", links.SUBSCRIBE, view.title, words)
    return RenderedPage(frame=made, view=view)


def _view(making: Making, feed: Feed) -> FeedView:
    title = feed.title.removesuffix(f"（{making.settings.site_name}）")
    return feed_view(making, title, feed.path)
