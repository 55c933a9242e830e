"""The file `/calls.json`: every call for help, newest first, for programs."""

import json

from ..context import RenderContext


def calls_json(context: RenderContext) -> bytes:
    """Return `/calls.json`, UTF-8; `until` of a call is the last day on which one can respond."""
    parts = [context.calls.data_by_report[slug] for slug in context.relations.newest["calls.json"]]
    calls = [call for part in parts for call in part]
    return (json.dumps({"calls": calls}, ensure_ascii=False, indent=1) + "\n").encode()
