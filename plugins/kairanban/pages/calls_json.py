"""`/calls.json`: every call for help, newest first, for programs."""

import json

from . import links
from .join.calls import last_day
from .join.index import Posted
from .making import Making


def calls_json(making: Making) -> bytes:
    """`until` is the last day on which one can respond."""
    calls = [_call(making, posted) for posted in making.index.calls]
    return (json.dumps({"calls": calls}, ensure_ascii=False, indent=1) + "\n").encode()


def _call(making: Making, posted: Posted) -> dict[str, object]:
    report, call, settings = posted.report, posted.call, making.settings
    organization = making.calls.organization(posted)
    apply = call.apply.href or call.apply.text if call.apply else making.calls.apply(posted)
    return {
        "id": call.id,
        "title": call.title,
        "type": call.type,
        "organization": organization.text if organization else None,
        "status": making.calls.status(posted),
        "until": last_day(report, call).isoformat(),
        "apply": apply or None,
        "report": links.absolute(links.report_path(report.slug), settings),
        "url": links.absolute(links.call_path(report.slug, call.id), settings),
    }
