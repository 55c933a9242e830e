"""The sentences about translations, in Japanese and English, by code."""

TRANSLATIONS: dict[str, tuple[str, str]] = {
    "unknown-language": (
        "「{name}」という言語の訳は扱っていません。使えるのは {known} です",
        "there are no pages in the language “{name}”; there are in: {known}",
    ),
    "no-original": (
        "訳のもとになる記事（{original}）がありません",
        "the original of this translation ({original}) is not there",
    ),
    "translation-differs": (
        "元の記事と違います。この項目は元の記事から写すので、行ごと消すか、元の記事と同じにしてください",
        "this is not what the original says; delete the line, as it comes from there, or mend one",
    ),
    "translation-unread": (
        "読み取れません。この項目は元の記事から写すので、行ごと消してください",
        "this cannot be understood; delete the line, as it comes from the original",
    ),
    "untold-report": (
        "本文の訳がありません。このままでは、表と写真のない短いページになります",
        "the body is not translated; the page will be short",
    ),
    "other-sessions": (
        "発表が{own}あります（元の記事では{original}）。見出しを元の記事にそろえてください",
        "there are {own} sessions here and {original} in the original; match their headings",
    ),
    "other-calls": (
        (
            "募集が{own}あります（元の記事では{original}）。"
            "数が同じでないと、募集の状態や応募先が訳のページに出ません"
        ),
        (
            "there are {own} calls here and {original} in the original; "
            "only as many can show what became of them and how to respond"
        ),
    ),
    "left-in-japanese": (
        "訳がないので、日本語のまま載ります（{fields}）",
        "without a translation, these are shown in Japanese: {fields}",
    ),
}
