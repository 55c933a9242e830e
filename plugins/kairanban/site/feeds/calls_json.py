"""`/calls.json`: every call for help, newest first, for programs."""

import json

from ..context import Making


def calls_json(making: Making) -> bytes:
    """`until` is the last day on which one can respond."""
    parts = [making.calls.told[slug] for slug in making.index.newest["calls.json"]]
    calls = [call for part in parts for call in part]
    return (json.dumps({"calls": calls}, ensure_ascii=False, indent=1) + "\n").encode()
