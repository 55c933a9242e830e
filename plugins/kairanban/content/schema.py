"""The records of a site and their fields, each defined once.

From these definitions come validation, messages, the JSON Schema for editors' tools and the
reference tables in `docs/`, which quote the first line of each docstring. A field with a `Key`
may be written in the front matter; `validate_record` fills in the others. The order of fields
is the order of validation: a reader may look at the fields before its own.
"""

import sys
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict

from . import readers as r
from .front_matter.keys import Key


class Record(BaseModel):
    """The fields that every content file has."""

    model_config = ConfigDict(
        # A validator is built when it first reads a file: most commands read few kinds.
        defer_build=True,
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
    )

    slug: str
    path: str  # of the source file, relative to the content folder, with `/`
    body: str = ""  # Markdown below the front matter
    body_line: int = 1  # line of the file on which `body` begins, 1-based

    def __setstate__(self, state: dict[Any, Any]) -> None:
        """Restore a pickled record; field names are interned, so that all records share them."""
        own = {sys.intern(name): value for name, value in state["__dict__"].items()}
        given = {sys.intern(name) for name in state["__pydantic_fields_set__"]}
        super().__setstate__({**state, "__dict__": own, "__pydantic_fields_set__": given})


class Publishable(Record):
    """A record that can be held back as a draft or hidden."""

    status: Annotated[
        r.PublicationStatusField, Key("公開状態", about="公開するか", example="下書き")
    ] = "published"


