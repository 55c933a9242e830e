"""Views of places, parties and phone numbers."""

from collections.abc import Iterable
from urllib.parse import quote

from ...content.gettext_noop import N_
from ...content.schema import Venue
from ...content.values import Online, Party, Place
from .. import urls
from ..context import RenderContext
from ..i18n.localized_settings import LocalizedSettings
from .views import LinkView, PlaceView

MAP_SEARCH_URL = "https://www.google.com/maps/search/?api=1&query="


def place_view(context: RenderContext, place: Place | None) -> PlaceView | None:
    """Return the view of a place, with the data of its venue's file if it has one."""
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
    """Return the view of a venue that has a page; `room` is a room in it."""
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
    """Return the address of a map, searched by words: they lead phones to the entrance."""
    return MAP_SEARCH_URL + quote(f"{name} {address}")


def phone_link(text: str | None) -> LinkView | None:
    """Return the link to dial a phone number; plain text where it holds no digits."""
    if not text:
        return None
    digits = "".join(c for c in text if c.isascii() and (c.isdigit() or c == "+"))
    return LinkView(text=text, url=f"tel:{digits}" if digits else None)


def online_view(online: Online | None, settings: LocalizedSettings) -> LinkView | None:
    """Return how to take part online: the service, linked where it has a public page."""
    if online is None:
        return None
    return LinkView(text=settings.say(online.service or N_("オンライン")), url=online.url)


def party_views(parties: Iterable[Party]) -> tuple[LinkView, ...]:
    """Return organizations, linked where they have a page."""
    return tuple(map(party_view, parties))


def party_view(party: Party) -> LinkView:
    """Return an organization, linked where it has a page."""
    return LinkView(
        text=party.name, path=urls.organization_path(party.slug) if party.slug else None
    )
