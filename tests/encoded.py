"""A cache of the encoded photos of test sites between runs, as encoding them takes longest.

They lie in a folder that git ignores, below a name that is a digest of the code and the encoders
that made them; with others they are made again. A build uses only those that match their list of
digests.
"""

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path

from kairanban.images.photos import encoding as encode

CACHE = Path(__file__).resolve().parent.parent / ".pictures_cache"


def recall(output: Path) -> None:
    """Copy the kept pictures to where the first build of `output` looks for encoded ones."""
    here = _folder()
    if here.is_dir():
        shutil.copytree(here, _pictures(output), ignore=shutil.ignore_patterns(".*"))


def keep(output: Path) -> None:
    """Keep the pictures that the build of `output` has encoded; delete those of other encoders."""
    here = _folder()
    here.mkdir(parents=True, exist_ok=True)
    for other in CACHE.iterdir():
        if other != here:
            shutil.rmtree(other, ignore_errors=True)
    for folder in _pictures(output).iterdir():
        if not (here / folder.name).exists():
            # Moved into place as a whole: another run may read or keep it at this moment.
            draft = here / f".{folder.name}.{os.getpid()}"
            shutil.copytree(folder, draft)
            with suppress(OSError):
                draft.replace(here / folder.name)
            shutil.rmtree(draft, ignore_errors=True)


def _folder() -> Path:
    code = sorted(Path(encode.__file__).parent.glob("*.py"))
    result = [encode.encoder_versions().encode(), *(file.read_bytes() for file in code)]
    return CACHE / hashlib.blake2b(b"\0".join(result), digest_size=8).hexdigest()


def _pictures(output: Path) -> Path:
    """Return the folder in which builds of an output folder keep encoded pictures."""
    return output.parent / f".{output.name}.kairanban" / "pictures"
