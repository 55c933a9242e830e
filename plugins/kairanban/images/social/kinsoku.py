"""What may stand at the ends of a line of Japanese, and what it costs to break between two letters.

Rules: JIS X 4051 and W3C's "Requirements for Japanese Text Layout" (line-start and line-end
prohibition, inseparable characters).
"""

import unicodedata

# Not at the start of a line: closing brackets, stops, small kana, marks of length and repetition.
NOT_FIRST = frozenset(
    "、。，．・：；？！‼⁇⁈⁉ー―〜～‐–—…‥゛゜ヽヾゝゞ々〻"
    "）］｝〕〉》」』】〙〗〟’”»｠)]},.:;!?%‰°℃％′″"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "､｡･ｰｧｨｩｪｫｬｭｮｯﾞﾟ｣"
)
# Not at the end of one: opening brackets, and signs before a number.
NOT_LAST = frozenset("（［｛〔〈《「『【〘〖〝‘“«｟([{｢¥￥$＄£￡#＃№@＠")
INSEPARABLE = frozenset("…‥—―")
# Half of these is blank: in front, or behind.
OPENING = frozenset("（［｛〔〈《「『【〘〖")
BRACKETS_END = frozenset("）］｝〕〉》」』】〙〗")
CLOSING = BRACKETS_END | frozenset("、。，．")
STRONG = frozenset("、。，．？！：；・／")  # one may well break behind

# What it costs to break: at a stop or a blank, between phrases, between the parts of a compound
# word or of what stands in brackets, inside a word, inside a word of Latin letters.
FREE, PHRASE, PART, WORD, TORN, NEVER = 0.0, 0.05, 0.25, 0.5, 4.0, float("inf")
INSIDE = 0.2  # what it costs besides, in brackets


def joins_previous(character: str, letter: str) -> bool:
    """Whether a character is a mark on the one before it, or joined to it."""
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"}
        or letter[-1] == "\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def break_cost(letter: str, following: str, between_phrases: bool) -> float:
    """What it costs to break between two letters."""
    last, first = letter[0], following[0]
    if first.isspace() or last in NOT_LAST or first in NOT_FIRST:
        return NEVER
    if last in INSEPARABLE and first in INSEPARABLE:
        return NEVER
    if last.isspace() or first in OPENING or last in STRONG:
        return PHRASE if last == " " and _is_western(first) else FREE
    if last.isdigit() and first.isdigit():
        return TORN
    if _is_western(last) and _is_western(first):
        return WORD if last in "-/–_" else TORN
    if between_phrases and not last.isdigit():
        return FREE if last in CLOSING else PHRASE
    kinds = _kind(last), _kind(first)
    return PART if kinds in {("KATAKANA", "CJK"), ("CJK", "KATAKANA")} else WORD


def _is_western(character: str) -> bool:
    return unicodedata.east_asian_width(character) not in {"W", "F", "A"}


def _kind(character: str) -> str:
    """The script that a letter belongs to, as the first word of its name says."""
    return unicodedata.name(character, "").replace("-", " ").partition(" ")[0]


def blank_reduction(letter: str, following: str) -> float:
    """Of two blanks between brackets and stops one is left."""
    if letter in CLOSING and following in OPENING | CLOSING | {"・"}:
        return 0.5
    return 0.5 if letter in OPENING and following in OPENING else 0.0
