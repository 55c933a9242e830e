"""The sentences about dates and times, in Japanese and English, by code."""

DATES: dict[str, tuple[str, str]] = {
    "unreadable-date": (
        "「{rest}」を日時として読み取れません",
        "“{rest}” cannot be read as a date or time",
    ),
    "no-day": ("日付がありません", "there is no date"),
    "weekday-mismatch": (
        "{day}は{right}曜日です(「{written}」と書かれています)",
        "{day} is a {right_en} (“{written}” is written)",
    ),
    "not-a-holiday": ("{day}は祝日ではありません", "{day} is no holiday"),
    "year-unknown": (
        "何年のことかわかりません。年も書いてください",
        "the year is not known; please write it",
    ),
    "era-mismatch": ("{era}は{year}年です", "{era} is {year}"),
    "no-year-of-era": ("{year}という年はありません", "there is no year {year}"),
    "impossible-day": ("{day}という日はありません", "there is no {day}"),
    "impossible-time": ("{time}という時刻はありません", "there is no time {time}"),
    "end-before-start": ("終わりが始まりより前です", "the end is before the start"),
    "not-the-next-day": (
        "{day}は{first}の翌日ではありません",
        "{day} is not the day after {first}",
    ),
    "too-long": (
        "始まりから終わりまで12時間を超えます。日をまたぐときは両方に日付を書いてください",
        "it lasts more than 12 hours; write both dates if it really does",
    ),
    "end-without-time": (
        "始まりと終わりの一方にだけ時刻があります",
        "only one of start and end has a time",
    ),
    "nonexistent-local-time": (
        "{time}は{zone}では時計が進むため存在しません",
        "{time} does not exist in {zone}: the clocks go forward",
    ),
    "ambiguous-local-time": (
        "{time}は{zone}では時計が戻るため二度あります。時差も書いてください",
        "{time} happens twice in {zone}: the clocks go back; write the offset",
    ),
    "unknown-zone": ("「{name}」という標準時はありません", "there is no time zone “{name}”"),
}
