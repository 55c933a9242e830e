"""Detection of persons in headings: in parentheses (`（赤木さん）`), or named in passing."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

HONORIFICS = "さん|氏|様|先生"
TITLES = r"(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor)\b\.?"  # of people in English texts
ENGLISH = re.compile(
    rf"{TITLES}[ ]?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*|[A-Z][\w'’]*[-‐](?:san|sensei)\b"
)
ENGLISH_APART = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+")
HONORED = re.compile(rf"{HONORIFICS}|\b{TITLES}|[-‐](?:san|sensei)\b")
# The end of a person's name; `赤木さんほか2名` names somebody as `赤木さん` does.
ENDING = re.compile(
    rf"(?:{HONORIFICS})(?:[ 　]*(?:ほか|他|ら|など|たち)[ 　]*[0-9０-９一二三四五]*[名人]?)?$"
)
# Separators between persons, captured.
NAME_SEPARATORS = re.compile(
    "([、,，/／・&＆×＋]"
    "|(?:(?<=さん)|(?<=[氏様])|(?<=先生))(?:[ 　]*(?:と|及び|および)[ 　]*|[ 　]+))"
)
BESIDES = re.compile("(?:ほか|他|など)[0-9０-９一二三四五]*[名人]?|司会|進行|聞き手")
PARENTHESES = re.compile("[(（]([^()（）]*)[)）]")
# Endings of words that name no particular person: 皆さん, お客様, 保育士さん, 花屋さん, 区長さん.
COMMON_NOUN_ENDINGS = tuple(
    "皆 みな 客 者 員 師 士 主 民 団 店 会 社 学生 校生 習生 修生 業生 職人 商人 芸人 外国人 "
    "企業 法人 機構 組合 財団 工房 センター クラブ カフェ ネット 役所 病院 商店街 図書館 公民館 "
    "農家 作家 画家 専門家 大家 大工 住職 坊 本屋 花屋 肉屋 魚屋 酒屋 米屋 薬屋 床屋 靴屋 八百屋 "
    "電気屋 修理屋 部長 課長 班長 町長 村長 市長 区長 駅長 園長 会長 社長 校長 院長 局長 担任 "
    "担任の 母 父 兄 姉 娘 息子 親子 男子 女子 お子 お孫 お隣 お母 お父 奥 嫁 親 夫婦 家族 ばあ "
    "じい 猫 犬 スタッフ ボランティア メンバー リーダー ゲスト ママ パパ シェフ".split()
)
COMMON_NOUNS = frozenset("子 両 同 先 次".split())
PLAIN_WORD = re.compile(
    "[多仕同模各異一神王姫殿何]様$|[ァ-ヺ]ー(?:さん|様)$"
)  # 多様, デザイナーさん
NAME_PATTERN = "[一-鿿㐀-䶿々〆ヶ豈-﫿]+|[ァ-ヺー]{2,}(?:[・＝=][ァ-ヺー]+)*|[A-Z][a-z]+"
# A name in passing is followed by a particle, a mark or the heading's end: 赤木さんのお話.
IN_PASSING = re.compile(
    rf"(?:{NAME_PATTERN})[ 　]?(?:{HONORIFICS})(?=$|[のとはがをにもへでや]|から|より|ほか"
    r"|[\s、。，．・,./／()（）「」『』【】：:！？!?&＆×~〜～—–-])"
)
# Endings that show a person's office; a heading with one begins no session, and the linter warns.
OFFICE = re.compile(
    "(?:代表|理事|取締役|事務局|教授|議員|くん|君|ちゃん|殿|(?:会|社|園|館|校|学|局|室|部|課|班)?長|[前元現副准])$"
)
ROLE = re.compile(
    "代表|理事|監事|主宰|事務局|スタッフ|司会|進行|聞き手|教授|講師|.+[長員部課室局会]"
)
TOKENS = re.compile("[ 　・、,，/／]+")
MAX_OFFICER_CHARACTERS = 12  # characters


def parse_people(text: str) -> tuple[str, ...]:
    """Return the persons in a text from parentheses, as written.

    There are none where a part of the text is no person (`第2回`).
    """
    if ENGLISH.match(text):
        names = tuple(part.strip() for part in ENGLISH_APART.split(text))
        return names if all(ENGLISH.fullmatch(name) for name in names) else ()
    people: list[str] = []
    held = ""
    for at, part in enumerate(NAME_SEPARATORS.split(text)):
        if at % 2:  # a separator
            held += part if held else ""
        elif ENDING.search(part.rstrip()) and not _is_common(part):
            people.append(f"{held}{part}".strip())
            held = ""
        else:
            held += part
    rest = held.strip(" 　、,，/／・")
    if not rest:
        return tuple(people)
    if not people or not BESIDES.fullmatch(rest):
        return ()
    return (*people[:-1], f"{people[-1]}、{rest}")


def find_named_people(heading: str) -> tuple[str, ...]:
    """Return all persons that a heading (plain words) names anywhere, as written, each once."""
    if not HONORED.search(heading):
        return ()
    found: list[str] = []

    def taken(parentheses: re.Match[str]) -> str:
        people = parse_people(parentheses[1])
        found.extend(people)
        return " " if people else parentheses[0]

    rest = PARENTHESES.sub(taken, heading)
    found += [each[0] for each in IN_PASSING.finditer(rest) if not _is_common(each[0])]
    found += [each[0] for each in ENGLISH.finditer(rest)]
    return tuple(dict.fromkeys(found))


def find_office_holder(text: str) -> str | None:
    """Return the name in a text from parentheses that ends in an office instead of さん, or None.

    `赤木代表` is one. At most `MAX_OFFICER_CHARACTERS` are taken for a name.
    """
    name = base = text.strip()
    while ending := OFFICE.search(base):
        base = base[: ending.start()]
    named = base not in {name, ""} and not re.search(r"\d", base)
    return name if named and len(name) <= MAX_OFFICER_CHARACTERS else None


def bare_name(name: str) -> str:
    """Return a person's name as it is compared: 赤木 for 赤木さん, 赤木 氏, 赤木さんほか."""
    text = unicodedata.normalize("NFKC", name).strip()
    if ENGLISH.match(text):
        text = re.sub(rf"^{TITLES}|[-‐](?:san|sensei)$", "", text)
    return ENDING.sub("", "".join(text.split()))


def _is_common(name: str) -> bool:
    """Return whether a name with its honorific means no particular person."""
    base = bare_name(name)
    if base.endswith(("富士", "秩父")):
        return False
    return (
        base in COMMON_NOUNS
        or base.endswith(COMMON_NOUN_ENDINGS)
        or bool(PLAIN_WORD.search(name.rstrip()))
    )


def has_consent(name: str, consent: Iterable[str]) -> bool:
    """Return whether those who agreed cover a name as a heading writes it (`代表 赤木さん`).

    `consent` are their names as the front matter's `掲載同意` writes them.
    """
    known = tuple(consent)
    given = {bare_name(each) for each in known}
    if bare_name(name) in given:
        return True
    given |= {part for each in known for part in _parts(each)}
    parts = [part for part in _parts(name) if not ROLE.fullmatch(part)]
    return bool(parts) and all(part in given or _ends_with(part, given) for part in parts)


def _ends_with(part: str, given: Iterable[str]) -> bool:
    """Return whether a part ends with one of the agreed names, after two characters at least.

    仙台支部赤木 is the agreed 赤木; 小赤木 is somebody else.
    """
    return any(part.endswith(each) and len(part) > len(each) + 1 for each in given if each)


def _parts(name: str) -> Iterator[str]:
    return filter(None, map(bare_name, TOKENS.split(name.strip())))