class Event(Publishable):
    """An announcement: `content/events/<slug>.md`."""

    # Validated before the times below, which are in this zone.
    timezone: Annotated[r.Zone, Key("タイムゾーン", about="日時の標準時", example="Asia/Tokyo")] = (
        ""
    )
    title: Annotated[
        r.Line,
        Key(
            "題",
            "題名",
            "タイトル",
            "件名",
            "名称",
            "イベント名",
            about="催しの名前",
            example="一月の情報交換会",
            translatable=True,
        ),
    ]
    when: Annotated[
        r.When,
        Key(
            "日時",
            "開催日時",
            "開催日",
            "日程",
            "とき",
            "日付",
            about="開催の日時",
            example="2024年1月18日(木)19:00~20:30",
        ),
    ]
    doors: Annotated[
        r.Clock | None, Key("開場", "受付", about="受付を始める時刻", example="18:30")
    ] = None
    room: Annotated[
        r.Line | None, Key("部屋", about="部屋", example="6階 セミナーホール", translatable=True)
    ] = None
    place: Annotated[
        r.PlaceField | None,
        Key(
            "会場",
            "場所",
            "ところ",
            "開催場所",
            name="venue",
            about="会場（知っている会場の名前のあとは部屋）",
            example="仙台市市民活動サポートセンター 6階",
        ),
    ] = None
    online: Annotated[
        r.OnlineService | None,
        Key("オンライン", "配信", "Zoom", about="オンラインでの参加", example="Zoom"),
    ] = None
    summary: Annotated[
        r.Text,
        Key(
            "内容",
            "概要",
            about="一文か二文の紹介",
            example="近況を持ち寄ります。",
            translatable=True,
        ),
    ]
    program: Annotated[
        r.Markdown | None,
        Key(
            "プログラム",
            "次第",
            about="当日の流れ",
            example="- 19:00 近況を一人ずつ",
            translatable=True,
        ),
    ] = None
    fee: Annotated[r.Fee, Key("参加費", "料金", "費用", "会費", about="参加費", example="無料")]
    capacity: Annotated[r.CountField | None, Key("定員", about="定員", example="先着30名")] = None
    audience: Annotated[
        r.Text | None, Key("対象", about="どなた向けか", example="どなたでも", translatable=True)
    ] = None
    host: Annotated[
        r.Parties, Key("主催", about="主催する団体", example="せんだい・みやぎソーシャルハブ")
    ] = ()
    cohost: Annotated[
        r.Parties, Key("共催", about="共催する団体", example="仙台市市民活動サポートセンター")
    ] = ()
    support: Annotated[
        r.Parties,
        Key("後援", "協力", "協賛", about="後援・協力する団体", example="すずかけ通り商店街"),
    ] = ()
    speakers: Annotated[
        r.Speakers,
        Key(
            "登壇者",
            "登壇",
            "話題提供",
            "話題提供者",
            "講師",
            "ゲスト",
            "発表者",
            about="話す人",
            example="赤木さん、男澤さん",
        ),
    ] = ()
    registration: Annotated[
        r.Register | None,
        Key(
            "申込み",
            "申込",
            "申し込み",
            "お申込み",
            "お申し込み",
            "参加申込",
            "参加申し込み",
            "申込方法",
            "申込先",
            "申込フォーム",
            name="register",
            about="申し込み方法",
            example="https://example.org/form",
        ),
    ] = None
    deadline: Annotated[
        r.Deadline | None,
        Key("締切", "申込締切", "申込期限", about="申し込みの締切", example="1月17日(水)"),
    ] = None
    mailing_list: Annotated[
        r.Contact | None,
        Key("メーリングリスト", "ML", about="メーリングリスト", example="https://example.org/ml"),
    ] = None
    contact: Annotated[
        r.Contact | None,
        Key(
            "問合せ",
            "問い合わせ",
            "お問合せ",
            "お問い合わせ",
            "問合せ先",
            "お問い合わせ先",
            "連絡先",
            about="問い合わせ先",
            example="hub@example.org",
        ),
    ] = None
    donate: Annotated[
        r.Contact | None,
        Key("寄付", "サポート", about="寄付の案内先", example="https://example.org/donate"),
    ] = None
    accessibility: Annotated[
        r.Names,
        Key(
            "参加のサポート",
            "情報保障",
            "合理的配慮",
            about="参加のためのサポート",
            example="手話通訳、託児",
            translatable=True,
        ),
    ] = ()
    series: Annotated[
        r.SeriesRef | None, Key("シリーズ", about="シリーズの名前", example="情報交換会")
    ] = None
    tags: Annotated[r.Tags, Key("タグ", "分野", about="分野", example="防災、つながり")] = ()
    event_status: Annotated[
        r.EventStatusField, Key("状態", "開催状況", about="開催の状況", example="中止")
    ] = "scheduled"
    was: Annotated[
        r.SpansField, Key("変更前", about="変更前の日時", example="2024年1月11日(木)19:00~20:30")
    ] = ()
    status_note: Annotated[
        r.Text | None,
        Key(
            "変更理由",
            "中止理由",
            about="変更や中止の理由",
            example="大雪のため",
            translatable=True,
        ),
    ] = None
    repeat: Annotated[
        r.Repeating, Key("繰り返し", "定例", about="繰り返し", example="毎月第3木曜")
    ] = None
    except_: Annotated[
        r.DaysField,
        Key(
            "除外日", "休み", name="except", about="繰り返しから除く日", example="8月15日、12月31日"
        ),
    ] = ()
    replaces: Annotated[
        r.OccurrenceRefField | None,
        Key("振替元", about="置き換える回", example="{event: pc-shuri-sodankai, date: 2024-05-16}"),
    ] = None
    image_alt: Annotated[
        r.Line | None,
        Key("画像の説明", about="画像の説明", example="円になって話す参加者", translatable=True),
    ] = None
    image: Annotated[
        r.Image | None,
        Key("見出し画像", "画像", "チラシ", about="見出しの画像", example="header.jpg"),
    ] = None
    notice: Annotated[
        r.Markdown | None,
        Key(
            "前書き",
            "お知らせ",
            "お見舞い",
            about="最初に伝えること",
            example="会場が変わりました。",
            translatable=True,
        ),
    ] = None
    note: Annotated[
        r.Markdown | None,
        Key(
            "備考",
            "持ち物",
            "その他",
            about="備考",
            example="筆記用具をお持ちください。",
            translatable=True,
        ),
    ] = None
    plain: Annotated[
        r.Markdown | None,
        Key("やさしい日本語", about="やさしい日本語での案内", example="みんなで はなす かいです。"),
    ] = None
    author: Annotated[
        r.Line | None,
        Key("執筆", "文責", "担当", about="書いた人", example="広報係", translatable=True),
    ] = None
    uid: Annotated[
        r.Uid | None,
        Key(
            about="カレンダーでの識別子（ふつうは書きません）", example="2024-01-18-kai@example.org"
        ),
    ] = None
    modified: Annotated[
        r.Instant | None, Key(about="更新日時（ふつうは書きません）", example="2024-01-10 09:00")
    ] = None


