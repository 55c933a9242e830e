"""The sentences about pictures and files, in Japanese and English, by code."""

PAGES: dict[str, tuple[str, str]] = {
    "broken-picture": (
        "画像「{file}」が壊れていて開けません。元の画像をもう一度保存してください",
        "the picture “{file}” is damaged; save the original again",
    ),
    "unsupported-picture": (
        "画像「{file}」の形式には対応していません。JPEG、PNG、WebP、GIFのどれかで保存し直してください",
        "the picture “{file}” is of an unsupported kind; save it as JPEG, PNG, WebP or GIF",
    ),
    "huge-picture": (
        "画像「{file}」が大きすぎます（1億画素まで）。縮小してから保存してください",
        "the picture “{file}” is too large (100 million pixels at most); scale it down",
    ),
    "taken-address": (
        (
            "「{file}」は、サイトのほかのページと同じ場所（/{address}）に公開されてしまいます。"
            "ファイルの名前を変えてください"
        ),
        "“{file}” would be published where another page of the site is (/{address}); rename it",
    ),
}
