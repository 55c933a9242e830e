"""The views of calls for help, which pages, feeds and `calls.json` share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ...content.collection import Collection
from ...content.dates.zones import zone_info
from ...content.gettext_noop import N_
from ...content.schema import Report
from ...reports.calls.call_types import TYPES
from ...reports.sections.parsed_body import Call, ParsedBody
from .. import urls
from ..dependencies import DependencyTracker, Query
from ..format.contact_links import link_addresses
from ..format.times import end_of, when_view, whole_day
from ..i18n.localized_settings import LocalizedSettings
from ..pages.views import CallView, LinkView
from .relations import Relations, last_call_day

ENDED_LABELS = {"filled": N_("決まりました"), "closed": N_("募集終了")}


@dataclass(frozen=True, slots=True, kw_only=True)
class CallViews:
    """Views of calls for help, by slug of the report, in the order of the report's text."""

    collection: Collection
    bodies: Mapping[str, ParsedBody]
    relations: Relations
    settings: LocalizedSettings
    tracker: DependencyTracker
    by_report: Query[tuple[CallView, ...]] = field(init=False)
    data_by_report: Query[list[dict[str, object]]] = field(init=False)  # for `calls.json`

    def __post_init__(self) -> None:
        suffix = self.settings.query_suffix
        shared_dependencies = self.settings.shared_dependencies
        by_report = Query(f"calls{suffix}", self._views, self.tracker, shared_dependencies)
        data_by_report = Query(
            f"parsed-calls{suffix}", self._data, self.tracker, shared_dependencies
        )
        object.__setattr__(self, "by_report", by_report)
        object.__setattr__(self, "data_by_report", data_by_report)

    def views(self, calls: Iterable[tuple[str, int]]) -> tuple[CallView, ...]:
        """Return the views of calls, each given as report slug and 0-based number in the report."""
        by_report = self.by_report
        return tuple(by_report[slug][number] for slug, number in calls if by_report[slug])

    def closes_at(self, report: Report, call: Call) -> datetime:
        """Return the instant at which a call ends if nobody ends it earlier.

        It is aware, in the site's zone: the end of the call's last day, see `last_call_day`.
        """
        last = last_call_day(report.date, call.until.toordinal() if call.until else None)
        return end_of(last, self.settings).astimezone(zone_info(self.settings.zone))

    def is_open(self, report: Report, call: Call) -> bool:
        """Return whether a call is open now: not ended by the editor, and its time is not over."""
        return call.status == "open" and not self.tracker.is_past(self.closes_at(report, call))

    def status(self, report: Report, call: Call) -> str:
        """Return `open`, `filled` or `closed` for `calls.json`; past its time a call is closed."""
        if call.status != "open":
            return call.status
        return "open" if self.is_open(report, call) else "closed"

    def how_to_respond(self, call: Call, whose: str | None) -> str:
        """Return how to respond, as plain text; "" where nobody says.

        The call's own words come first, then the organization's contact, phone or web address,
        then the site's contact. `whose` is the organization's slug.
        """
        organization = self.collection.organizations[whose] if whose else None
        if call.apply:
            return call.apply.text
        if organization and organization.contact:
            return organization.contact.text
        if organization and (organization.phone or organization.url):
            return organization.phone or organization.url or ""
        return self.settings.contact

    def organization(self, call: Call, whose: str | None) -> LinkView | None:
        """Return who makes the call: the organization `whose` (slug) with a link to its page.

        Without one it is the session's title as plain text, or None where there is none either.
        """
        if whose:
            name = self.collection.organizations[whose].name
            return LinkView(text=name, path=urls.organization_path(whose))
        return LinkView(text=call.of) if call.of else None

    def _views(self, slug: str) -> tuple[CallView, ...]:
        report = self.collection.reports[slug]
        calls, whose = self.bodies[slug].calls, self.relations.call_owners.get(slug, ())
        # A translation with another number of calls has none, as its editor is warned.
        if not calls:
            return ()
        return tuple(self._made(report, *each) for each in zip(calls, whose, strict=True))

    def _data(self, slug: str) -> list[dict[str, object]]:
        report, settings = self.collection.reports[slug], self.settings
        calls: list[dict[str, object]] = []
        owners = self.relations.call_owners.get(slug, ())
        for call, whose in zip(self.bodies[slug].calls, owners, strict=True):
            organization = self.organization(call, whose)
            apply = call.apply.href or call.apply.text if call.apply else None
            until = last_call_day(report.date, call.until.toordinal() if call.until else None)
            calls.append(
                {
                    "id": call.id,
                    "title": call.title,
                    "type": call.type,
                    "organization": organization.text if organization else None,
                    "status": self.status(report, call),
                    "until": until.isoformat(),
                    "apply": apply or self.how_to_respond(call, whose) or None,
                    "report": urls.absolute_url(urls.report_path(slug), settings),
                    "url": urls.absolute_url(urls.call_path(slug, call.id), settings),
                }
            )
        return calls

    def _made(self, report: Report, call: Call, whose: str | None) -> CallView:
        kind = TYPES[call.type] if call.type else None
        apply = self.how_to_respond(call, whose)
        return CallView(
            path=urls.call_path(report.slug, call.id),
            id=call.id,
            title=call.title,
            text=call.text,
            type=LinkView(text=self.settings.say(call.type), path=urls.calls_of_type_path(kind))
            if call.type and kind
            else None,
            organization=self.organization(call, whose),
            until=self.settings.locale.day(call.until) if call.until else None,
            closes=self.closes_at(report, call).isoformat(),
            open=self.is_open(report, call),
            ended=self.settings.say(ENDED_LABELS[call.status])
            if call.status in ENDED_LABELS
            else None,
            apply=link_addresses(apply) if apply else None,
            report=LinkView(text=report.title, path=urls.report_path(report.slug)),
            published=when_view(whole_day(report.date), self.settings),
        )
