"""Pictures alone on their line, as people type them: full-width brackets, curly or 「」 quotes."""

import re

PICTURE_LINE_STARTS = ("!", "！")
PICTURE_LINE = re.compile(
    r"[!！][\[［](?P<alt>[^\[\]［］]*)[\]］][(（][ 　]*"
    r"(?P<target>(?:[^\s()（）<>“”＂「」『』\"']|[ 　](?=\S)|\([^()]*\)|（[^（）]*）)+"
    r"\.(?:jpe?g|png|webp|gif|avif|heic|svg))"
    r"(?:[ 　]*(?:[“”„＂](?P<curly>.*?)[“”＂]|「(?P<corner>.*?)」|『(?P<double>.*?)』"
    r"|(?P<quoted>\".*?\"|'.*?')))?[ 　]*[)）]",
    re.IGNORECASE,
)


def normalize_picture_line(line: str) -> str:
    """Return a line that holds a picture in Markdown's own syntax; any other line as it is."""
    if not line.startswith(PICTURE_LINE_STARTS):
        return line
    return PICTURE_LINE.sub(_written, line)


def _written(found: re.Match[str]) -> str:
    words = next(filter(None, (found[name] for name in ("curly", "corner", "double"))), None)
    if words is not None:
        words = words.replace('"', "”")
        quoted = f' "{words}"'
    else:
        quoted = f" {found['quoted']}" if found["quoted"] else ""
    return f"![{found['alt']}]({found['target']}{quoted})"
