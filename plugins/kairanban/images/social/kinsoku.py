"""Line-breaking rules of Japanese (kinsoku), and the cost of a break between two letters.

Rules: JIS X 4051 and W3C's "Requirements for Japanese Text Layout" (line-start and line-end
prohibition, inseparable characters).
"""

import unicodedata

# Characters that may not start a line: closing brackets, stops, small kana, marks of length and
# repetition.
NOT_FIRST = frozenset(
    "、。，．・：；？！‼⁇⁈⁉ー―〜～‐–—…‥゛゜ヽヾゝゞ々〻"
    "）］｝〕〉》」』】〙〗〟’”»｠)]},.:;!?%‰°℃％′″"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "､｡･ｰｧｨｩｪｫｬｭｮｯﾞﾟ｣"
)
# Characters that may not end a line: opening brackets, and signs before a number.
NOT_LAST = frozenset("（［｛〔〈《「『【〘〖〝‘“«｟([{｢¥￥$＄£￡#＃№@＠")
INSEPARABLE = frozenset("…‥—―")  # no break between two of these
# Characters of which half an em is blank: in front of OPENING, behind CLOSING.
OPENING = frozenset("（［｛〔〈《「『【〘〖")
BRACKETS_END = frozenset("）］｝〕〉》」』】〙〗")
CLOSING = BRACKETS_END | frozenset("、。，．")
STRONG = frozenset("、。，．？！：；・／")  # good places for a break are behind these

# Costs of a break: at a stop or a blank, between phrases, between the parts of a compound word,
# inside a word, inside a Latin word or a number, at a place where no break is allowed.
STOP_COST, PHRASE_COST, PART_COST, WORD_COST, TORN_COST, FORBIDDEN_COST = (
    0.0,
    0.05,
    0.25,
    0.5,
    4.0,
    float("inf"),
)
IN_BRACKETS_COST = 0.2  # additional cost of a break inside brackets


def joins_previous(character: str, letter: str) -> bool:
    """Return whether a character is a mark on the letter before it, or joined to it."""
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"}
        or letter[-1] == "\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def break_cost(letter: str, following: str, between_phrases: bool) -> float:
    """Return the cost of a line break between two letters; `FORBIDDEN_COST` where none is allowed.

    `between_phrases` says whether a phrase ends there.
    """
    last, first = letter[0], following[0]
    if first.isspace() or last in NOT_LAST or first in NOT_FIRST:
        return FORBIDDEN_COST
    if last in INSEPARABLE and first in INSEPARABLE:
        return FORBIDDEN_COST
    if last.isspace() or first in OPENING or last in STRONG:
        return PHRASE_COST if last == " " and _is_western(first) else STOP_COST
    if last.isdigit() and first.isdigit():
        return TORN_COST
    if _is_western(last) and _is_western(first):
        return WORD_COST if last in "-/–_" else TORN_COST
    if between_phrases and not last.isdigit():
        return STOP_COST if last in CLOSING else PHRASE_COST
    kinds = _kind(last), _kind(first)
    return PART_COST if kinds in {("KATAKANA", "CJK"), ("CJK", "KATAKANA")} else WORD_COST


def _is_western(character: str) -> bool:
    return unicodedata.east_asian_width(character) not in {"W", "F", "A"}


def _kind(character: str) -> str:
    """Return the script that a character belongs to: the first word of its Unicode name."""
    return unicodedata.name(character, "").replace("-", " ").partition(" ")[0]


def blank_reduction(letter: str, following: str) -> float:
    """Return by how many ems two letters move together.

    Of the two half-em blanks between adjacent brackets and stops only one is left.
    """
    if letter in CLOSING and following in OPENING | CLOSING | {"・"}:
        return 0.5
    return 0.5 if letter in OPENING and following in OPENING else 0.0
