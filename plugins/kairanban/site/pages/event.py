"""The page of an event, `/events/<slug>/`: the builder of its view model."""

from ...content.event_text import NO_REGISTRATION_PHRASES, meeting_place
from ...content.schema import Event
from ...content.values import Speaker
from .. import urls
from ..context import RenderContext
from ..feeds.json_ld import event_data
from ..format.add_to_calendar import calendar_links
from ..format.contact_links import contact_html, link_addresses
from ..format.status import (
    WHY_CLOSED,
    build_stamp,
    form_view,
    registration_form_url,
    status_sentence,
    why_closed,
)
from ..format.times import event_when, moment_view, when_view
from ..format.values import (
    format_capacity,
    format_localized_place,
    format_localized_price,
    format_support,
)
from ..relations.days import days_of
from ..relations.months import month_of
from ..share import event_share
from ..social_cards import build_event_social_card
from .month import month_link
from .page_meta import EVENTS, build_page_meta
from .places import online_view, party_view, party_views, place_view
from .views import (
    EventCard,
    EventView,
    LinkView,
    PageModel,
    RegistrationView,
    SearchMeta,
    SpeakerView,
)


def event_page(context: RenderContext, slug: str) -> PageModel:
    """Return the page of an event, `/events/<slug>/`."""
    event = context.collection.events[slug]
    path = urls.event_path(event.slug)
    view = build_event_view(context, event, path)
    form = view.registration.form if view.registration else None
    reports = [
        context.collection.reports[slug]
        for slug in context.relations.reports_of.get(event.slug, ())
    ]
    card = build_event_social_card(event, context.collection, context.settings)
    data = event_data(
        context,
        event,
        place=view.place,
        form=form,
        picture=view.picture,
        card=card,
        reports=reports,
    )
    description = f"{view.when.text} {event.summary}"
    meta = build_page_meta(
        context,
        "event",
        path,
        event.title,
        description,
        breadcrumbs=(EVENTS, *filter(None, () if event.repeat else (view.month,))),
        json_ld=(data,),
        card=card,
        picture=view.picture,
        article=True,
    )
    search_meta = SearchMeta(kind="event", day=event.when.first_day)
    return PageModel(meta=meta, view=view, search_meta=search_meta)


def build_event_view(context: RenderContext, event: Event, path: str) -> EventView:
    """Return the view model of an event; links in its texts are relative to the page at `path`."""
    settings, cards, source = context.settings, context.cards, event.path
    previous, following = _neighbours(context, event)
    return EventView(
        title=event.title,
        when=event_when(event, settings),
        was=tuple(when_view(span, settings) for span in event.was),
        doors=settings.locale.clock(event.doors) if event.doors else None,
        stamp=build_stamp(event, settings),
        ended=context.is_over(event),
        status_note=event.status_note,
        status_text=status_sentence(event, settings),
        notice=context.render_fragment(event.notice, source, path),
        place=place_view(context, meeting_place(event)),
        online=online_view(event.online, settings),
        summary=event.summary,
        program=context.render_fragment(event.program, source, path),
        fee=tuple(format_localized_price(price, settings) for price in event.fee),
        capacity=format_capacity(event.capacity, settings) if event.capacity else None,
        audience=event.audience,
        hosts=party_views(event.host),
        cohosts=party_views(event.cohost),
        supporters=party_views(event.support),
        speakers=tuple(map(_speaker, event.speakers)),
        registration=registration_view(context, event),
        contact=contact_html(event.contact, settings.contact),
        mailing_list=contact_html(event.mailing_list, settings.mailing_list),
        donate=contact_html(event.donate, settings.donate),
        accessibility=tuple(format_support(each, settings) for each in event.accessibility),
        note=context.render_fragment(event.note, source, path),
        plain=context.render_fragment(event.plain, source, path),
        body=context.render_text(event.body, source, path),
        picture=context.content_links.for_source(source).picture_view(event.image),
        series=series_link(context, event.series),
        repeats=settings.locale.describe_repeat(event.repeat) if event.repeat else None,
        occurrences=context.upcoming.occurrences(event) if event.repeat else (),
        month=_month_of(context, event),
        previous=previous,
        following=following,
        reports=tuple(cards.reports[r] for r in context.relations.reports_of.get(event.slug, ())),
        tags=cards.tags(event.tags),
        author=event.author,
        calendar=urls.event_calendar_path(event.slug),
        share=event_share(context, event),
        adding=calendar_links(
            event,
            format_localized_place(meeting_place(event), event.online, settings),
            context.url(path),
            settings,
        ),
    )


def series_link(context: RenderContext, slug: str | None) -> LinkView | None:
    """Return the link to a series, given by its slug; None for None."""
    if slug is None:
        return None
    return LinkView(text=context.collection.series[slug].name, path=urls.series_path(slug))


def _month_of(context: RenderContext, event: Event) -> LinkView | None:
    """Return the link to the month of an event, or of its next occurrence.

    None where that month has no page, as when the occurrence was moved to another one.
    """
    first, _ = days_of(context.upcoming.next_span(event), context.settings)
    month = month_of(first)
    return month_link(context, month) if month in context.relations.sibling_months else None


def _neighbours(context: RenderContext, event: Event) -> tuple[EventCard | None, EventCard | None]:
    """Return the cards of the meetings before and after this one in its series."""
    before, after = context.relations.sibling_events.get(event.slug, (None, None))
    cards = context.cards.events
    return cards[before] if before else None, cards[after] if after else None


def _speaker(speaker: Speaker) -> SpeakerView:
    organization = party_view(speaker.organization) if speaker.organization else None
    return SpeakerView(name=speaker.name, organization=organization, topic=speaker.topic)


def registration_view(context: RenderContext, event: Event) -> RegistrationView | None:
    """Return the row 申込み (registration).

    None where neither the event nor the site says how to register, and it is not closed either.
    """
    settings, given = context.settings, event.registration
    form = form_view(event, settings, context.tracker)
    text = given.contact.text if given else None
    if given is None and not registration_form_url(event, settings):
        text = settings.register or None
    if text is None and form is None and event.event_status not in WHY_CLOSED:
        return None
    until = (given.until if given else None) or event.deadline
    opens = given.opens if given else None
    zone = event.when.zone or settings.zone
    needed = not any(word in (text or "") for word in NO_REGISTRATION_PHRASES)
    return RegistrationView(
        # A text that is nothing but the address is left to the button.
        text=link_addresses(text) if text and text != (given and given.contact.href) else None,
        form=form,
        closed=why_closed(event, settings) if needed else None,
        opens=moment_view(opens, zone, settings) if opens else None,
        until=moment_view(until, zone, settings) if until else None,
        note=given.note if given else None,
    )
