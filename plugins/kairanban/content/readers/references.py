"""Readers of references to other records, and of prices."""

import re
import unicodedata
from typing import Annotated

from pydantic import ValidationInfo

from ..dates import notation
from ..front_matter.nodes import MapNode
from ..problems import Unreadable
from ..values import OccurrenceRef, Price
from .context import items_of, read_context, text_of
from .nested import field_reader, map_schema, read_map
from .text import TEXT_SCHEMA, join_lines

YEN = r"(\d{1,3}(?:,\d{3})+|\d{1,7})"
AMOUNT = re.compile(rf"(?<![\d,]){YEN}\s*(?:円|(?i:yen)\b)|[¥\\]\s*{YEN}(?![\d,])")
# A price that is free. 無料駐車場 says nothing about the fee.
FREE = re.compile(r"^(?:参加)?無料(?![A-Za-zァ-ヶ一-鿿])|^0円|^タダ|^(?i:free)\b(?! \w)")
# One price among several: the label (for whom it is), and the price.
LABELLED = re.compile(
    r"(?!ただし|但し)(?P<label>[^は]*?)[\s　は:：…]*"
    r"(?P<price>無料|(?<= )(?i:free)|\d[\d,，]*\s*(?:円|(?i:yen))|[¥￥]\s*\d[\d,，]*)"
)


def slug_of(text: str) -> str:
    """Return the slug in a reference, which people also write as `{filename}/events/x.md`."""
    path = re.sub(r"^\{\w+\}", "", text.strip()).rstrip("/")
    return path.removesuffix("/index.md").rsplit("/", 1)[-1].removesuffix(".md")


def _read_series(node: object, info: ValidationInfo) -> str:
    name = join_lines(text_of(node))
    slug = read_context(info).series.find(slug_of(name)) or read_context(info).series.find(name)
    if not slug:
        near = read_context(info).series.nearest(name)
        raise Unreadable("unknown-series", name=name, suggestion=near)
    return slug


def _read_target(node: object, info: ValidationInfo) -> OccurrenceRef:
    if isinstance(node, MapNode):
        nodes = read_map(node, "event", "date")
        given = {key: join_lines(text_of(value)) for key, value in nodes.items()}
        if "event" not in given:
            raise Unreadable("no-event", line=node.line)
        slug, day = slug_of(given["event"]), given.get("date")
    else:
        first, _, rest = join_lines(text_of(node)).partition(" ")
        slug, day = slug_of(first), rest.strip()
    year = int(slug[:4]) if re.match(r"\d{4}-", slug) else read_context(info).year
    return OccurrenceRef(event=slug, day=notation.read_day(day, year=year) if day else None)


def _read_next(node: object) -> str:
    text = join_lines(text_of(node))
    words = {"自動": "auto", "auto": "auto", "なし": "none", "無し": "none", "none": "none"}
    return words.get(text.lower()) or slug_of(text)


def _read_fee(node: object) -> tuple[Price, ...]:
    if isinstance(node, tuple):
        return node  # the empty default of a series' regular days
    prices: list[Price] = []
    items = items_of(node)
    for item in items:
        if isinstance(item, MapNode):
            nodes = read_map(item, "label", "price")
            given = {key: join_lines(text_of(value)) for key, value in nodes.items()}
            if "price" not in given:
                raise Unreadable("no-price", line=item.line)
            price = _in_yen(given["price"])
            prices.append(Price(text=price, label=given.get("label"), amount=parse_yen(price)))
        elif len(items) > 1:
            prices.append(_one_of_several(join_lines(text_of(item))))
        else:
            prices += _prices(join_lines(text_of(item)))
    return tuple(prices)


def _prices(text: str) -> list[Price]:
    """Return the prices in one line: two in `一般500円、高校生まで無料`.

    A line of which some part is no price stays one price.
    """
    parts = [part.strip() for part in re.split("[、/／]|, ", text)]
    if len(parts) > 1:
        labelled = [_one_of_several(part) for part in parts]
        if all(LABELLED.fullmatch(part) for part in parts) and _all_amounts(labelled):
            return labelled
        plain = [Price(text=part, amount=parse_yen(part)) for part in parts]
        if _all_amounts(plain):
            return plain
    return [Price(text=_in_yen(text), amount=parse_yen(text))]


def _in_yen(text: str) -> str:
    """Return the words of a price, with 円 after a number alone."""
    return f"{text}円" if re.fullmatch(r"\d[\d,，]*", text) else text


def _one_of_several(text: str) -> Price:
    """Parse one price of several; its label is None if the text does not say for whom it is.

    `高校生まで無料` beside other prices is free for some; the event is not free.
    """
    found = LABELLED.fullmatch(text)
    if not found or not found["label"].strip():
        return Price(text=text, amount=parse_yen(text))
    return Price(
        text=found["price"], label=found["label"].strip(), amount=parse_yen(found["price"])
    )


def _all_amounts(prices: list[Price]) -> bool:
    return all(price.amount is not None for price in prices)


def parse_yen(text: str) -> int | None:
    """Return the yen in the words of a price, 0 for 無料; None if there is no single amount."""
    plain = unicodedata.normalize("NFKC", text)
    found = [int((a or b).replace(",", "")) for a, b in AMOUNT.findall(plain)]
    if re.fullmatch(YEN, plain):
        return int(plain.replace(",", ""))
    if FREE.match(plain):
        return 0 if not any(found) else None
    return found[0] if len(found) == 1 and "無料" not in plain else None


SeriesRef = Annotated[str, field_reader(_read_series), TEXT_SCHEMA]
OccurrenceRefField = Annotated[
    OccurrenceRef, field_reader(_read_target), map_schema("event", "date")
]
Next = Annotated[str, field_reader(_read_next), TEXT_SCHEMA]
Fee = Annotated[
    tuple[Price, ...], field_reader(_read_fee), map_schema("label", "price", listed=True)
]
