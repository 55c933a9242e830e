"""The sentences about the bodies of reports, in Japanese and English, by code."""

REPORTS: dict[str, tuple[str, str]] = {
    "no-consent": (
        (
            "見出しに「{name}」とありますが、掲載の同意が記録されていません。"
            "ご本人に確かめてから、はじめの --- の間に書いてください"
        ),
        "the heading names {name}, whose consent is not recorded; ask, then add it to the header",
    ),
    "unknown-session": (
        "見出しの「{name}」は、登録された団体の名前で始まっていません。名前だけを載せます",
        "the heading “{name}” starts with no known organization; only its name is shown",
    ),
    "session-level": (
        "名前のある見出しですが、発表とはみなしていません。発表の見出しは「##」で始めてください",
        "this heading names somebody but begins no session; a session's heading is of level 2",
    ),
    "session-inside": (
        "一覧や引用の中の見出しは、発表とみなしません。前後を一行あけて、行のはじめに書いてください",
        "a heading inside a list or quotation begins no session; put it on a line of its own",
    ),
    "session-officer": (
        (
            "「{name}」を人の名前とはみなしていません。"
            "名前は「さん」「氏」「様」「先生」のどれかで終えてください"
        ),
        "“{name}” is not read as a person; names end in さん, 氏, 様 or 先生",
    ),
    "session-unread": (
        (
            "「{name}」を、発表した人とはみなしていません。"
            "発表の見出しは「## 団体の名前（{name}）」のように、"
            "名前を終わりのかっこに入れてください"
        ),
        (
            "{name} is not read as the speaker of a session; "
            "put the name into parentheses at the heading's end"
        ),
    ),
    "skipped-level": (
        "見出しの段が飛んでいます。上の見出しのすぐ下の段にしてください",
        "this heading skips a level",
    ),
    "nearly-calls": (
        (
            "この一覧は募集の掲示板に載りません。"
            "載せるときは、見出し「{name}」を「募集」にしてください"
            "（発表の中なら「### 募集」、ほかは「## 募集」）"
        ),
        (
            "this list is not on the board; "
            "call the heading “{name}” 募集 (of level 3 in a session, else 2)"
        ),
    ),
    "nearly-calling": (
        (
            "この下の一覧は募集の掲示板に載りません。"
            "載せるときは、段落を「募集しています。」で終えてください"
        ),
        "the list below is not on the board; end the paragraph with 募集しています。",
    ),
    "calling-outside": (
        (
            "この下の一覧は、発表の中ではないので募集の掲示板に載りません。"
            "載せるときは、一覧の上に「## 募集」という見出しをつけてください"
        ),
        "the list below is in no session and not on the board; put the heading ## 募集 above it",
    ),
    "nearly-voices": (
        "この一覧は会場の声とはみなしていません。見出し「{name}」を「会場の声」か「参加者の声」にしてください",
        "this list is not read as voices; call the heading “{name}” 会場の声 or 参加者の声",
    ),
    "nearly-speaking": (
        (
            "この下の一覧は会場の声とはみなしていません。"
            "声のときは、段落に「会場から」か「参加者から」と書いてください"
        ),
        "the list below is not read as voices; say 会場から or 参加者から in the paragraph",
    ),
    "no-calls": (
        (
            "見出し「{name}」の下に一覧がないので、募集の掲示板に載りません。"
            "一つずつ「- 」か「・」で始めてください"
        ),
        "there is no list below {name}, so nothing of it is on the board; begin each with - or ・",
    ),
    "no-voices": (
        (
            "見出し「{name}」の下に一覧がないので、会場の声とはみなしていません。"
            "一つずつ「- 」か「・」で始めてください"
        ),
        "there is no list below {name}, so nothing is read as voices; begin each with - or ・",
    ),
    "calling-alone": (
        (
            "「募集」とありますが、すぐ下に一覧がないので募集の掲示板に載りません。"
            "載せるときは、一つずつ「- 」か「・」で始めてください"
        ),
        "this calls for help, but no list follows, so it is not on the board",
    ),
    "unlisted": (
        "「{mark}」で始まる行は箇条書きになりません。「- 」か「・」で始めてください",
        "lines that begin with {mark} make no list; begin them with - or ・",
    ),
    "stray-attributes": (
        ("「{{ }}」の中は読み取っていません。募集の項目の、いちばん終わりに書いてください"),
        "this attribute list is not read; it belongs to the end of a call's item",
    ),
    "nearly-deadline": (
        ("期限は読み取っていません。項目の終わりに「（6月30日まで）」のように書いてください"),
        "no deadline is read from this; write it at the item's end, as in （6月30日まで）",
    ),
    "unreadable-body": (
        "本文の書き方が込み入っていて、見出しも一覧も読み取れません。言葉だけをそのまま載せます",
        "the body nests too deep to be read as Markdown; only its words are shown",
    ),
    "call-over-before": (
        "募集の期限（{day}）が、レポートの公開日より前です。終わった募集として載せます",
        "the call's last day ({day}) is before the report appeared; it is shown as ended",
    ),
    "reported-twice": (
        (
            "「{name}」のレポートは、{other}にもあります。"
            "写したもとのレポートのままになっていないか、確かめてください"
        ),
        (
            "{other} reports “{name}” as well; "
            "is this still the event of the report it was copied from?"
        ),
    ),
    "published-before": (
        (
            "公開日（{date}）が、集まりの日（{day}）より前です。"
            "写したもとのレポートのままになっていないか、確かめてください"
        ),
        (
            "the report's date ({date}) is before the meeting ({day}); "
            "is it still that of the report it was copied from?"
        ),
    ),
    "announcement-inside": (
        (
            "次の催しの案内のようです。ここに書いたままでは予定にもカレンダーにも載りません。"
            "この数行を、次の名前のファイルの「---」の間に移してください"
        ),
        (
            "this announces an event, which neither lists nor calendars know from here; "
            "move these lines between the --- lines of this file"
        ),
    ),
    "unclosed-attributes": (
        "「{{」に対応する「}}」がありません",
        "the attribute list is not closed",
    ),
    "bad-attribute": (
        "「{text}」を読み取れません。「#id」か「区分=ボランティア」のように書いてください",
        "“{text}” is no attribute; write #id or key=value",
    ),
    "unknown-attribute": (
        "「{name}」という項目はありません。区分、期限、状態、申込先が使えます",
        "there is no attribute “{name}”; type, until, status and apply are known",
    ),
    "attribute-twice": ("「{name}」が二度書かれています", "“{name}” is written twice"),
    "taken-id": (
        "「{name}」は使えません。「page-」で始まる名前はサイトが使っています",
        "the id “{name}” is taken; those that begin with page- are the site's own",
    ),
    "duplicate-id": (
        "「#{name}」が二か所にあります。片方を変えてください",
        "the id “{name}” stands twice; change one",
    ),
    "changed-call": (
        (
            "公開した募集のアドレスが変わってしまいます。"
            "前のアドレスで来る人のために、項目の終わりに書き足してください"
        ),
        "the published address of this call would change; add its former id at the item's end",
    ),
    "changed-session": (
        (
            "公開した発表のアドレスが変わってしまいます。"
            "前のアドレスで来る人のために、見出しの終わりに書き足してください"
        ),
        "the published address of this session would change; add its former id to the heading",
    ),
    "lost-call": (
        (
            "公開した募集「{title}」がなくなっています。終わったのなら、"
            "消さずに【募集終了】と書き足してください"
        ),
        "the published call “{title}” is gone; rather than deleting it, mark it 【募集終了】",
    ),
}
