"""The keys of the header, in English and Japanese, and their folding for comparison."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, init=False)
class Key:
    """The spellings of a field's key in the header, and its description.

    `name` is the English key where it differs from the field's name; `labels` are the Japanese
    keys, the usual one first. `about` and `example` are for the reference tables and the JSON
    Schema. `translatable` says that a translation gives the field in its own words; all other
    fields it takes from its original.
    """

    labels: tuple[str, ...]
    name: str | None
    about: str
    example: str | None
    translatable: bool

    def __init__(
        self,
        *labels: str,
        name: str | None = None,
        about: str,
        example: str | None = None,
        translatable: bool = False,
    ) -> None:
        object.__setattr__(self, "labels", labels)
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "about", about)
        object.__setattr__(self, "example", example)
        object.__setattr__(self, "translatable", translatable)


# Keys inside lists and maps: the English name, and the Japanese words that people use for it.
NESTED_LABELS: Mapping[str, tuple[str, ...]] = {
    "start": ("開始",),
    "end": ("終了",),
    "name": ("氏名", "名称", "名前", "お名前"),
    "organization": ("所属", "団体", "団体名"),
    "topic": ("テーマ", "題名", "演題"),
    "address": ("住所", "所在地"),
    "geo": ("緯度経度",),
    "room": ("部屋",),
    "label": ("区分", "対象"),
    "price": ("金額", "料金", "参加費"),
    "url": ("アドレス", "リンク", "申込先"),
    "opens": ("受付開始",),
    "until": ("締切", "期限", "受付終了"),
    "note": ("備考", "補足"),
    "file": ("ファイル", "画像"),
    "alt": ("説明", "画像の説明"),
    "credit": ("撮影", "提供"),
    "event": ("イベント", "催し"),
    "date": ("日付", "日"),
    "title": ("題", "資料名"),
    "venue": ("会場",),
    "online": ("オンライン",),
}


def fold_key(key: str) -> str:
    """Return a key for comparison: NFKC, lower case, without spaces, `_` and `-`."""
    text = unicodedata.normalize("NFKC", key).lower()
    return "".join(c for c in text if not c.isspace() and c not in "_-")


NESTED_KEYS: dict[str, str] = {
    fold_key(word): name for name, labels in NESTED_LABELS.items() for word in (name, *labels)
}
