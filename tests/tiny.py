"""Writing of settings files for tiny sites."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def write_settings(file: Path, **more: object) -> Path:
    """Write the settings of a site in our theme, without social cards, and return the file.

    `more` adds settings, or replaces these.
    """
    settings = {
        "SITENAME": "ためしの会",
        "THEME": str(ROOT / "theme"),
        "PLUGIN_PATHS": [str(ROOT / "plugins")],
        "PLUGINS": ["kairanban"],
        "TIMEZONE": "Asia/Tokyo",
        "KAIRANBAN_SOCIAL_CARDS": False,
        **more,
    }
    lines = [f"{name} = {value!r}\n" for name, value in settings.items()]
    file.write_text("".join(lines), "utf-8")
    return file
