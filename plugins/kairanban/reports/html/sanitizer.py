"""Sanitizing of HTML with an allow-list, applied after Markdown whoever wrote the text."""

import nh3

from ...content.folder.links import SCHEMES

TAGS = frozenset(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl "
    "dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby "
    "s samp section small span strong sub summary sup table tbody td tfoot th thead time tr u "
    "ul var wbr".split()
)
ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "time": {"datetime"},
}
CLASSES = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"footnote", "gallery"},
    "section": {"session"},
    **{listed: {"calls", "voices", "circled"} for listed in ("ul", "ol")},
    "li": {"call"},
    "blockquote": {"voice"},
    **{cell: {"align-left", "align-center", "align-right"} for cell in ("td", "th")},
}
# Elements that are removed with their content, which is no text.
DROPPED_ELEMENTS = {"script", "style", "iframe", "object", "template", "noscript", "svg", "math"}

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    clean_content_tags=DROPPED_ELEMENTS,
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def sanitize(html: str) -> str:
    """Return HTML without scripts, handlers, frames, forms, styles and URLs that run something.

    The result is serialized from what a browser's parser would make of the input: every element
    is closed, every attribute is in double quotes.
    """
    return _CLEANER.clean(html)
