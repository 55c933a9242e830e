"""The flyer of an event, a sheet of paper to pin up: `/events/<slug>/flyer/`.

It fits on one page, in every browser and whatever the event says: the type sizes are computed
here (`format.paper`), and theme/static/flyer.css uses them.
"""

from datetime import date

from msgspec.structs import replace

from ...content.event_text import INACTIVE_STATUSES
from ...content.schema import Event
from .. import urls
from ..context import RenderContext
from ..format.paper import (
    MM_PER_POINT,
    count_address_lines,
    count_title_lines,
    fit_text,
    text_width,
)
from ..format.paper_tables import PaperTable
from ..format.qr import qr_code
from ..format.status import build_stamp, status_sentence
from ..format.times import event_when, when_view
from ..i18n.locale import JAPANESE
from ..social_cards import build_event_social_card
from .flyer_rows import flyer_rows, people_rows
from .page_meta import EVENTS, build_page_meta
from .views import FittedText, FlyerDay, FlyerView, PageModel, WhenView

# Measures as in theme/static/flyer.css. In mm: the sheet within its margins (A4 with 13 mm), and
# the parts on it.
WIDTH, HEIGHT = 184.0, 270.0
HEAD, STAMP, CODE, FOOT, LEAD, GAPS = 11.0, 36.0, 46.0, 41.0, 8.0, 26.0
STAMP_HIGH, TIMES, DETAIL = 29.0, 17.0, 7.5
TABLE = PaperTable(
    width=WIDTH, points=(24, 22, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8), padding=0.6
)
PEOPLE = PaperTable(width=WIDTH - CODE, points=(12, 11, 10, 9, 8), padding=0)
# Type sizes in points, each with the most lines allowed at it, largest first.
TITLE = ((42, 2), (36, 2), (30, 2), (26, 3), (22, 3), (17, 4))
REPEATS = ((60, 1), (50, 1), (42, 2), (36, 2), (26, 3))
STATUS = ((16, 2), (13, 3), (10, 4))
ADDRESS = ((14, 1), (13, 1), (12, 2), (10, 2), (9, 3), (8, 5))
DAYS = (110, 96, 84, 72, 60, 50, 42, 36, 30)  # points
YEAR, WEEKDAY, CLOCK = 15, 26, 36  # points
# Heights of a line, in em.
TITLE_LEADING, STATUS_LEADING, DAY_LEADING, ADDRESS_LEADING = 1.35, 1.5, 1.22, 1.45


def flyer_page(context: RenderContext, slug: str) -> PageModel:
    """Return the flyer's page.

    It is unlisted and names the event's page as canonical: that is the one to find and to share.
    """
    event = context.collection.events[slug]
    view = build_flyer_view(context, event)
    title = context.settings.say("{title}のチラシ", title=event.title)
    meta = build_page_meta(
        context,
        "flyer",
        urls.flyer_path(slug),
        title,
        f"{event_when(event, context.settings).text} {event.summary}",
        breadcrumbs=(EVENTS,),
        card=build_event_social_card(event, context.collection, context.settings),
        article=True,
        listed=False,
    )
    copy_meta = replace(meta, canonical=context.url(urls.event_path(slug)), copy=True)
    return PageModel(meta=copy_meta, view=view)


