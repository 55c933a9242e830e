"""An announcement's page."""

from ...content.event_text import UNNEEDED, place_of
from ...content.schema import Event
from ...content.values import Speaker
from .. import urls as links
from ..context import Making
from ..feeds.json_ld import event_data
from ..format.add_to_calendar import add_links
from ..format.contact_links import linked, reached
from ..format.status import WHY_CLOSED, form_of, form_view, sentence_of, stamp_of, why_closed
from ..format.times import event_when, moment_view, when_view
from ..format.values import people_line, place_line, price_line, support_line
from ..relations.days import days_of
from ..relations.months import month_of
from ..share import event_share
from ..social_cards import event_card
from .month import month_anchor
from .page_meta import EVENTS, frame
from .places import online_view, party_view, party_views, place_view
from .views import (
    Anchor,
    EventCard,
    EventView,
    RegistrationView,
    RenderedPage,
    Searched,
    SpeakerView,
)


def event_page(making: Making, slug: str) -> RenderedPage:
    """`/events/<slug>/`"""
    event = making.collection.events[slug]
    path = links.event_path(event.slug)
    view = event_view(making, event, path)
    form = view.registration.form if view.registration else None
    reports = [
        making.collection.reports[slug] for slug in making.index.reports_of.get(event.slug, ())
    ]
    card = event_card(event, making.collection, making.settings)
    data = event_data(
        making,
        event,
        place=view.place,
        form=form,
        picture=view.picture,
        card=card,
        reports=reports,
    )
    description = f"{view.when.text} {event.summary}"
    made = frame(
        making,
        "event",
        path,
        event.title,
        description,
        way=(EVENTS, *filter(None, () if event.repeat else (view.month,))),
        json_ld=(data,),
        card=card,
        picture=view.picture,
        article=True,
    )
    searched = Searched(kind="event", day=event.when.first_day)
    return RenderedPage(frame=made, view=view, sources=(event.path,), searched=searched)


def event_view(making: Making, event: Event, path: str) -> EventView:
    """What an announcement says, with links as they are at `path`."""
    settings, cards, source = making.settings, making.cards, event.path
    previous, following = _neighbours(making, event)
    return EventView(
        title=event.title,
        when=event_when(event, settings),
        was=tuple(when_view(span, settings) for span in event.was),
        doors=settings.tongue.clock(event.doors) if event.doors else None,
        stamp=stamp_of(event, settings),
        ended=making.is_over(event),
        status_note=event.status_note,
        status_text=sentence_of(event, settings),
        notice=making.part(event.notice, source, path),
        place=place_view(making, place_of(event)),
        online=online_view(event.online, settings),
        summary=event.summary,
        program=making.part(event.program, source, path),
        fee=tuple(price_line(price, settings) for price in event.fee),
        capacity=people_line(event.capacity, settings) if event.capacity else None,
        audience=event.audience,
        hosts=party_views(event.host),
        cohosts=party_views(event.cohost),
        supporters=party_views(event.support),
        speakers=tuple(map(_speaker, event.speakers)),
        registration=registration_view(making, event),
        contact=reached(event.contact, settings.contact),
        mailing_list=reached(event.mailing_list, settings.mailing_list),
        donate=reached(event.donate, settings.donate),
        accessibility=tuple(support_line(each, settings) for each in event.accessibility),
        note=making.part(event.note, source, path),
        plain=making.part(event.plain, source, path),
        body=making.body(event.body, source, path),
        picture=making.files.of(source).picture_view(event.image),
        series=series_anchor(making, event.series),
        repeats=settings.tongue.repeats(event.repeat) if event.repeat else None,
        occurrences=making.coming.occurrences(event) if event.repeat else (),
        month=_month_of(making, event),
        previous=previous,
        following=following,
        reports=tuple(cards.reports[r] for r in making.index.reports_of.get(event.slug, ())),
        tags=cards.tags(event.tags),
        author=event.author,
        calendar=links.event_calendar_path(event.slug),
        share=event_share(making, event),
        adding=add_links(
            event,
            place_line(place_of(event), event.online, settings),
            making.address(path),
            settings,
        ),
    )


def series_anchor(making: Making, slug: str | None) -> Anchor | None:
    """The series' name, linked."""
    if slug is None:
        return None
    return Anchor(text=making.collection.series[slug].name, path=links.series_path(slug))


def _month_of(making: Making, event: Event) -> Anchor | None:
    """The month in which an event is, or is next, linked; None where it is moved out of it."""
    first, _ = days_of(making.coming.next_span(event), making.settings)
    month = month_of(first)
    return month_anchor(making, month) if month in making.index.months_beside else None


def _neighbours(making: Making, event: Event) -> tuple[EventCard | None, EventCard | None]:
    """The meetings of the series before and after this one."""
    before, after = making.index.beside.get(event.slug, (None, None))
    cards = making.cards.events
    return cards[before] if before else None, cards[after] if after else None


def _speaker(speaker: Speaker) -> SpeakerView:
    organization = party_view(speaker.organization) if speaker.organization else None
    return SpeakerView(name=speaker.name, organization=organization, topic=speaker.topic)


def registration_view(making: Making, event: Event) -> RegistrationView | None:
    """The line 申込み; None where neither the announcement nor the site says anything."""
    settings, given = making.settings, event.registration
    form = form_view(event, settings, making.reads)
    words = given.reach.text if given else None
    if given is None and not form_of(event, settings):
        words = settings.register or None
    if words is None and form is None and event.event_status not in WHY_CLOSED:
        return None
    until = (given.until if given else None) or event.deadline
    opens = given.opens if given else None
    zone = event.when.zone or settings.zone
    needed = not any(word in (words or "") for word in UNNEEDED)
    return RegistrationView(
        # An address alone is what the button is for.
        text=linked(words) if words and words != (given and given.reach.href) else None,
        form=form,
        closed=why_closed(event, settings) if needed else None,
        opens=moment_view(opens, zone, settings) if opens else None,
        until=moment_view(until, zone, settings) if until else None,
        note=given.note if given else None,
    )
