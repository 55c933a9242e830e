"""The sentences about recurrence, in Japanese and English, by code."""

RECURRENCE: dict[str, tuple[str, str]] = {
    "unreadable-repeat": (
        "「{text}」という繰り返しは読み取れません（例: 毎月第3木曜、隔週火曜 全6回）",
        "“{text}” is no repetition that is understood (毎月第3木曜, 毎週木曜 12月まで …)",
    ),
    "wrong-rule": (
        "繰り返しの規則の「{part}」は使えません",
        "“{part}” cannot stand in a recurrence rule here",
    ),
    "contradictory-rule": (
        "繰り返しの規則の「{first}」と「{second}」は一緒に使えません",
        "“{first}” and “{second}” make no sense together in a recurrence rule",
    ),
    "repeat-needs-zone": (
        "時差のついた日時は繰り返せません。時差を消して「タイムゾーン」に書いてください",
        "a time with an offset cannot repeat; write its zone instead",
    ),
    "never-occurs": ("「{rule}」にあたる日がありません", "“{rule}” never occurs"),
    "too-many-times": (
        "「{rule}」は{most}回を超えます",
        "“{rule}” occurs more than {most} times",
    ),
    "not-the-first-day": (
        "最初の日{day}は、この繰り返しにあたりません（この日からだと最初は{first}です）",
        "the first day, {day}, is none of the rule's (from then on the first is {first})",
    ),
    "except-removes-nothing": (
        "{day}は繰り返しにあたらないので、除けません",
        "{day} is none of the rule's days, so it cannot be left out",
    ),
    "nothing-left": ("繰り返しの日がすべて除かれています", "every day of the rule is left out"),
    "replaced-does-not-repeat": (
        "「{name}」は繰り返しの催しではありません",
        "“{name}” does not repeat",
    ),
    "replaced-day-missing": (
        "どの日の回を置き換えるのか、日付を書いてください",
        "write the date of the occurrence that is replaced",
    ),
    "replaces-nothing": (
        "「{name}」は{day}には開かれません",
        "“{name}” does not occur on {day}",
    ),
    "replaced-twice": (
        "{day}の「{name}」は{other}も置き換えています",
        "{other} replaces “{name}” on {day} as well",
    ),
    "uid-of-replacement": (
        "「振替元」のある催しに識別子は書けません（置き換える催しのものを使います）",
        "a file that replaces an occurrence takes its UID; leave “uid” out",
    ),
    "repeating-replacement": (
        "「振替元」のある催しは繰り返せません",
        "what replaces one occurrence cannot repeat itself",
    ),
    "occurrence-day-missing": (
        "「{name}」は繰り返しの催しです。どの日の回かを、名前のあとに書いてください",
        "“{name}” repeats; write the day of the occurrence after its name",
    ),
    "series-without-start": (
        "「開始」に最初の日を書くと、定例の日が予定とカレンダーに載ります",
        "with its first day in “start”, the regular days are announced",
    ),
}
