"""Readers of organizations, speakers, contacts and registration."""

import re
import unicodedata
from typing import Annotated

from pydantic import ValidationInfo

from ..front_matter.nodes import MapNode, Scalar
from ..problems import Unreadable
from ..values import ContactMethod, Party, Registration, Speaker
from .context import items_of, read_context, text_of, warn
from .nested import field_reader, map_schema, read_map
from .text import TEXT_LIST_SCHEMA, WEB_ADDRESS, is_web_address, join_lines, split_names
from .times import read_deadline

MAIL = re.compile(r"[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
PHONE = re.compile(r"(?<![\d-])0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}(?![\d-])|(?<!\d)0\d{9,10}(?!\d)")
# Schemes that run something or lead nowhere. Others are no fault: `LINE:@kai` is a contact too.
UNUSABLE = re.compile(r"\s*(?:javascript|vbscript|data|file|blob|filesystem):", re.IGNORECASE)
TITLED = re.compile(r"^(?P<name>.+?)\s*[（(](?P<inside>[^（()）]+)[）)]$")
HONORIFIC = re.compile(
    r"(?:さん|氏|様|先生|[-‐]?\s?(?i:san|sensei))$|^(?i:mr|mrs|ms|mx|miss|dr|prof|professor)\b\.?\s*(?=\S)"
)


def resolve_party(name: str, info: ValidationInfo, line: int) -> Party:
    """Return the organization called `name`, with its slug if it has a file.

    Records a warning for an unknown name; `line` is that of the name, 1-based.
    """
    slug = read_context(info).organizations.find(name)
    if slug:
        return Party(name=read_context(info).organizations.names[slug], slug=slug)
    near = read_context(info).organizations.nearest(name)
    warn(info, Unreadable("unknown-organization", name=name, suggestion=near, line=line))
    return Party(name=name, slug=None)


def _read_parties(node: object, info: ValidationInfo) -> tuple[Party, ...]:
    if isinstance(node, tuple):
        return node  # the default that `source_record` made of the site's host
    known = read_context(info).organizations
    if isinstance(node, Scalar) and "\n" not in node.text and known.find(node.text):
        return (resolve_party(node.text, info, node.line),)  # a name that holds a separator
    return tuple(resolve_party(name.text, info, name.line) for name in split_names(node))


def parse_contact(text: str) -> ContactMethod:
    """Return a text with the first web address, else mail address, else telephone number in it.

    Raises `Unreadable` for an address that no reader could open.
    """
    plain = unicodedata.normalize("NFKC", text)
    if UNUSABLE.match(plain):
        raise Unreadable("unusable-link", target=text[:60])
    if web := WEB_ADDRESS.search(plain):
        if not is_web_address(web[0]):
            raise Unreadable("not-a-url", text=web[0][:60])
        return ContactMethod(text=text, href=web[0])
    if mail := MAIL.search(plain):
        return ContactMethod(text=text, href=f"mailto:{mail[0]}")
    if phone := PHONE.search(plain):
        return ContactMethod(text=text, href="tel:" + re.sub(r"\D", "", phone[0]))
    return ContactMethod(text=text)


def _read_contact(node: object) -> ContactMethod:
    if isinstance(node, MapNode):
        given = {
            key: join_lines(text_of(value)) for key, value in read_map(node, "url", "note").items()
        }
        if "url" not in given:
            raise Unreadable("no-address", line=node.line)
        note = f"（{given['note']}）" if "note" in given else ""
        return ContactMethod(text=given["url"] + note, href=parse_contact(given["url"]).href)
    return parse_contact(join_lines(text_of(node)))


def _read_registration(node: object, info: ValidationInfo) -> Registration:
    if not isinstance(node, MapNode):
        return Registration(contact=parse_contact(join_lines(text_of(node))))
    nodes = read_map(node, "url", "opens", "until", "note")
    given = {key: join_lines(text_of(value)) for key, value in nodes.items()}
    return Registration(
        contact=parse_contact(given.get("url", "")),
        opens=read_deadline(given["opens"], info) if "opens" in given else None,
        until=read_deadline(given["until"], info) if "until" in given else None,
        note=given.get("note"),
    )


def _read_speakers(node: object, info: ValidationInfo) -> tuple[Speaker, ...]:
    speakers = []
    for item in items_of(node):
        if isinstance(item, MapNode):
            speakers.append(_speaker_of(item, info))
        else:
            names = split_names(item) if item is node or text_of(item) else ()
            speakers += [_speaker(name, info) for name in names]
    return tuple(speakers)


def _speaker_of(node: MapNode, info: ValidationInfo) -> Speaker:
    nodes = read_map(node, "name", "organization", "topic")
    given = {key: join_lines(text_of(value)) for key, value in nodes.items()}
    if "name" not in given:
        raise Unreadable("no-name", line=node.line)
    of = given.get("organization")
    return Speaker(
        name=given["name"],
        organization=resolve_party(of, info, node.line) if of else None,
        topic=given.get("topic"),
    )


def _speaker(name: Scalar, info: ValidationInfo) -> Speaker:
    """Parse `赤木さん（グラミン日本）` or `グラミン日本（赤木さん）`; else the text is the name.

    The words in parentheses or before them must be a known organization.
    """
    found = TITLED.match(name.text)
    if not found:
        return Speaker(name=name.text)
    outside, inside = found["name"], found["inside"]
    if HONORIFIC.search(inside) and not HONORIFIC.search(outside):
        outside, inside = inside, outside
    if not read_context(info).organizations.find(inside):
        return Speaker(name=name.text)
    return Speaker(name=outside, organization=resolve_party(inside, info, name.line))


Parties = Annotated[tuple[Party, ...], field_reader(_read_parties), TEXT_LIST_SCHEMA]
Contact = Annotated[ContactMethod, field_reader(_read_contact), map_schema("url", "note")]
Register = Annotated[
    Registration, field_reader(_read_registration), map_schema("url", "opens", "until", "note")
]
Speakers = Annotated[
    tuple[Speaker, ...],
    field_reader(_read_speakers),
    map_schema("name", "organization", "topic", listed=True),
]