class Report(Publishable):
    """A report: `content/reports/<slug>/index.md` or `content/reports/<slug>.md`."""

    title: Annotated[
        r.Line,
        Key(
            "題",
            "題名",
            "タイトル",
            "件名",
            about="レポートの題",
            example="十二月の情報交換会",
            translatable=True,
        ),
    ]
    date: Annotated[
        r.Day, Key("公開日", "投稿日", "掲載日", about="公開した日", example="2024年1月5日(金)")
    ]
    event: Annotated[
        r.OccurrenceRefField | None,
        Key("イベント", "対象イベント", about="報告する催し", example="2023-12-21-johokokankai"),
    ] = None
    when: Annotated[
        r.When | None,
        Key(
            "日時",
            "開催日",
            about="開催の日時（催しのファイルがないとき）",
            example="2023年12月21日(木)19:00~20:30",
        ),
    ] = None
    place: Annotated[
        r.PlaceField | None,
        Key(
            "会場",
            name="venue",
            about="会場（催しのファイルがないとき）",
            example="仙台市市民活動サポートセンター",
        ),
    ] = None
    online: Annotated[
        r.OnlineService | None,
        Key("オンライン", about="オンライン（催しのファイルがないとき）", example="Zoom"),
    ] = None
    image_alt: Annotated[
        r.Line | None,
        Key("画像の説明", about="画像の説明", example="円になって話す参加者", translatable=True),
    ] = None
    image: Annotated[
        r.Image | None,
        Key("見出し画像", "画像", "チラシ", about="見出しの画像", example="header.jpg"),
    ] = None
    summary: Annotated[
        r.Text | None,
        Key(
            "概要",
            about="紹介（なければ最初の段落）",
            example="三つの団体が活動を話しました。",
            translatable=True,
        ),
    ] = None
    attendance: Annotated[
        r.AttendanceField | None,
        Key("参加者数", "参加人数", about="参加した人の数", example="会場15名、Zoom10名"),
    ] = None
    next: Annotated[r.Next, Key("次回", about="次の催し", example="auto")] = "auto"
    materials: Annotated[
        r.Materials,
        Key("資料", "配布資料", about="資料", example="- {title: 配布資料, url: shiryo.pdf}"),
    ] = ()
    consent: Annotated[
        r.Names, Key("掲載同意", about="名前と写真の掲載に同意した人", example="全員")
    ] = ()
    notice: Annotated[
        r.Markdown | None,
        Key(
            "前書き",
            "お知らせ",
            "お見舞い",
            about="最初に伝えること",
            example="会場が変わりました。",
            translatable=True,
        ),
    ] = None
    note: Annotated[
        r.Markdown | None,
        Key(
            "備考",
            "持ち物",
            "その他",
            about="備考",
            example="筆記用具をお持ちください。",
            translatable=True,
        ),
    ] = None
    tags: Annotated[r.Tags, Key("タグ", "分野", about="分野", example="防災、つながり")] = ()
    plain: Annotated[
        r.Markdown | None,
        Key("やさしい日本語", about="やさしい日本語での報告", example="みんなで はなしました。"),
    ] = None
    author: Annotated[
        r.Line | None,
        Key("執筆", "文責", "担当", about="書いた人", example="広報係", translatable=True),
    ] = None
    mailing_list: Annotated[
        r.Contact | None,
        Key("メーリングリスト", "ML", about="メーリングリスト", example="https://example.org/ml"),
    ] = None
    donate: Annotated[
        r.Contact | None,
        Key("寄付", "サポート", about="寄付の案内先", example="https://example.org/donate"),
    ] = None
    modified: Annotated[
        r.Instant | None, Key(about="更新日時（ふつうは書きません）", example="2024-01-10 09:00")
    ] = None


