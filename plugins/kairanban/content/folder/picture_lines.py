"""A picture alone on its line, as people type it: full-width brackets, curly or 「」 quotes."""

import re

BEGINS = ("!", "！")
PICTURE = re.compile(
    r"[!！][\[［](?P<alt>[^\[\]［］]*)[\]］][(（][ 　]*"
    r"(?P<target>(?:[^\s()（）<>“”＂「」『』\"']|[ 　](?=\S)|\([^()]*\)|（[^（）]*）)+"
    r"\.(?:jpe?g|png|webp|gif|avif|heic|svg))"
    r"(?:[ 　]*(?:[“”„＂](?P<curly>.*?)[“”＂]|「(?P<corner>.*?)」|『(?P<double>.*?)』"
    r"|(?P<quoted>\".*?\"|'.*?')))?[ 　]*[)）]",
    re.IGNORECASE,
)


def as_markdown(line: str) -> str:
    """The line as Markdown reads it; any other line as it is."""
    if not line.startswith(BEGINS):
        return line
    return PICTURE.sub(_written, line)


def _written(found: re.Match[str]) -> str:
    words = next(filter(None, (found[name] for name in ("curly", "corner", "double"))), None)
    if words is not None:
        words = words.replace('"', "”")
        quoted = f' "{words}"'
    else:
        quoted = f" {found['quoted']}" if found["quoted"] else ""
    return f"![{found['alt']}]({found['target']}{quoted})"
