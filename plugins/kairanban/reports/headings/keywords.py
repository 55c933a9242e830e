"""The words of headings and paragraphs that make the lists below them calls or voices."""

import re
import unicodedata

LEVELS = frozenset(f"h{level}" for level in range(1, 7))
DECORATION = re.compile(r"[\s【】「」『』［］\[\]《》〈〉■◆●○◇□◎★☆▼▶※:：・*_!。]+")
CALLS = frozenset({"募集", "募集中", "callsforhelp", "callforhelp", "helpwanted"})
VOICES = frozenset({"会場の声", "参加者の声", "voicesfromtheroom", "voicesfromtheaudience"})
# Headings that may be meant so, for the linter.
LIKELY_CALLS = re.compile("募集|お手伝い|手を貸して|力を貸して|求む")
LIKELY_VOICES = re.compile("の声$|からの声|^声$|感想|会場から|参加者から")
# Text that may follow the last word of a paragraph that announces calls.
AFTER = r"(?:[ 　]*[（(][^（）()]*[）)])?[*_。．.！!：:♪☆★※…~〜】］ 　]*$"
# Paragraphs directly above a list of calls, and of voices; `LIKELY_…` for those that may be.
CALLING = re.compile(
    rf"募集(?:して(?:い|おり)ます|中です){AFTER}|\b(?i:looking for)\b[^.:!?]{{0,60}}[:.]$"
)
SPEAKING = re.compile(r"会場から|参加者から|\b(?i:from the (?:room|floor|audience))\b")
LIKELY_CALLING = re.compile(
    rf"(?:募集|募って|探して)(?:(?:いた)?します|中)?{AFTER}"
    "|(?:募集して|募って|探して)(?:い|おり|いたしており)ます|募集いたしております|募集中"
)
LIKELY_SPEAKING = re.compile(
    "(?:感想|声|意見)(?:が|を|も).{0,12}(?:寄せ|いただ|頂|あり|出|上が|聞)"
)
SAYS_NONE = re.compile("ありません|なし|ございません")


def is_calls(words: str) -> bool:
    """Return whether lists below a heading (plain words) are calls for help."""
    return _plain(words) in CALLS


def is_voices(words: str) -> bool:
    """Return whether lists below a heading (plain words) are voices from the room."""
    return _plain(words) in VOICES


def resembles_calls(words: str) -> bool:
    """Return whether a heading (plain words) may be meant to be one of calls."""
    return bool(LIKELY_CALLS.search(_plain(words)))


def resembles_voices(words: str) -> bool:
    """Return whether a heading (plain words) may be meant to be one of voices."""
    return bool(LIKELY_VOICES.search(_plain(words)))


def _plain(words: str) -> str:
    return DECORATION.sub("", unicodedata.normalize("NFKC", words)).casefold()
