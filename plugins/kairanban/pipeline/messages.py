"""The messages that a build prints: findings, progress and results, in Japanese or English."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import NoReturn

from ..content.messages.catalogue import Language
from ..content.problems import Problem

ANNOUNCE_AFTER = 2.0  # seconds after which a step says what it does
# Seconds between two lines of progress: on a terminal, and elsewhere (logs).
TERMINAL_INTERVAL, LOG_INTERVAL = (
    0.2,
    10.0,
)

# By code: the sentence in Japanese and in English, with fields for `str.format`.
MESSAGES: dict[str, tuple[str, str]] = {
    "reading": ("記事を読んでいます…", "reading the content…"),
    "writing": ("ページを作っています…", "making pages…"),
    "pictures": (
        "画像を作っています… {done}/{total}枚",
        "making pictures… {done} of {total}",
    ),
    "indexing": ("検索の準備をしています…", "indexing for the search…"),
    "drawing": ("SNS用の画像を作っています…", "drawing social cards…"),
    "no-font": (
        "SNS用の画像は文字なしです。Noto Sans CJK JP（Debianなら fonts-noto-cjk）を入れてください",
        "social cards are without words: install Noto Sans CJK JP (on Debian fonts-noto-cjk)",
    ),
    "checking": ("できたサイトを確かめています…", "checking what was made…"),
    "built": (
        "{path}/ を作りました（書いたファイル {written}、消したファイル {deleted}）",
        "built {path}/ ({written} files written, {deleted} deleted)",
    ),
    "unchanged": (
        "{path}/ は新しいままです（変わったものはありません）",
        "{path}/ is as it should be; nothing changed",
    ),
    "not-built": (
        "直すところが{count}件あるので、サイトは作り直していません",
        "{count} problems: the site was not built, the last one stays",
    ),
    "broken-link": (
        "{page}: リンク先「{target}」がサイトの中にありません",
        "{page}: nothing in the site is at “{target}”",
    ),
    "meeting-address": (
        "{page}: 会議の入室用アドレスは公開できません。元のファイルから消してください",
        "{page}: holds the address for joining a meeting; take it out of the file it comes from",
    ),
    "waiting": (
        "ほかの作業がサイトを作っています。終わるのを待っています…",
        "another build is at work; waiting for it to end…",
    ),
    "state-damaged": (
        "前回の記録が壊れていたので、初めから作り直します",
        "what was remembered of the last build is damaged; everything is made again",
    ),
    "foreign-output": (
        "出力先「{path}」には、このサイトのものではないファイルがあります。空のフォルダーを指定してください",
        "the output folder “{path}” holds files that are not this site's; name an empty one",
    ),
    "bad-epoch": (
        "SOURCE_DATE_EPOCH「{value}」は秒数ではありません",
        "SOURCE_DATE_EPOCH “{value}” is no number of seconds",
    ),
    "no-settings": ("設定「{path}」がありません", "there are no settings at “{path}”"),
    "bad-settings": (
        "{path}:{line}: 設定がPythonとして読めません（{reason}）",
        "{path}:{line}: the settings are no Python ({reason})",
    ),
    "failing-settings": (
        "{path}:{line}: 設定に誤りがあります（{reason}）",
        "{path}:{line}: the settings are wrong ({reason})",
    ),
    "no-theme": ("テーマ「{path}」がありません", "there is no theme at “{path}”"),
    "no-content": (
        "記事のフォルダー「{path}」がありません",
        "the content folder “{path}” is not there",
    ),
    "no-plugin": (
        "プラグインを読み込めませんでした。上の説明を見てください",
        "the plugin could not be loaded; see above",
    ),
    "bad-template": (
        "{path}:{line}: テンプレートの誤りです: {reason}",
        "{path}:{line}: the template is wrong: {reason}",
    ),
    "no-disk": (
        "ファイルを書けませんでした（{reason}）。前のサイトはそのままです",
        "a file could not be written ({reason}); the last site stays",
    ),
}


def message(code: str, language: str, **params: object) -> str:
    """Return the message `code`, formatted with `params`: English for "en", else Japanese."""
    japanese, english = MESSAGES[code]
    return (english if language == "en" else japanese).format(**params)


def print_problems(findings: Iterable[Problem], folder: str, language: str) -> None:
    """Print findings to stderr, one a line; `folder` is the content folder's name."""
    for line in format_problems(findings, folder, language):
        print(line, file=sys.stderr)


def format_problems(findings: Iterable[Problem], folder: str, language: str) -> Iterator[str]:
    """Yield each finding as a line of text; warnings begin with a mark."""
    known: Language = "en" if language == "en" else "ja"
    for found in findings:
        mark = {"problem": "", "warning": "注意: " if known == "ja" else "warning: "}[found.level]
        yield mark + found.text(folder, known)


@contextmanager
def announce_if_slow(code: str, language: str) -> Iterator[None]:
    """Print the message `code` to stderr if the block takes longer than `ANNOUNCE_AFTER`."""
    timer = Timer(ANNOUNCE_AFTER, print, [message(code, language)], {"file": sys.stderr})
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class Progress:
    """A progress display of a long step: a line on stderr from time to time.

    `code` names a message with `done` and `total`. On a terminal the line is overwritten in
    place. `clock` returns seconds.
    """

    def __init__(
        self, code: str, total: int, language: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._code, self._total, self._language = code, total, language
        self._done = 0
        self._clock = clock
        self._next = clock() + ANNOUNCE_AFTER
        self._shown = False

    def __enter__(self) -> "Progress":
        return self

    def step(self) -> None:
        """Count one more item as done, and print the progress if it is time."""
        self._done += 1
        if self._clock() < self._next:
            return
        on_terminal = sys.stderr.isatty()
        self._next = self._clock() + (TERMINAL_INTERVAL if on_terminal else LOG_INTERVAL)
        self._shown = True
        line = message(self._code, self._language, done=self._done, total=self._total)
        print(line, end="\r" if on_terminal else "\n", file=sys.stderr, flush=True)

    def __exit__(self, *_: object) -> None:
        if self._shown and sys.stderr.isatty():
            print(file=sys.stderr)


def exit_with(words: str) -> NoReturn:
    """Print `words` to stderr and end the program with exit code 1.

    Raise `SystemExit`, because Pelican catches all other exceptions and shows a traceback.
    """
    print(words, file=sys.stderr)
    raise SystemExit(1)