class Organization(Record):
    """Who takes part: `content/organizations/<slug>.md`; the body introduces it."""

    name: Annotated[
        r.Line,
        Key(
            "名称",
            "団体名",
            about="団体の名前",
            example="せんだい・みやぎソーシャルハブ",
            translatable=True,
        ),
    ]
    kana: Annotated[
        r.Line | None,
        Key("よみ", "ふりがな", about="読み", example="せんだい・みやぎそーしゃるはぶ"),
    ] = None
    aliases: Annotated[
        r.Names,
        Key("別名", "略称", about="ほかの呼び方", example="ソーシャルハブ", translatable=True),
    ] = ()
    url: Annotated[
        r.Url | None,
        Key("サイト", "ホームページ", about="ウェブサイト", example="https://example.org/"),
    ] = None
    contact: Annotated[
        r.Contact | None, Key("連絡先", about="連絡先", example="hub@example.org")
    ] = None
    phone: Annotated[r.Line | None, Key("電話", about="電話番号", example="022-123-4567")] = None
    logo: Annotated[r.Logo | None, Key("ロゴ", about="ロゴの画像", example="logo.png")] = None
    area: Annotated[
        r.Line | None, Key("地域", about="活動する地域", example="仙台市", translatable=True)
    ] = None
    tags: Annotated[r.Tags, Key("タグ", about="分野", example="防災、つながり")] = ()


class Venue(Record):
    """A place: `content/venues/<slug>.md`."""

    name: Annotated[
        r.Line,
        Key(
            "名称",
            "会場名",
            about="会場の名前",
            example="仙台市市民活動サポートセンター",
            translatable=True,
        ),
    ]
    address: Annotated[
        r.Line,
        Key(
            "住所", "所在地", about="住所", example="仙台市青葉区一番町四丁目1-3", translatable=True
        ),
    ]
    aliases: Annotated[
        r.Names, Key("別名", about="ほかの呼び方", example="サポートセンター", translatable=True)
    ] = ()
    geo: Annotated[r.Geo | None, Key("緯度経度", about="緯度と経度", example="38.26, 140.87")] = (
        None
    )
    access: Annotated[
        r.Text | None,
        Key(
            "交通",
            "アクセス",
            about="行き方",
            example="地下鉄 広瀬通駅から徒歩5分",
            translatable=True,
        ),
    ] = None
    accessibility: Annotated[
        r.Text | None,
        Key(
            "バリアフリー",
            about="設備",
            example="エレベーター、車いすで使えるトイレ",
            translatable=True,
        ),
    ] = None
    phone: Annotated[r.Line | None, Key("電話", about="電話番号", example="022-123-4567")] = None
    url: Annotated[
        r.Url | None, Key("サイト", about="ウェブサイト", example="https://example.org/")
    ] = None


class Series(Record):
    """Events that belong together: `content/series/<slug>.md`.

    A series' file may also hold fields of an event. They are no fields of this record but
    `Header.defaults`: entries that are read again with each event that leaves them out.
    """

    name: Annotated[
        r.Line, Key("名称", about="シリーズの名前", example="情報交換会", translatable=True)
    ]
    summary: Annotated[
        r.Text | None, Key("概要", about="紹介", example="毎月の集まりです。", translatable=True)
    ] = None
    repeat: Annotated[
        r.Line | None,
        Key("定例", "繰り返し", about="定例の日時", example="毎月第3木曜 19:00-20:30"),
    ] = None
    start: Annotated[
        r.Day | None, Key("開始", about="定例の最初の日", example="2023年4月20日(木)")
    ] = None
    except_: Annotated[
        r.DaysField,
        Key("休み", "除外日", name="except", about="定例から除く日", example="8月15日、12月31日"),
    ] = ()


class Page(Publishable):
    """A page of its own: `content/pages/<slug>.md`, published at `/<slug>/`."""

    title: Annotated[
        r.Line, Key("題", about="ページの題", example="私たちについて", translatable=True)
    ]
    summary: Annotated[
        r.Text | None, Key("概要", about="紹介", example="毎月の集まりです。", translatable=True)
    ] = None
    nav: Annotated[r.Order | None, Key("メニュー", about="メニューでの順番", example="1")] = None
