"""The sentences of all problems, in Japanese and English, by code.

`invoke check --format json` gives each finding's code, which stays the same when the sentence
changes. The placeholders are the `params` of `Unreadable`.
"""

from collections.abc import Mapping
from typing import Literal

from .date_problems import DATES
from .history_problems import HISTORY
from .media_problems import MEDIA
from .recurrence_problems import RECURRENCE
from .report_problems import REPORTS
from .translation_problems import TRANSLATIONS

Language = Literal["ja", "en"]

FILES = {
    "no-content": ("記事のフォルダーが見つかりません", "the content folder is not there"),
    "empty-file": ("ファイルが空です", "the file is empty"),
    "binary-file": ("文章のファイルではありません", "this is not a text file"),
    "not-utf8": (
        "文字コードが{encoding}です。UTF-8で保存し直してください",
        "the encoding is {encoding}; please save the file as UTF-8",
    ),
    "broken-utf8": (
        "UTF-8として読めない文字があります。UTF-8で保存し直してください",
        "this is not valid UTF-8; please save the file as UTF-8",
    ),
    "unreadable-file": ("ファイルを開けません（{reason}）", "the file cannot be opened ({reason})"),
    "unread-file": (
        "このファイルはどこにも使われません。記事なら名前の終わりを「.md」にしてください",
        "nothing reads this file; an article's name ends in .md",
    ),
    "unread-folder": (
        "記事は{folders}のどれかに置いてください",
        "articles belong into one of {folders}",
    ),
    "unread-place": (
        "この場所の記事は読まれません。{kind}/のすぐ下に置いてください",
        "nothing reads articles here; put it directly into {kind}/",
    ),
    "unused-file": (
        "どの記事からも使われていないので、公開されません",
        "no article uses this file, so it is not published",
    ),
    "bad-slug": (
        "名前「{name}」に使えない文字があります。半角の小文字、数字、「-」だけにしてください",
        "the name “{name}” may hold only lower-case ASCII letters, digits and “-”",
    ),
    "taken-slug": (
        "名前「{name}」はサイトが使っています。別の名前にしてください",
        "the name “{name}” is taken by the site itself; choose another",
    ),
    "duplicate-slug": (
        "「{name}」は{other}にもあります。どちらかの名前を変えてください",
        "“{name}” is also {other}; rename one of them",
    ),
    "outside-content": (
        "「{target}」は記事のフォルダーの外です",
        "“{target}” is outside the content folder",
    ),
    "join-url": (
        "会議の入室用アドレスは公開できません。申し込んだ方にだけ知らせてください",
        "the address for joining a meeting must not be published; tell it only to participants",
    ),
    "meeting-id": (
        "会議のIDやパスコードは公開できません。申し込んだ方にだけ知らせてください",
        "a meeting's ID or passcode must not be published; tell it only to participants",
    ),
    "removed-html": (
        "「<{name}>」の部分は取り除いて公開します。動画や地図は、そのページへのリンクを書いてください",
        "“<{name}>” is left out; write a link to the page of the video or map instead",
    ),
    "personal-mail": (
        "「{text}」は個人のメールアドレスのようです。公開してよければ「問合せ」か団体の「連絡先」に書いてください",
        "“{text}” looks like a person's address; if all may see it, say so in a “contact”",
    ),
    "mobile-number": (
        "「{text}」は携帯電話の番号のようです。公開してよければ「問合せ」か団体の「連絡先」に書いてください",
        "“{text}” looks like a mobile number; if all may see it, say so in a “contact”",
    ),
}
HEADER = {
    "missing-fence": (
        "最初の行に「---」がありません",
        "the first line must be “---”",
    ),
    "unclosed-fence": (
        "項目の終わりを示す「---」の行がありません。この行の前に入れてください",
        "the closing “---” is missing; put it before this line",
    ),
    "control-character": (
        "目に見えない制御文字（{character}）があります。消してください",
        "there is an invisible control character ({character}); delete it",
    ),
    "not-a-field": (
        "「{text}」は「項目: 内容」の形ではありません",
        "“{text}” is not of the form “key: value”",
    ),
    "unknown-key": ("「{name}」という項目はありません", "there is no key “{name}”"),
    "duplicate-key": (
        "同じ項目が二度書かれています（{at}行目の「{first}」）",
        "the same field is written twice (“{first}” in line {at})",
    ),
    "missing-field": ("この項目が必要です", "this field is required"),
    "unreadable-value": (
        "一覧の書き方を読み取れません。行頭の空白や「-」をそろえてください",
        "the list cannot be read; check its indentation and hyphens",
    ),
    "unclosed-list": ("「[」に対応する「]」がありません", "“[” is not closed"),
    "not-text": ("一覧ではなく文章を書いてください", "text is wanted here, not a list"),
}
VALUES = {
    "two-times": (
        "「{first}」と「{second}」の両方があります。どちらかにしてください",
        "both “{first}” and “{second}” are given; keep one",
    ),
    "no-start": ("始まりの日時（start）がありません", "the start is missing"),
    "not-a-url": (
        "「{text}」はウェブのアドレスではありません",
        "“{text}” is not a web address",
    ),
    "no-address": ("アドレス（url）がありません", "the address (url) is missing"),
    "no-name": ("名前（name）がありません", "the name is missing"),
    "no-price": ("金額（price）がありません", "the price is missing"),
    "no-file": ("ファイルの名前（file）がありません", "the file's name is missing"),
    "no-event": ("どの催しか（event）がありません", "the event is missing"),
    "no-alt": (
        "画像「{file}」の説明がありません。見えない方のために、何が写っているかを書いてください",
        "the picture “{file}” has no description; say what it shows for those who cannot see it",
    ),
    "not-a-number": ("「{text}」は数ではありません", "“{text}” is not a number"),
    "bad-tag": (
        "タグ「{tag}」に使えない文字があるか、長すぎます",
        "the tag “{tag}” is too long or holds a character that cannot be used",
    ),
    "bad-uid": (
        "「{text}」は識別子に使えません。半角の英数字と記号だけで書いてください",
        "“{text}” cannot be a UID; use printable ASCII without spaces",
    ),
    "bad-geo": (
        "「{text}」は緯度と経度ではありません。「38.26, 140.87」のように書いてください",
        "“{text}” is not a latitude and longitude such as “38.26, 140.87”",
    ),
    "swapped-geo": ("緯度と経度が逆のようです", "latitude and longitude seem to be swapped"),
    "unknown-choice": ("「{text}」は選べません", "“{text}” is not one of the choices"),
}
REFERENCES = {
    "unknown-organization": (
        "団体「{name}」は登録されていません。名前だけを載せます",
        "the organization “{name}” is not known; only its name is shown",
    ),
    "unknown-venue": (
        "会場「{name}」は登録されておらず、住所もありません",
        "the venue “{name}” is not known and has no address",
    ),
    "unknown-series": ("シリーズ「{name}」がありません", "there is no series “{name}”"),
    "unknown-event": ("催し「{name}」がありません", "there is no event “{name}”"),
    "not-published": (
        "「{name}」は公開されていません（下書きか非公開です）",
        "“{name}” is not published (a draft, or hidden)",
    ),
    "no-event-or-time": (
        "「イベント」か「日時」と「会場」のどちらかが必要です",
        "either the event, or the time and the venue, is required",
    ),
    "no-place": ("会場かオンラインのどちらかが必要です", "a venue or “online” is required"),
    "no-former-date": (
        "日時変更のときは「変更前」に前の日時を書いてください",
        "a rescheduled event needs its former date in “was”",
    ),
    "not-online": (
        "オンライン変更のときは「オンライン」に何で開くかを書いてください",
        "an event that moved online needs “online”",
    ),
    "nothing-to-except": (
        "繰り返しではないので、除外する日はありません",
        "the event does not repeat, so there is nothing to except",
    ),
    "same-name": ("「{name}」は{other}の名前でもあります", "“{name}” is also a name of {other}"),
    "same-uid": (
        "識別子「{uid}」は{other}も使っています",
        "the UID “{uid}” is also used by {other}",
    ),
    "unusable-link": (
        (
            "リンク先「{target}」は、読む方には開けません。ウェブのアドレス（https://…）か、"
            "原稿のフォルダーにあるファイルの名前を書いてください"
        ),
        (
            "no reader can open “{target}”; write a web address (https://…), "
            "or the name of a file in the content folder"
        ),
    ),
    "dangling-link": ("リンク先「{target}」がありません", "there is nothing at “{target}”"),
    "unknown-link": (
        "リンク「{target}」の書き方がわかりません。{{filename}}、{{static}}、{{attach}}が使えます",
        "“{target}” cannot be understood; use {{filename}}, {{static}} or {{attach}}",
    ),
}
SENTENCES: Mapping[str, tuple[str, str]] = (
    FILES
    | HEADER
    | VALUES
    | REFERENCES
    | DATES
    | RECURRENCE
    | MEDIA
    | HISTORY
    | REPORTS
    | TRANSLATIONS
)


def sentence(code: str, params: Mapping[str, object], language: Language) -> str:
    """Return the sentence of `code` with `params` filled in; raise `KeyError` if one is unknown."""
    japanese, english = SENTENCES[code]
    return (english if language == "en" else japanese).format(**params)
