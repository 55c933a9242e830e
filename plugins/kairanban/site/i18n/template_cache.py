"""Templates as Python's code, kept from build to build: compiling them costs more than rendering.

A template's code is that of one language, because its labels are put in when it is compiled.
"""

import hashlib
from collections.abc import Mapping

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from msgspec import Struct, field

from .locale import JAPANESE, Locale

# By language and name: what tells the template and the labels, and the code.
Code = Mapping[str, tuple[str, bytes]]
# By template: its text, and the templates that it includes.
Includes = Mapping[str, tuple[str, tuple[str, ...]]]


class KnownTemplates(Struct):
    """What is known of templates, whatever site they are of.

    All of it stands with the texts that it was made of, so no build takes it for that of others.
    """

    code: Code = field(default_factory=dict)
    includes: Includes = field(default_factory=dict)


class TemplateCache(BytecodeCache):
    """The code of templates; `known` is all that there is, `new` what was not taken yet."""

    def __init__(self, known: Code) -> None:
        self.known = dict(known)
        self.new: dict[str, tuple[str, bytes]] = {}

    def take_new(self) -> Code:
        """What was compiled since this was asked last."""
        new, self.new = self.new, {}
        return new

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Jinja's place for the code of a template; empty where it has to be compiled."""
        del filename
        locale = environment.globals.get("locale", JAPANESE)
        assert isinstance(locale, Locale)
        checksum = hashlib.blake2b(
            f"{locale.digest}\0{source}".encode(), digest_size=16
        ).hexdigest()
        bucket = Bucket(environment, f"{locale.code} {name}", checksum)
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja asks for the code; that of another template or other labels is none."""
        checksum, code = self.known.get(bucket.key) or ("", b"")
        if checksum == bucket.checksum:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Jinja has compiled one."""
        code = bucket.checksum, bucket.bytecode_to_string()
        self.known[bucket.key] = self.new[bucket.key] = code
