"""The commands of `invoke --list`. Each is one call into the package, which does the work."""

import os
import shutil
import sys
from pathlib import Path

from invoke import Context, Exit, task

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "plugins"))
# Invoke stops Python from writing .pyc files; compiling the package takes as long as an edit.
sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))

SETTINGS = str(HERE / "pelicanconf.py")
PUBLISH = str(HERE / "publishconf.py")


@task
def build(_: Context, content: str = "", output: str = "", site_url: str = "") -> None:
    """サイトを作ります（content/ から output/ へ）"""
    from kairanban.commands.build import build as run  # noqa: PLC0415

    _exit(run(SETTINGS, content or None, output or None, site_url or None))


@task
def publish(_: Context, content: str = "", output: str = "", site_url: str = "") -> None:
    """公開用の設定でサイトを作ります"""
    from kairanban.commands.build import build as run  # noqa: PLC0415

    _exit(run(PUBLISH, content or None, output or None, site_url or None))


@task
def check(_: Context, content: str = "", format: str = "text") -> None:  # noqa: A002
    """記事の間違いを調べます（--format json で機械向け）"""
    from kairanban.commands.check import main  # noqa: PLC0415

    _exit(main(SETTINGS, content or None, format))


@task
def reference(_: Context, folder: str = "") -> None:
    """項目の一覧と、編集ソフトのためのJSON Schemaを作り直します（docs/ に）"""
    from kairanban.commands.reference import write_reference  # noqa: PLC0415

    write_reference(Path(folder) if folder else HERE / "docs")


@task
def serve(_: Context, port: int = 8000, content: str = "") -> None:
    """書きながら見ます（保存すると作り直して、開いているページも新しくなります）"""
    from kairanban.commands.serve import main  # noqa: PLC0415

    _exit(main(SETTINGS, content or None, port))


@task
def clean(_: Context) -> None:
    """作ったサイトを消します"""
    for name in ("output", ".output.kairanban"):
        shutil.rmtree(HERE / name, ignore_errors=True)


@task
def test(context: Context, long: bool = False) -> None:  # noqa: PT028 - it is a command
    """すべての検査をします（--long では、でたらめな編集300通りやレポート1,000本の検索なども）"""
    run = "make test" if shutil.which("make") else f'"{sys.executable}" -m pytest'
    context.run(run, env={"KAIRANBAN_GATE": "300"} if long else {})


@task
def pins(context: Context) -> None:
    """サイトの見本（tests/golden/）を、今の出力に合わせて作り直します"""
    tests = HERE / "tests" / "golden"
    context.run(f'"{sys.executable}" -m pytest --renew-pins "{tests}"')


@task
def bench(
    context: Context,
    sizes: str = "100,1000,10000",
    runs: int = 3,
    photos: int = 10,
    hugo: str = "",
) -> None:
    """作る速さを、ふつうの Pelican や Hugo と並べて測ります（結果は docs/bench/ に）"""
    script = HERE / "tests" / "bench" / "bench.py"
    given = {"sizes": sizes, "runs": runs, "photos": photos, "hugo": hugo}
    words = " ".join(f'--{name} "{value}"' for name, value in given.items() if value != "")
    context.run(f'"{sys.executable}" "{script}" {words}')


@task
def audit(context: Context) -> None:
    """できたサイトを Lighthouse で測ります（スマートフォンとして、4つの評価と重さ）"""
    script = HERE / "tests" / "audit" / "audit.py"
    context.run(f'"{sys.executable}" "{script}"')


@task
def screenshots(context: Context) -> None:
    """サイトの見た目を画像に残します（スマートフォンとパソコン、docs/images/ に）"""
    script = HERE / "tests" / "looks" / "screenshots.py"
    context.run(f'"{sys.executable}" "{script}"')


def _exit(code: int) -> None:
    if code:
        raise Exit(code=code)