def build_flyer_view(context: RenderContext, event: Event) -> FlyerView:
    """Return the view model of a flyer, with all texts fitted to the sheet.

    The rows get the height that the parts above and below them leave.
    """
    settings = context.settings
    when, stamp = event_when(event, settings), build_stamp(event, settings)
    title = fit_text(event.title, WIDTH - (STAMP if stamp else 0), TITLE, count_title_lines)
    status_text = " ".join(filter(None, (status_sentence(event, settings), event.status_note)))
    status = fit_text(status_text, WIDTH, STATUS) if status_text else None
    was = tuple(when_view(span, settings).text for span in event.was)
    repeats = settings.locale.describe_repeat(event.repeat) if event.repeat else None
    rule = fit_text(repeats, WIDTH, REPEATS, count_title_lines) if repeats else None
    days = _days(context, when)
    points = _points(days, when)
    details = _details(context, event, when, days)
    above = (
        max(_high(title, TITLE_LEADING), STAMP_HIGH if stamp else 0)
        + _high(status, STATUS_LEADING)
        + (_high(rule, TITLE_LEADING) + TIMES if rule else _days_high(days, points))
        + DETAIL * (len(details) + len(was))
    )
    room = HEIGHT - HEAD - above - FOOT - GAPS
    label = 5.4 if settings.locale is JAPANESE else 7.2
    rows, row_points = replace(TABLE, label=label).fit(flyer_rows(context, event), room)
    page = context.url(urls.event_path(event.slug))
    address = fit_text(page, WIDTH - CODE, ADDRESS, count_address_lines)
    people, people_points = replace(PEOPLE, label=label).fit(
        people_rows(context, event), FOOT - LEAD - _high(address, ADDRESS_LEADING)
    )
    return FlyerView(
        title=title,
        stamp=stamp,
        ended=event.event_status not in INACTIVE_STATUSES and context.is_over(event),
        until=when.until,
        status=status,
        was=was,
        days=days,
        points=points,
        repeats=rule,
        times=when.times,
        details=details,
        rows=rows,
        row_points=row_points,
        people=people,
        people_points=people_points,
        page=urls.event_path(event.slug),
        address=address,
        code=qr_code(page, settings.say("この催しのページのQRコード")),
    )


def _high(words: FittedText | None, leading: float) -> float:
    """Return the height of a text in mm; 0 for None."""
    return words.lines * words.points * MM_PER_POINT * leading if words else 0


def _days(context: RenderContext, when: WhenView) -> tuple[FlyerDay, ...]:
    """Return the day of an event; the first and the last if it lasts longer than one evening."""
    locale = context.settings.locale
    is_several_days = when.times is None and when.end and when.end[:10] != when.start[:10]
    days = [when.start[:10], *([when.end[:10]] if is_several_days and when.end else [])]
    return tuple(
        FlyerDay(
            year=locale.year(date.fromisoformat(day).year),
            day=locale.month_and_day(date.fromisoformat(day)),
            weekday=locale.weekday(date.fromisoformat(day)),
            date=day,
        )
        for day in days
    )


def _points(days: tuple[FlyerDay, ...], when: WhenView) -> int:
    """Return the largest size, in points, at which the days fit beside weekday and times."""
    if len(days) > 1:
        between = text_width("〜")
        side_width = 14.0
    else:
        between = 0.0
        side_width = (
            max(text_width(days[0].weekday) * WEEKDAY, text_width(when.times or "") * CLOCK)
            * MM_PER_POINT
            + 6
        )
    wide = sum(text_width(each.day) for each in days) + between
    return next((p for p in DAYS if wide * p * MM_PER_POINT + side_width <= WIDTH), DAYS[-1])


def _days_high(days: tuple[FlyerDay, ...], points: int) -> float:
    """Return the height of the days in mm.

    A single day has year, weekday and times beside it; of several, each has its year above and its
    weekday below.
    """
    side_height = (YEAR * 1.3 + (WEEKDAY + CLOCK) * 1.25) * MM_PER_POINT
    if len(days) == 1:
        return max(points * MM_PER_POINT * DAY_LEADING, side_height)
    return points * MM_PER_POINT * DAY_LEADING + (YEAR * 1.3 + WEEKDAY * 1.25) * MM_PER_POINT


def _details(
    context: RenderContext, event: Event, when: WhenView, days: tuple[FlyerDay, ...]
) -> tuple[str, ...]:
    """Return the lines below the days: all of several days, the time in the site's zone, doors."""
    say, locale = context.settings.say, context.settings.locale
    details = []
    if len(days) > 1 and not event.when.all_day:
        details.append(when.text)
    if when.zone and when.local:
        details.append(f"{when.zone} {say('日本では {time}', time=when.local)}")
    if event.doors:
        details.append(say("開場 {time}", time=locale.clock(event.doors)))
    return tuple(details)
