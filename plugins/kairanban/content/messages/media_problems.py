"""The sentences about pictures and files, in Japanese and English, by code."""

MEDIA: dict[str, tuple[str, str]] = {
    "foreign-picture": (
        (
            "画像「{file}」は、原稿のフォルダーの中にないので載せられません。"
            "画像のファイルを原稿の横に置いて、その名前を書いてください"
            "（ほかのサイトの画像は、読む方のことをそのサイトに知らせてしまいます）"
        ),
        (
            "the picture “{file}” is not in the content folder; put the file beside this one "
            "and write its name (other sites' pictures would tell them of your readers)"
        ),
    ),
    "broken-picture": (
        "画像「{file}」が壊れていて開けません。元の画像をもう一度保存してください",
        "the picture “{file}” is damaged; save the original again",
    ),
    "empty-picture": (
        "画像「{file}」の中身がありません（0バイト）。元の画像をもう一度コピーしてください",
        "the picture “{file}” is empty; copy the original again",
    ),
    "heic-picture": (
        (
            "「{file}」はHEIC（iPhoneなどの写真の形式）です。見られないブラウザーが多いので、"
            "「写真」アプリなどからJPEGで書き出し、それを置いてください"
        ),
        "“{file}” is HEIC, as phones save it, which few browsers show; export it as JPEG",
    ),
    "unsupported-picture": (
        (
            "画像「{file}」の形式（{kind}）には対応していません。"
            "写真はJPEG、図やロゴはPNGかSVGで保存し直してください"
        ),
        "the picture “{file}” is of an unsupported kind ({kind}); save it as JPEG, PNG or SVG",
    ),
    "no-picture": (
        "「{file}」は画像ではありません。写真ならJPEG、図やロゴならPNGかSVGのファイルを置いてください",
        "“{file}” is no picture; use a JPEG, PNG or SVG",
    ),
    "text-for-picture": (
        "「{file}」の中身は画像ではなく文章です。元の画像をもう一度コピーしてください",
        "“{file}” is called a picture but holds text; copy the original again",
    ),
    "huge-picture": (
        (
            "画像「{file}」が大きすぎます（5,000万画素まで、JPEGは2億5,000万画素まで）。"
            "縮小してから保存してください"
        ),
        (
            "the picture “{file}” is too large (50 million pixels at most, 250 million in a JPEG); "
            "scale it down"
        ),
    ),
    "unsafe-svg": (
        (
            "SVG「{file}」に{what}が入っているので、公開できません。"
            "{what}を取り除くか、PNGで書き出してください"
        ),
        "the SVG “{file}” holds what must not be published ({what}); remove it, or export a PNG",
    ),
    "outward-svg": (
        (
            "SVG「{file}」がほかのファイルやサイト（{target}）を読み込みます。"
            "読み込まない形で保存するか、PNGで書き出してください"
        ),
        "the SVG “{file}” loads something else ({target}); save it without, or export a PNG",
    ),
    "huge-svg": (
        "SVG「{file}」が大きすぎます（1MBまで）。PNGで書き出してください",
        "the SVG “{file}” is too large (1 MB at most); export a PNG",
    ),
    "moving-picture": (
        (
            "「{file}」は動く画像です。止められない動きは読む方の妨げになるので、"
            "最初の場面だけを載せます"
        ),
        "“{file}” moves, which readers could not stop; only its first frame is shown",
    ),
    "taken-address": (
        (
            "「{file}」は、サイトのほかのページと同じ場所（/{address}）に公開されてしまいます。"
            "ファイルの名前を変えてください"
        ),
        "“{file}” would be published where another page of the site is (/{address}); rename it",
    ),
}
