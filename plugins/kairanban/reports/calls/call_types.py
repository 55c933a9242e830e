"""Types and statuses of calls, in the words that editors use for them."""

import re
import unicodedata
from collections.abc import Mapping

from ..sections.parsed_body import CallStatus

# Type -> its name in addresses.
TYPES: Mapping[str, str] = {
    "ボランティア": "volunteer",
    "プロボノ": "pro-bono",
    "物品": "goods",
    "寄付": "donation",
    "会員": "membership",
    "協働": "collaboration",
}
# Where no type is written, the first pattern that a call's words match gives it.
TYPE_PATTERNS = (
    ("プロボノ", re.compile("プロボノ")),
    ("会員", re.compile("会員")),
    ("協働", re.compile("協働|共同で")),
    ("物品", re.compile("物品|譲って|ゆずって|お譲り")),
    ("寄付", re.compile("寄付|カンパ|募金")),
    ("ボランティア", re.compile("ボランティア|手伝")),
)
STATUSES: Mapping[CallStatus, frozenset[str]] = {
    "open": frozenset("募集中 受付中 open".split()),
    "filled": frozenset(
        "決定 決定しました 決まりました 決まり 見つかりました 充足 充足しました 満員 "
        "満員になりました 定員 定員に達しました 募集完了 完了 filled 受け入れ済み 済".split()
    ),
    "closed": frozenset(
        "募集終了 終了 終了しました 終わりました 締切 締め切り 締切り 締め切りました 締切ました "
        "〆切 〆切ました 受付終了 募集締切 closed".split()
    ),
}
MAX_STATUS_CHARACTERS = 30  # characters of words that state a status
STATUS_PREFIX = re.compile("^(?:この|本)?(?:募集|受付|応募)[はを]|^お?かげさまで、?")
THANKS = re.compile("[。.、,! ]+(?:どうも|本当に)?ありがとうござい(?:ました|ます)$")
STATUS_BY_WORD = {word: status for status, words in STATUSES.items() for word in words}


def find_type(words: str) -> str | None:
    """Return the type (a key of `TYPES`) that a call's own words suggest, or None."""
    return next((name for name, pattern in TYPE_PATTERNS if pattern.search(words)), None)


def parse_status(words: str) -> CallStatus | None:
    """Return the status that words state, or None where they state none or something else too."""
    if len(words) > MAX_STATUS_CHARACTERS:
        return None
    plain = unicodedata.normalize("NFKC", words).strip(" 。.!※").lower()
    plain = THANKS.sub("", plain)
    return STATUS_BY_WORD.get(plain) or STATUS_BY_WORD.get(STATUS_PREFIX.sub("", plain))
