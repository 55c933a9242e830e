"""The sentences about the git history, in Japanese and English, by code.

What was published may have to be removed all the same, such as personal data: the setting
KAIRANBAN_FORGET names the events for which no `published-…` problem is reported.
"""

HISTORY: dict[str, tuple[str, str]] = {
    "published-file-gone": (
        (
            "公開した催しのファイルがありません。カレンダーに登録した人の予定まで消えてしまうので、"
            "ファイルを戻してください。開かないのなら、そこに「状態: 中止」と書いてください"
        ),
        (
            "the file of a published event is gone, and with it the entry in people's calendars; "
            "bring it back, and write “event_status: cancelled” if the event is off"
        ),
    ),
    "published-file-renamed": (
        (
            "公開した催しのファイル{old}の名前が変わっています。登録した人の予定が別のものにならないように、"
            "この行を加えてください"
        ),
        (
            "the file of a published event, {old}, has another name; "
            "add this line to keep the entry in people's calendars"
        ),
    ),
    "published-event-overwritten": (
        (
            "{day}に終わった催しの日付が変わっています。新しい催しは別のファイルにしてください"
            "（日付の間違いを直しただけなら「変更前: {day}」と書いてください）"
        ),
        (
            "the event of {day}, which is over, has another date; put a new event into a file of "
            "its own (or, if you only corrected the date, write “was: {day}”)"
        ),
    ),
    "uncommitted": (
        "まだコミットしていない変更です。コミットしてから公開してください",
        "this change is not committed; commit it before publishing",
    ),
    "shallow-clone": (
        "gitの履歴が途中からしかないので、予定の更新番号が決まりません。履歴をすべて取得してください",
        "the clone is shallow, so the revisions of events are not known; fetch the whole history",
    ),
    "unreadable-history": (
        "gitの履歴を読めないので、予定の更新番号が決まりません（{reason}）",
        "git's history cannot be read, so the revisions of events are not known ({reason})",
    ),
}
