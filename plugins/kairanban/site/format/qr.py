"""QR codes as SVG inside a page (ISO/IEC 18004)."""

import re

from markupsafe import Markup

QUIET_ZONE = 4  # modules of empty margin (the quiet zone), as the standard requires
RUN = re.compile(rb"\x01+")  # dark modules side by side
SVG = Markup(
    '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}"'
    ' shape-rendering="crispEdges"><path stroke="#000" d="{2}"/></svg>'
)


def qr_code(address: str, label: str) -> Markup:
    """Return the QR code of a URL as an SVG element; `label` is its text for screen readers.

    Error correction level M lets at least 15 % of it be torn or dirty. Every mask can be read, so
    the best of the eight, which takes five times as long to find, is not searched for.
    """
    import segno  # noqa: PLC0415 - only flyers need it

    rows = segno.make_qr(address, error="m", mask=0).matrix
    lines = (
        f"M{run.start() + QUIET_ZONE} {y}.5h{run.end() - run.start()}"
        for y, row in enumerate(rows, QUIET_ZONE)
        for run in RUN.finditer(row)
    )
    return SVG.format(len(rows) + 2 * QUIET_ZONE, label, "".join(lines))
