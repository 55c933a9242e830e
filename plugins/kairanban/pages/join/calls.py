"""Calls for help, as every page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from ...records.collection import Collection
from ...records.dates.words import day_words
from ...records.dates.zones import zone_info
from ...records.schema import Report
from ...reports.calls.kinds import TYPES
from ...reports.sections.parts import Call
from ...settings import Settings
from .. import links
from ..views import Anchor, CallView, WhenView
from ..words.text import linked
from ..words.times import end_of, when_view, whole_day
from .index import Posted

OPEN_FOR = relativedelta(months=6)  # a call without a date, from its report on
LAST_DAY = date(9999, 12, 30)
ENDED = {"filled": "決まりました", "closed": "募集終了"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """Views of calls; `now` is that of the build, aware."""

    collection: Collection
    settings: Settings
    now: datetime
    _views: dict[tuple[str, str], CallView] = field(default_factory=dict)
    _closing: dict[date, datetime] = field(default_factory=dict)
    _published: dict[date, WhenView] = field(default_factory=dict)

    def view(self, posted: Posted) -> CallView:
        key = posted.report.slug, posted.call.id
        if key not in self._views:
            self._views[key] = self._made(posted)
        return self._views[key]

    def views(self, posted: Iterable[Posted]) -> tuple[CallView, ...]:
        return tuple(map(self.view, posted))

    def is_open(self, posted: Posted) -> bool:
        return posted.call.status == "open" and self.closes_at(posted) > self.now

    def closes_at(self, posted: Posted) -> datetime:
        """The instant, in the site's zone, at which a call is over that nobody ended before."""
        last = last_day(posted.report, posted.call)
        if last not in self._closing:
            zone = zone_info(self.settings.zone)
            self._closing[last] = end_of(last, self.settings).astimezone(zone)
        return self._closing[last]

    def status(self, posted: Posted) -> str:
        """`open`, `filled` or `closed`, as programs are told."""
        if posted.call.status != "open":
            return posted.call.status
        return "open" if self.is_open(posted) else "closed"

    def apply(self, posted: Posted) -> str:
        """How to respond: as the call says, else the organization's contact, else the site's."""
        organization = self.collection.organizations.get(posted.organization or "")
        if posted.call.apply:
            return posted.call.apply.text
        if organization and organization.contact:
            return organization.contact.text
        if organization and (organization.phone or organization.url):
            return organization.phone or organization.url or ""
        return self.settings.contact

    def organization(self, posted: Posted) -> Anchor | None:
        """Who calls: the session's organization, else the host."""
        organization = self.collection.organizations.get(posted.organization or "")
        if organization:
            path = links.organization_path(organization.slug)
            return Anchor(text=organization.name, path=path)
        return Anchor(text=posted.call.of) if posted.call.of else None

    def _made(self, posted: Posted) -> CallView:
        report, call = posted.report, posted.call
        kind = TYPES[call.type] if call.type else None
        apply = self.apply(posted)
        if report.date not in self._published:
            self._published[report.date] = when_view(whole_day(report.date), self.settings)
        return CallView(
            path=links.call_path(report.slug, call.id),
            id=call.id,
            title=call.title,
            text=call.text,
            type=Anchor(text=call.type, path=links.calls_of_type_path(kind))
            if call.type and kind
            else None,
            organization=self.organization(posted),
            until=day_words(call.until) if call.until else None,
            closes=self.closes_at(posted).isoformat(),
            open=self.is_open(posted),
            ended=ENDED.get(call.status),
            apply=linked(apply) if apply else None,
            report=Anchor(text=report.title, path=links.report_path(report.slug)),
            published=self._published[report.date],
        )


def last_day(report: Report, call: Call) -> date:
    """The last day on which one can respond."""
    if call.until:
        return call.until
    return LAST_DAY if report.date.year == LAST_DAY.year else report.date + OPEN_FOR
