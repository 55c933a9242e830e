"""The social cards of pages: which card a page has, and where it is published."""

from msgspec import Struct

from ..calendars.description import whole_place
from ..content.collection import Collection
from ..content.event_text import STAMPS
from ..content.schema import Event
from ..images.social.card import HEIGHT, WIDTH, Card, name_of
from . import urls as links
from .dependencies import Reads
from .format.times import event_when
from .format.values import place_line
from .i18n.localized_settings import Spoken
from .pages.views import PictureView, SharedView


class Social(Struct, frozen=True, kw_only=True):
    """`recipe` tells how cards are drawn, "" where there are none; `worded` whether with words."""

    recipe: str
    worded: bool
    settings: Spoken
    reads: Reads

    def shared(self, card: Card, photo: PictureView | None) -> SharedView | None:
        """The picture shared with a page: its card, which is noted as to be made.

        Not its photo: title, date and place are what people want to know of a link in a
        conversation, and a photo is cut by each site in its own way. Where a site wants no cards
        the photo is better than nothing.
        """
        self.reads.read("site/cards")
        if not self.recipe:
            return self._of_photo(photo) if photo else None
        drawn = card if self.worded else Card()
        path = links.card_path(name_of(drawn, self.recipe))
        self.reads.show(path, drawn)
        url = links.absolute(path, self.settings)
        return SharedView(url=url, width=WIDTH, height=HEIGHT, alt=card.words)

    def _of_photo(self, photo: PictureView) -> SharedView:
        return SharedView(
            url=links.absolute(photo.path, self.settings),
            width=photo.width,
            height=photo.height,
            alt=photo.alt,
        )


def event_card(event: Event, collection: Collection, settings: Spoken) -> Card:
    """What tells an event; the same whenever one looks."""
    when = event_when(event, settings)
    words = when.text
    if event.repeat:
        words = " ".join(filter(None, (settings.tongue.repeats(event.repeat), when.times)))
    return Card(
        site=settings.site_name,
        kind=settings.say("催しのご案内"),
        title=event.title,
        when=" ".join(filter(None, (words, when.zone))),
        place=place_line(whole_place(event, collection), event.online, settings),
        stamp=settings.say(STAMPS[event.event_status]) if event.event_status in STAMPS else "",
    )
