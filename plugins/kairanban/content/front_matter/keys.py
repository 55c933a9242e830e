"""Keys of the header: English or Japanese, and how what people type is matched with them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, init=False)
class Key:
    """How a field is written in the header.

    `name` is the English key where it differs from the field's; `labels` are the Japanese ones,
    the usual one first. `about` and `example` are for the reference tables and the JSON Schema.
    `translatable`: a translation says it in its own words; all others it has from its original.
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


# Keys inside lists and maps: ours first, then how people call them.
NESTED: Mapping[str, tuple[str, ...]] = {
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
    """A key as it is matched: NFKC, lower case, without spaces, `_` and `-`."""
    text = unicodedata.normalize("NFKC", key).lower()
    return "".join(c for c in text if not c.isspace() and c not in "_-")


NESTED_KEYS: dict[str, str] = {
    fold_key(word): name for name, labels in NESTED.items() for word in (name, *labels)
}
