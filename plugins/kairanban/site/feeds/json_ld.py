"""Structured data for search engines: schema.org in JSON-LD.

Its names, dates and prices are on the page as well. Source: schema.org, and the documentation of
search engines on Event and Article.
"""

import json
import re
from collections.abc import Iterable
from datetime import date, datetime

from markupsafe import Markup

from ...content.dates.span import Span
from ...content.event_text import meeting_place
from ...content.schema import Event, Report
from ...content.values import Party, Place, Price
from ...images.social.card import SocialCard
from ...settings import Settings
from .. import urls
from ..context import RenderContext
from ..pages.views import FormView, LinkView, PictureView, PlaceView
from ..relations.relations import organizations_of

STATES = {
    "cancelled": "EventCancelled",
    "postponed": "EventPostponed",
    "rescheduled": "EventRescheduled",
    "moved_online": "EventMovedOnline",
}
UNSAFE = re.compile("[<>&\u2028\u2029]")
Json = dict[str, object]


def breadcrumb_data(crumbs: Iterable[LinkView], path: str, settings: Settings) -> Markup:
    """Return a BreadcrumbList; a crumb without a path is the page at `path` itself."""
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "name": crumb.text,
            "item": urls.absolute_url(path if crumb.path is None else crumb.path, settings),
        }
        for number, crumb in enumerate(crumbs, 1)
    ]
    return _document({"@type": "BreadcrumbList", "itemListElement": items})


def event_data(
    context: RenderContext,
    event: Event,
    *,
    place: PlaceView | None,
    form: FormView | None,
    picture: PictureView | None,
    card: SocialCard,
    reports: Iterable[Report],
) -> Markup:
    """Return an Event with the time, place, people and prices that are on its page."""
    data = _event(context, event, place, form)
    data |= {
        "description": event.summary,
        "inLanguage": context.settings.locale.code,
        "organizer": [_party(party, context) for party in (*event.host, *event.cohost)],
        "performer": [
            {"@type": "Person", "name": speaker.name}
            | (
                {"affiliation": _party(speaker.organization, context)}
                if speaker.organization
                else {}
            )
            for speaker in event.speakers
        ],
        "offers": [
            _offer(price, event, form, context) for price in event.fee if price.amount is not None
        ],
        "image": _image(context, picture, card),
        "subjectOf": [
            {
                "@type": "Article",
                "headline": report.title,
                "url": context.url(urls.report_path(report.slug)),
            }
            for report in reports
        ],
    }
    if event.was:
        data["previousStartDate"] = [_instant(span.start) for span in event.was]
    amounts = [price.amount for price in event.fee]
    if amounts and None not in amounts:
        data["isAccessibleForFree"] = not any(amounts)
    if event.capacity and event.capacity.number:
        data["maximumAttendeeCapacity"] = event.capacity.number
    return _document(data)


def report_data(
    context: RenderContext,
    report: Report,
    *,
    event: Event | None,
    description: str,
    picture: PictureView | None,
    card: SocialCard,
) -> Markup:
    """Return an Article about the meeting on which a report is written."""
    settings = context.settings
    slugs = [*(organizations_of(event) if event else ())]
    slugs += [s.organization for s in context.bodies[report.slug].sessions if s.organization]
    organizations = [context.collection.organizations[slug] for slug in dict.fromkeys(slugs)]
    data: Json = {
        "@type": "Article",
        "headline": report.title,
        "datePublished": report.date.isoformat(),
        "dateModified": report.modified.isoformat() if report.modified else None,
        "description": description,
        "inLanguage": context.settings.locale.code,
        "mainEntityOfPage": context.url(urls.report_path(report.slug)),
        "author": {"@type": "Person", "name": report.author} if report.author else _site(settings),
        "publisher": _site(settings),
        "image": _image(context, picture, card),
        "about": event and _event(context, event, None, None),
        "mentions": [
            _party(Party(name=organization.name, slug=organization.slug), context)
            for organization in organizations
        ],
    }
    return _document(data)


def _image(context: RenderContext, picture: PictureView | None, card: SocialCard) -> list[str]:
    """Return the URL of the photo, else of the picture that is shared with the page."""
    if picture:
        return [urls.absolute_url(picture.path, context.settings)]
    shared = context.social_cards.shared_picture(card, None)
    return [shared.url] if shared else []


def _event(
    context: RenderContext, event: Event, place: PlaceView | None, form: FormView | None
) -> Json:
    """Return what identifies an event: name, time, place and status."""
    url = context.url(urls.event_path(event.slug))
    rooms: list[Json] = []
    if hall := meeting_place(event):
        rooms.append(_place(hall, place.address if place else _address(context, hall)))
    if event.online:
        rooms.append(
            {"@type": "VirtualLocation", "url": event.online.url or (form.url if form else url)}
        )
    mode = "Mixed" if len(rooms) > 1 else "Online" if event.online else "Offline"
    span: Span = context.upcoming.next_span(event)
    return {
        "@type": "Event",
        "name": event.title,
        "url": url,
        "startDate": _instant(span.start),
        "endDate": _instant(span.end) if span.end else None,
        "eventStatus": "https://schema.org/" + STATES.get(event.event_status, "EventScheduled"),
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        "location": rooms,
    }


def _address(context: RenderContext, place: Place) -> str | None:
    venue = context.collection.venues[place.slug] if place.slug else None
    return venue.address if venue else place.address


def _place(place: Place, address: str | None) -> Json:
    data: Json = {"@type": "Place", "name": " ".join(filter(None, (place.name, place.room)))}
    data["address"] = address or place.name
    if place.geo:
        latitude, longitude = place.geo
        data["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return data


def _party(party: Party, context: RenderContext) -> Json:
    data: Json = {"@type": "Organization", "name": party.name}
    if party.slug:
        data["url"] = context.url(urls.organization_path(party.slug))
    return data


def _site(settings: Settings) -> Json:
    return {
        "@type": "Organization",
        "name": settings.site_name,
        "url": urls.absolute_url("", settings),
    }


def _offer(price: Price, event: Event, form: FormView | None, context: RenderContext) -> Json:
    page = context.url(urls.event_path(event.slug))
    data: Json = {
        "@type": "Offer",
        "price": price.amount,
        "priceCurrency": "JPY",
        "url": form.url if form else page,
        "availability": "https://schema.org/"
        + ("SoldOut" if event.event_status == "full" else "InStock"),
    }
    if price.label:
        data["name"] = price.label
    if form and form.opens:
        data["validFrom"] = form.opens
    return data


def _instant(moment: date | datetime) -> str:
    return moment.isoformat()


def _document(data: Json) -> Markup:
    """Return the document as JSON without its empty values, safe inside `<script>`."""
    filled = {"@context": "https://schema.org"} | {
        k: v for k, v in data.items() if v not in (None, [], "")
    }
    text = json.dumps(filled, ensure_ascii=False, separators=(",", ":"))
    return Markup(  # noqa: S704 - what could end the element is escaped as \u….
        UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    )
