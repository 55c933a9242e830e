"""The sentences about the bodies of reports, in Japanese and English, by code."""

REPORTS: dict[str, tuple[str, str]] = {
    "no-consent": (
        (
            "見出しに「{name}」とありますが、掲載の同意が記録されていません。"
            "ご本人に確かめてから、はじめの --- の間に書いてください"
        ),
        "the heading names {name}, whose consent is not recorded; ask, then add it to the header",
    ),
}
