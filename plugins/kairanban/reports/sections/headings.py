"""The words of headings below which lists are calls or voices, and what comes near them."""

import re
import unicodedata

HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
DECORATION = re.compile(r"[\s【】「」『』［］\[\]■◆●○◇□★☆:：・*_]+")
CALLS = frozenset({"募集", "募集中"})
VOICES = frozenset({"会場の声", "参加者の声"})
NEARLY_CALLS = re.compile("募集|お手伝い|手を貸して|力を貸して|求む")
NEARLY_VOICES = re.compile("の声$|からの声|^声$|感想|会場から|参加者から")


def is_calls(words: str) -> bool:
    """Whether lists below this heading are calls for help."""
    return _plain(words) in CALLS


def is_voices(words: str) -> bool:
    """Whether lists below this heading are voices from the room."""
    return _plain(words) in VOICES


def nearly_calls(words: str) -> bool:
    """Whether people may have meant calls."""
    return bool(NEARLY_CALLS.search(_plain(words)))


def nearly_voices(words: str) -> bool:
    """Whether people may have meant voices."""
    return bool(NEARLY_VOICES.search(_plain(words)))


def _plain(words: str) -> str:
    return DECORATION.sub("", unicodedata.normalize("NFKC", words))
