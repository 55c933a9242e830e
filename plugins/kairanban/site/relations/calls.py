"""Calls for help, as every page shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ...content.collection import Collection
from ...content.dates.zones import zone_info
from ...content.gettext_noop import label
from ...content.schema import Report
from ...reports.calls.call_types import TYPES
from ...reports.sections.parsed_body import Call, Told
from .. import urls as links
from ..dependencies import Derived, Reads
from ..format.contact_links import linked
from ..format.times import end_of, when_view, whole_day
from ..i18n.localized_settings import Spoken
from ..pages.views import Anchor, CallView
from .relations import Index, last_day

ENDED = {"filled": label("決まりました"), "closed": label("募集終了")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """Views of calls; by report, in the order in which they stand."""

    collection: Collection
    bodies: Mapping[str, Told]
    index: Index
    settings: Spoken
    reads: Reads
    of: Derived[tuple[CallView, ...]] = field(init=False)
    told: Derived[list[dict[str, object]]] = field(init=False)  # as programs are told

    def __post_init__(self) -> None:
        suffix = self.settings.suffix
        around = self.settings.around
        of = Derived(f"calls{suffix}", self._views, self.reads, around)
        told = Derived(f"told-calls{suffix}", self._told, self.reads, around)
        object.__setattr__(self, "of", of)
        object.__setattr__(self, "told", told)

    def views(self, calls: Iterable[tuple[str, int]]) -> tuple[CallView, ...]:
        """Of calls as an index names them."""
        return tuple(self.of[report][number] for report, number in calls)

    def closes_at(self, report: Report, call: Call) -> datetime:
        """The instant, in the site's zone, at which a call is over that nobody ended before."""
        last = last_day(report.date, call.until.toordinal() if call.until else None)
        return end_of(last, self.settings).astimezone(zone_info(self.settings.zone))

    def is_open(self, report: Report, call: Call) -> bool:
        return call.status == "open" and not self.reads.passed(self.closes_at(report, call))

    def status(self, report: Report, call: Call) -> str:
        """`open`, `filled` or `closed`, as programs are told."""
        if call.status != "open":
            return call.status
        return "open" if self.is_open(report, call) else "closed"

    def apply(self, call: Call, whose: str | None) -> str:
        """How to respond: as the call says, else the organization's contact, else the site's."""
        organization = self.collection.organizations[whose] if whose else None
        if call.apply:
            return call.apply.text
        if organization and organization.contact:
            return organization.contact.text
        if organization and (organization.phone or organization.url):
            return organization.phone or organization.url or ""
        return self.settings.contact

    def organization(self, call: Call, whose: str | None) -> Anchor | None:
        """Who calls: the session's organization, else the host."""
        if whose:
            name = self.collection.organizations[whose].name
            return Anchor(text=name, path=links.organization_path(whose))
        return Anchor(text=call.of) if call.of else None

    def _views(self, slug: str) -> tuple[CallView, ...]:
        report = self.collection.reports[slug]
        calls, whose = self.bodies[slug].calls, self.index.posted_by.get(slug, ())
        return tuple(self._made(report, *each) for each in zip(calls, whose, strict=True))

    def _told(self, slug: str) -> list[dict[str, object]]:
        report, settings = self.collection.reports[slug], self.settings
        told: list[dict[str, object]] = []
        whose_all = self.index.posted_by.get(slug, ())
        for call, whose in zip(self.bodies[slug].calls, whose_all, strict=True):
            organization = self.organization(call, whose)
            own = call.apply.href or call.apply.text if call.apply else None
            until = last_day(report.date, call.until.toordinal() if call.until else None)
            told.append(
                {
                    "id": call.id,
                    "title": call.title,
                    "type": call.type,
                    "organization": organization.text if organization else None,
                    "status": self.status(report, call),
                    "until": until.isoformat(),
                    "apply": own or self.apply(call, whose) or None,
                    "report": links.absolute(links.report_path(slug), settings),
                    "url": links.absolute(links.call_path(slug, call.id), settings),
                }
            )
        return told

    def _made(self, report: Report, call: Call, whose: str | None) -> CallView:
        kind = TYPES[call.type] if call.type else None
        apply = self.apply(call, whose)
        return CallView(
            path=links.call_path(report.slug, call.id),
            id=call.id,
            title=call.title,
            text=call.text,
            type=Anchor(text=self.settings.say(call.type), path=links.calls_of_type_path(kind))
            if call.type and kind
            else None,
            organization=self.organization(call, whose),
            until=self.settings.tongue.day(call.until) if call.until else None,
            closes=self.closes_at(report, call).isoformat(),
            open=self.is_open(report, call),
            ended=self.settings.say(ENDED[call.status]) if call.status in ENDED else None,
            apply=linked(apply) if apply else None,
            report=Anchor(text=report.title, path=links.report_path(report.slug)),
            published=when_view(whole_day(report.date), self.settings),
        )
