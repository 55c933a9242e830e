"""Places, parties and ways to reach them, as pages show them."""

from collections.abc import Iterable
from urllib.parse import quote

from ...content.gettext_noop import N_
from ...content.schema import Venue
from ...content.values import Online, Party, Place
from .. import urls
from ..context import RenderContext
from ..i18n.localized_settings import LocalizedSettings
from .views import LinkView, PlaceView

MAP = "https://www.google.com/maps/search/?api=1&query="


def place_view(context: RenderContext, place: Place | None) -> PlaceView | None:
    """A place; what its venue's file says of it is filled in."""
    if place is None:
        return None
    venue = context.collection.venues[place.slug] if place.slug else None
    if venue:
        return venue_place(venue, room=place.room)
    address = place.address
    return PlaceView(
        name=LinkView(text=place.name),
        room=place.room,
        address=address,
        map_url=map_url(place.name, address) if address else None,
        geo=place.geo,
    )


def venue_place(venue: Venue, *, room: str | None = None) -> PlaceView:
    """A venue that has a page."""
    return PlaceView(
        name=LinkView(text=venue.name, path=urls.venue_path(venue.slug)),
        room=room,
        address=venue.address,
        map_url=map_url(venue.name, venue.address),
        geo=venue.geo,
        access=venue.access,
        accessibility=venue.accessibility,
        phone=phone_link(venue.phone),
    )


def map_url(name: str, address: str) -> str:
    """A map's address; by words, which lead phones to the entrance and not to a point."""
    return MAP + quote(f"{name} {address}")


def phone_link(text: str | None) -> LinkView | None:
    """A number to dial."""
    if not text:
        return None
    digits = "".join(c for c in text if c.isascii() and (c.isdigit() or c == "+"))
    return LinkView(text=text, url=f"tel:{digits}" if digits else None)


def online_view(online: Online | None, settings: LocalizedSettings) -> LinkView | None:
    """Taking part from afar."""
    if online is None:
        return None
    return LinkView(text=settings.say(online.service or N_("オンライン")), url=online.url)


def party_views(parties: Iterable[Party]) -> tuple[LinkView, ...]:
    """Organizations, linked where they have a page."""
    return tuple(map(party_view, parties))


def party_view(party: Party) -> LinkView:
    return LinkView(
        text=party.name, path=urls.organization_path(party.slug) if party.slug else None
    )
