"""Readers of venues and rooms, online participation, coordinates and pictures."""

import re
import unicodedata
from typing import Annotated

from pydantic import ValidationInfo

from ..front_matter.nodes import MapNode, Node
from ..problems import Unreadable
from ..values import Online, Picture, Place
from .context import read_context, text_of, warn
from .nested import field_reader, map_schema, read_map
from .text import TEXT_LIST_SCHEMA, TEXT_SCHEMA, WEB_ADDRESS, is_web_address, join_lines

# Names of online services, after NFKC, also as `オンライン(Zoom)`.
SERVICES = (
    r"(?:zoom|ズーム|google\s*meet|(?:microsoft\s*)?teams|webex|youtube(?:\s*live)?|skype|オンライン"
    r"|online)(?:\s*[(]\s*(?:zoom|google\s*meet|teams|webex|youtube)(?:ミーティング|ウェビナー)?\s*[)])?"
)
ENDING = (
    r"\s*(?:ウェビナー|ミーティング|ライブ|配信)?\s*(?:でも|での|で|にて|による|を|も|との|の)?\s*"
    r"(?:同時|併用|並行|ハイブリッド|開催|配信|ご?参加|ご?視聴|可能?|あり|利用|実施|形式|でき(?:ます|る)"
    r"|いただけます|します|です|いたします|[、。)・の\s])*"
)
AND = r"(?:と|[+&、,・/(]|および|及び|または|又は|ならびに|\s(?:and|or|plus)\s|\s)"
WITH_ONLINE = re.compile(
    rf"^(?P<place>.*?)\s*{AND}\s*(?:online\s+(?:via|on|by)\s+)?(?P<service>{SERVICES}){ENDING}$",
    re.IGNORECASE,
)
HYBRID = re.compile(
    r"^(?P<place>.+?)\s*(?:での|で|にて|の)?\s*[(、,]?\s*ハイブリッド(?:開催|形式|配信)*\s*"
    r"(?:[(]\s*(?:会場|現地|対面))?[)]?$"
)
# `Zoom（申し込んだ方に案内します）`, `YouTube https://…`: the whole line is about the service.
ONLINE_WORDS = re.compile(rf"^{SERVICES}\s*(?:\([^()]+\)|[:、]?\s*https?://\S+)$", re.IGNORECASE)
ONLINE_ONLY = re.compile(rf"^(?P<service>{SERVICES})(?:のみ)?{ENDING}$", re.IGNORECASE)
YES_WORDS = {"あり", "有", "有り", "可", "yes", "true", "on", "オンライン", "online", "○"}
NO_WORDS = {"なし", "無", "無し", "不可", "no", "false", "off", "×"}
# Services as they write themselves, by their name in small letters without spaces.
SERVICE_NAMES = {"zoom": "Zoom", "ズーム": "Zoom", "googlemeet": "Google Meet", "teams": "Teams"}
SERVICE_NAMES |= {
    "online": "オンライン",
    "webex": "Webex",
    "youtube": "YouTube",
    "youtubelive": "YouTube Live",
}


def service_name(text: str) -> str:
    """Return the usual name of a service: `Zoom` for `ＺＯＯＭ` and `オンライン（Zoom）`."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if inner := re.match(r"(?i:オンライン|online)\s*\((.+)\)$", plain):
        plain = inner[1].strip()
    return SERVICE_NAMES.get("".join(plain.lower().split()), plain)


def venue_and_online(text: str) -> tuple[str, str | None]:
    """Split a line like `サポートセンター 6階とZoomにて開催` into the place and the online service.

    The place is empty for an event that is only online; the service is None for one that is not
    online.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if found := ONLINE_ONLY.match(plain):
        return "", service_name(found["service"])
    if ONLINE_WORDS.match(plain):
        return "", plain
    if found := WITH_ONLINE.match(plain):
        both = HYBRID.match(found["place"])
        return (both or found)["place"].strip(), service_name(found["service"])
    if found := HYBRID.match(plain):
        return found["place"].strip(), "オンライン"
    return text.strip(), None


