"""The command `invoke check`: problems and warnings about the content, without building."""

import json
import sys
from pathlib import Path

from ..content.messages.catalogue import Language
from ..content.settings_loader import load_settings
from ..pipeline.loading.report_statistics import report_statistics_lines
from ..pipeline.loading.site_loader import InvalidEpoch, load_site
from ..pipeline.messages import message
from ..pipeline.output_encoding import replace_unencodable_output
from ..pipeline.pelican_settings import read_pelican_settings, theme_folder
from ..reports.markdown_renderer import MarkdownRenderer


def main(settings_file: str, content: str | None, form: str) -> int:
    """Print the findings and return the exit code: 1 if a problem forbids publishing, else 0.

    `content` is the content folder, None for that of the settings; `form` is `text` or `json`.
    """
    replace_unencodable_output()
    override = {"PATH": str(Path(content).resolve())} if content else {}
    try:
        pelican = read_pelican_settings(settings_file, override)
        settings = load_settings(pelican)
    except ValueError as error:
        print(error)
        return 1
    folder = Path(pelican["PATH"]).resolve()
    try:
        renderer = MarkdownRenderer(pelican["MARKDOWN"])
        site = load_site(folder, settings, renderer, catalogues=theme_folder(pelican) / "locale")
    except InvalidEpoch as error:
        print(message("bad-epoch", settings.language, value=error))
        return 1
    loaded = site.loaded
    language: Language = "en" if settings.language == "en" else "ja"
    if form == "json":
        findings = [finding.as_json(language) for finding in loaded.findings]
        # Programs read JSON; characters that the encoding of their pipe lacks are escaped.
        is_unicode = (sys.stdout.encoding or "").lower().startswith("utf")
        print(json.dumps(findings, ensure_ascii=not is_unicode, indent=2))
    else:
        for finding in loaded.findings:
            mark = (
                "" if finding.level == "problem" else "注意: " if language == "ja" else "warning: "
            )
            print(mark + finding.text(folder.name, language))
        for line in report_statistics_lines(site):
            print(line)
        print(_summary(len(loaded.problems), len(loaded.findings), language))
    return 1 if loaded.problems else 0


def _summary(problems: int, findings: int, language: Language) -> str:
    if language == "en":
        return f"{problems} problems, {findings - problems} warnings"
    if not findings:
        return "直すところはありません"
    return f"直すところ {problems}件、注意 {findings - problems}件"
