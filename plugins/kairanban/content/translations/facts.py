"""Comparison of a translation's facts with its original's: words may differ, facts may not.

An editor may copy a whole file and translate it. Then dates, prices and addresses stand in both,
and are compared; the value that counts is the original's, in the translation's words.
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from ..problems import Unreadable
from ..readers.text import find_numbers
from ..values import (
    Attendance,
    ContactMethod,
    Count,
    MaterialLink,
    Online,
    Party,
    Picture,
    Place,
    Price,
    Registration,
    Speaker,
)


def translate_fact(original: Any, given: Any) -> Any:
    """Return the original's value in the words of the translation's value `given`.

    Both are values of one field, of any type. Raise `Unreadable` where they differ in more than
    words. Links to materials need not be the same: the given ones count.
    """
    if original == given:
        return original
    if isinstance(original, tuple) and isinstance(given, tuple):
        if any(isinstance(each, MaterialLink) for each in given):
            return given  # other documents, in the other language
        _require(len(original) == len(given))
        return tuple(map(translate_fact, original, given))
    translate = TRANSLATORS.get(type(original))
    _require(translate is not None and type(original) is type(given))
    assert translate
    return translate(original, given)


def translate_consent(original: tuple[str, ...], given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of those who consented, with the translation's spellings added.

    Raise `Unreadable` where the translation adds more names than consented, or says 全員 (all).
    """
    if any("全員" in name for name in original):
        return original
    added = [name for name in given if name not in original]
    _require(len(added) <= len(original) and not any("全員" in name for name in added))
    return (*original, *added)


def _require(same: bool) -> None:
    if not same:
        raise Unreadable("translation-differs")


def _require_numbers(original: str, given: str) -> None:
    """Require the same numbers in both texts; `無料` (free) has none and equals no amount."""
    _require(sorted(find_numbers(original)) == sorted(find_numbers(given)))


def _party(original: Party, given: Party) -> Party:
    _require(original.slug == given.slug)
    return given


def _place(original: Place, given: Place) -> Place:
    _require(original.slug == given.slug and given.geo in {None, original.geo})
    if original.slug:
        _require(given.address in {None, original.address})
        return replace(original, name=given.name, room=given.room or original.room)
    return replace(
        original,
        name=given.name,
        address=given.address or original.address,
        room=given.room or original.room,
    )


def _online(original: Online, given: Online) -> Online:
    _require(given.url in {None, original.url})
    _require(original.service == given.service or bool(original.url and given.url))
    return replace(original, service=given.service)


def _price(original: Price, given: Price) -> Price:
    if original.amount is None or given.amount is None:
        whole = [f"{each.label or ''} {each.text}" for each in (original, given)]
        _require_numbers(*whole)
    else:
        _require(original.amount == given.amount)
    return replace(given, amount=original.amount)


def _count(original: Count, given: Count) -> Count:
    _require_numbers(original.text, given.text)
    return replace(original, text=given.text)


def _attendance(original: Attendance, given: Attendance) -> Attendance:
    _require_numbers(original.text, given.text)
    return replace(original, text=given.text)


def _contact_method(original: ContactMethod, given: ContactMethod) -> ContactMethod:
    _require(original.href == given.href)
    return given


def _registration(original: Registration, given: Registration) -> Registration:
    _require(given.opens in {None, original.opens} and given.until in {None, original.until})
    contact = translate_fact(original.contact, given.contact)
    return replace(original, contact=contact, note=given.note or original.note)


def _speaker(original: Speaker, given: Speaker) -> Speaker:
    organization = original.organization
    if given.organization:
        organization = translate_fact(organization, given.organization)
    return Speaker(name=given.name, organization=organization, topic=given.topic or original.topic)


def _picture(original: Picture, given: Picture) -> Picture:
    _require(original.file == given.file)
    return replace(original, alt=given.alt, credit=given.credit or original.credit)


# How a value of each type is compared and put in the translation's words.
TRANSLATORS: Mapping[type, Callable[[Any, Any], Any]] = {
    Party: _party,
    Place: _place,
    Online: _online,
    Price: _price,
    Count: _count,
    Attendance: _attendance,
    ContactMethod: _contact_method,
    Registration: _registration,
    Speaker: _speaker,
    Picture: _picture,
}
