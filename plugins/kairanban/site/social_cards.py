"""Social cards: which card a page has, and where the card is published."""

from msgspec import Struct

from ..calendars.description import place_with_venue
from ..content.collection import Collection
from ..content.event_text import STATUS_STAMPS
from ..content.schema import Event
from ..images.social.card import HEIGHT, WIDTH, SocialCard, card_name
from . import urls
from .dependencies import DependencyTracker
from .format.times import event_when
from .format.values import format_localized_place
from .i18n.localized_settings import LocalizedSettings
from .pages.views import PictureView, SharedPicture


class SocialCards(Struct, frozen=True, kw_only=True):
    """The social cards of the pages in one language."""

    fingerprint: str  # says how cards are drawn; "" for a site without cards
    has_text: bool  # whether text is drawn on them
    settings: LocalizedSettings
    tracker: DependencyTracker

    def shared_picture(self, card: SocialCard, photo: PictureView | None) -> SharedPicture | None:
        """Return the picture shared with a page: its card, which is recorded to be drawn.

        The card is used rather than the page's photo: title, date and place are what people want
        to know about a link in a conversation, and each social site crops photos in its own way.
        On a site without cards it is the photo; None where there is none either.
        """
        self.tracker.record("site/cards")
        if not self.fingerprint:
            return self._of_photo(photo) if photo else None
        drawn = card if self.has_text else SocialCard()
        path = urls.social_card_path(card_name(drawn, self.fingerprint))
        self.tracker.record_social_card(path, drawn)
        url = urls.absolute_url(path, self.settings)
        return SharedPicture(url=url, width=WIDTH, height=HEIGHT, alt=card.alt_text)

    def _of_photo(self, photo: PictureView) -> SharedPicture:
        return SharedPicture(
            url=urls.absolute_url(photo.path, self.settings),
            width=photo.width,
            height=photo.height,
            alt=photo.alt,
        )


def build_event_social_card(
    event: Event, collection: Collection, settings: LocalizedSettings
) -> SocialCard:
    """Return the card of an event; it does not depend on the clock."""
    when = event_when(event, settings)
    words = when.text
    if event.repeat:
        words = " ".join(filter(None, (settings.locale.describe_repeat(event.repeat), when.times)))
    return SocialCard(
        site=settings.site_name,
        kind=settings.say("催しのご案内"),
        title=event.title,
        when=" ".join(filter(None, (words, when.zone))),
        place=format_localized_place(place_with_venue(event, collection), event.online, settings),
        stamp=settings.say(STATUS_STAMPS[event.event_status])
        if event.event_status in STATUS_STAMPS
        else "",
    )
