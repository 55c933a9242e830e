"""The package as others install it: a wheel that puts itself into Pelican's namespace."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

from conftest import NOW, ROOT


def test_an_installed_wheel_builds_a_site(small: Path, tmp_path: Path) -> None:
    """In a fresh environment that knows the dependencies, but not this checkout."""
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*build, "--directory", tmp_path], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("pelican_kairanban-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "pelican/plugins/kairanban/__init__.py" in names
    assert "pelican/plugins/kairanban/theme/templates/base.html" in names
    assert "pelican/plugins/__init__.py" not in names  # it is everybody's namespace
    assert not [name for name in names if "tests" in name or "__pycache__" in name]

    fresh = tmp_path / "fresh"
    venv.create(fresh, with_pip=False)
    python = fresh / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    where = {"base": str(fresh), "platbase": str(fresh)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=where))
    with zipfile.ZipFile(wheel) as archive:  # what an installer does with a pure wheel
        archive.extractall(packages)
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    settings = tmp_path / "conf.py"
    settings.write_text(
        "PLUGINS = ['kairanban']\nTIMEZONE = 'Asia/Tokyo'\nSITENAME = '町の会'\n", "utf-8"
    )
    made = subprocess.run(
        [python, "-m", "pelican", small, "-s", settings, "-o", tmp_path / "output"],
        cwd=tmp_path,
        env={**os.environ, "SOURCE_DATE_EPOCH": NOW, "PYTHONPATH": "", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert made.returncode == 0, made.stderr
    assert "一月の" in (tmp_path / "output/events/2024-01-18-kai/index.html").read_text("utf-8")
    assert (tmp_path / "output/calendar.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