def _read_place(node: object, info: ValidationInfo) -> Place:
    room = info.data.get("room")
    if isinstance(node, MapNode):
        return _described(node, info, room)
    text = join_lines(text_of(node))
    known = read_context(info).venues
    found = known.longest_prefix(text)
    if found:
        slug, length = found
        rest = text[length:].strip(" 　、,・/／（(）)")
        rest = re.sub(r"^の(?=[\d一-鿿])", "", rest)  # `の6階`, but not `のぞみ`
        return Place(name=known.names[slug], slug=slug, room=room or rest or None)
    warn(info, Unreadable("unknown-venue", name=text, suggestion=known.nearest(text)))
    return Place(name=text, room=room)


def _described(node: MapNode, info: ValidationInfo, room: str | None) -> Place:
    nodes = read_map(node, "name", "address", "geo", "room")
    given = {key: join_lines(text_of(value)) for key, value in nodes.items() if key != "geo"}
    if "name" not in given:
        raise Unreadable("no-name", line=node.line)
    slug = read_context(info).venues.find(given["name"])
    if not slug and "address" not in given:
        near = read_context(info).venues.nearest(given["name"])
        warn(info, Unreadable("unknown-venue", name=given["name"], suggestion=near))
    return Place(
        name=given["name"],
        slug=slug,
        address=given.get("address"),
        geo=_read_geo(nodes["geo"]) if "geo" in nodes else None,
        room=room or given.get("room"),
    )


def _read_online(node: object) -> Online | None:
    text = unicodedata.normalize("NFKC", join_lines(text_of(node)))
    if text.lower() in NO_WORDS:
        return None
    if text.lower() in YES_WORDS:
        return Online(service="オンライン")
    web = WEB_ADDRESS.search(text)
    if "://" in text and not (web and is_web_address(web[0])):
        raise Unreadable("not-a-url", text=text[:60])
    if web:
        service = text.replace(web[0], "").strip(" :、()")
        return Online(service=service_name(service) or "オンライン", url=web[0])
    return Online(service=venue_and_online(text)[1] or service_name(text))


def _read_geo(node: object | Node) -> tuple[float, float]:
    text = unicodedata.normalize("NFKC", text_of(node))
    found = re.fullmatch(
        r"\[?\s*(-?\d{1,3}(?:\.\d+)?)\s*[,、/\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*\]?", text
    )
    if not found:
        raise Unreadable("bad-geo", text=text[:40])
    latitude, longitude = float(found[1]), float(found[2])
    if abs(latitude) > 90 and abs(longitude) <= 90:
        raise Unreadable("swapped-geo", suggestion=f"{found[2]}, {found[1]}")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise Unreadable("bad-geo", text=text[:40])
    return latitude, longitude


def _read_picture(node: object, info: ValidationInfo) -> Picture:
    if isinstance(node, MapNode):
        nodes = read_map(node, "file", "alt", "credit")
        given = {key: join_lines(text_of(value)) for key, value in nodes.items()}
        if "file" not in given:
            raise Unreadable("no-file", line=node.line)
    else:
        given = {"file": join_lines(text_of(node))}
    alt = given.get("alt") or info.data.get("image_alt")
    if not alt:
        raise Unreadable("no-alt", file=given["file"][:60])
    return Picture(file=given["file"], alt=alt, credit=given.get("credit"))


def _read_logo(node: object) -> Picture:
    """Return a logo with an empty alt text, as it stands beside the organization's name."""
    return Picture(file=join_lines(text_of(node)), alt="")


PlaceField = Annotated[
    Place, field_reader(_read_place), map_schema("name", "address", "geo", "room")
]
OnlineService = Annotated[Online | None, field_reader(_read_online), TEXT_SCHEMA]
Geo = Annotated[tuple[float, float], field_reader(_read_geo), TEXT_LIST_SCHEMA]
Image = Annotated[Picture, field_reader(_read_picture), map_schema("file", "alt", "credit")]
Logo = Annotated[Picture, field_reader(_read_logo), TEXT_SCHEMA]
