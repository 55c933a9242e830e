"""Readers of people and how to reach them: organizations, speakers, contacts, registration."""

import re
import unicodedata
from typing import Annotated

from pydantic import ValidationInfo

from ..front_matter.nodes import Fields, Scalar
from ..problems import Unreadable
from ..values import Party, Reach, Registration, Speaker
from .context import items_of, reading, text_of, warn
from .nested import fields_of, reader, shape
from .text import STRINGS, WEB, is_web, joined, split_names
from .times import read_deadline

MAIL = re.compile(r"[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
PHONE = re.compile(r"(?<![\d-])0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}(?![\d-])|(?<!\d)0\d{9,10}(?!\d)")
# Words like `LINE:@kai` tell how to reach somebody too; these only run something, or lead nowhere.
UNUSABLE = re.compile(r"\s*(?:javascript|vbscript|data|file|blob|filesystem):", re.IGNORECASE)
TITLED = re.compile(r"^(?P<name>.+?)\s*[（(](?P<inside>[^（()）]+)[）)]$")
HONORIFIC = re.compile(
    r"(?:さん|氏|様|先生|[-‐]?\s?(?i:san|sensei))$|^(?i:mr|mrs|ms|mx|miss|dr|prof|professor)\b\.?\s*(?=\S)"
)


def party(name: str, info: ValidationInfo, line: int) -> Party:
    """The organization that answers to `name`; an unknown one is a warning, and a plain name."""
    slug = reading(info).organizations.find(name)
    if slug:
        return Party(name=reading(info).organizations.names[slug], slug=slug)
    near = reading(info).organizations.nearest(name)
    warn(info, Unreadable("unknown-organization", name=name, suggestion=near, line=line))
    return Party(name=name, slug=None)


def _read_parties(node: object, info: ValidationInfo) -> tuple[Party, ...]:
    if isinstance(node, tuple):
        return node  # the site's default, made by `load`
    known = reading(info).organizations
    if isinstance(node, Scalar) and "\n" not in node.text and known.find(node.text):
        return (party(node.text, info, node.line),)  # a name that holds a separator
    return tuple(party(name.text, info, name.line) for name in split_names(node))


def reach(text: str) -> Reach:
    """Words with the first web, mail or telephone address in them.

    Raises `Unreadable` for an address that no reader could open.
    """
    plain = unicodedata.normalize("NFKC", text)
    if UNUSABLE.match(plain):
        raise Unreadable("unusable-link", target=text[:60])
    if web := WEB.search(plain):
        if not is_web(web[0]):
            raise Unreadable("not-a-url", text=web[0][:60])
        return Reach(text=text, href=web[0])
    if mail := MAIL.search(plain):
        return Reach(text=text, href=f"mailto:{mail[0]}")
    if phone := PHONE.search(plain):
        return Reach(text=text, href="tel:" + re.sub(r"\D", "", phone[0]))
    return Reach(text=text)


def _read_contact(node: object) -> Reach:
    if isinstance(node, Fields):
        given = {
            key: joined(text_of(value)) for key, value in fields_of(node, "url", "note").items()
        }
        if "url" not in given:
            raise Unreadable("no-address", line=node.line)
        note = f"（{given['note']}）" if "note" in given else ""
        return Reach(text=given["url"] + note, href=reach(given["url"]).href)
    return reach(joined(text_of(node)))


def _read_registration(node: object, info: ValidationInfo) -> Registration:
    if not isinstance(node, Fields):
        return Registration(reach=reach(joined(text_of(node))))
    nodes = fields_of(node, "url", "opens", "until", "note")
    given = {key: joined(text_of(value)) for key, value in nodes.items()}
    return Registration(
        reach=reach(given.get("url", "")),
        opens=read_deadline(given["opens"], info) if "opens" in given else None,
        until=read_deadline(given["until"], info) if "until" in given else None,
        note=given.get("note"),
    )


def _read_speakers(node: object, info: ValidationInfo) -> tuple[Speaker, ...]:
    speakers = []
    for item in items_of(node):
        if isinstance(item, Fields):
            speakers.append(_speaker_of(item, info))
        else:
            names = split_names(item) if item is node or text_of(item) else ()
            speakers += [_speaker(name, info) for name in names]
    return tuple(speakers)


def _speaker_of(node: Fields, info: ValidationInfo) -> Speaker:
    nodes = fields_of(node, "name", "organization", "topic")
    given = {key: joined(text_of(value)) for key, value in nodes.items()}
    if "name" not in given:
        raise Unreadable("no-name", line=node.line)
    of = given.get("organization")
    return Speaker(
        name=given["name"],
        organization=party(of, info, node.line) if of else None,
        topic=given.get("topic"),
    )


def _speaker(name: Scalar, info: ValidationInfo) -> Speaker:
    """`赤木さん（グラミン日本）` or `グラミン日本（赤木さん）`, else a name as it stands."""
    found = TITLED.match(name.text)
    if not found:
        return Speaker(name=name.text)
    outside, inside = found["name"], found["inside"]
    if HONORIFIC.search(inside) and not HONORIFIC.search(outside):
        outside, inside = inside, outside
    if not reading(info).organizations.find(inside):
        return Speaker(name=name.text)
    return Speaker(name=outside, organization=party(inside, info, name.line))


Parties = Annotated[tuple[Party, ...], reader(_read_parties), STRINGS]
Contact = Annotated[Reach, reader(_read_contact), shape("url", "note")]
Register = Annotated[
    Registration, reader(_read_registration), shape("url", "opens", "until", "note")
]
Speakers = Annotated[
    tuple[Speaker, ...], reader(_read_speakers), shape("name", "organization", "topic", listed=True)
]
