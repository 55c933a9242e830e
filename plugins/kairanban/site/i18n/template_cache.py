"""A cache of compiled templates between builds: compiling them costs more than rendering.

A template is compiled for one language, because its labels are translated when it is compiled.
"""

import hashlib
from collections.abc import Mapping

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from msgspec import Struct, field

from .locale import JAPANESE, Locale

# "<language> <template>" -> checksum of labels and source, and the bytecode.
Code = Mapping[str, tuple[str, bytes]]
# Template -> its text, and the templates that it includes.
Includes = Mapping[str, tuple[str, tuple[str, ...]]]


class KnownTemplates(Struct):
    """The compiled templates and their includes, which may come from builds of several sites.

    Each entry holds the text, or its checksum, from which it was made, so that no build uses one
    of another text.
    """

    code: Code = field(default_factory=dict)
    includes: Includes = field(default_factory=dict)


class TemplateCache(BytecodeCache):
    """A Jinja bytecode cache in memory; `new` is the part of `known` that was not taken yet."""

    def __init__(self, known: Code) -> None:
        self.known = dict(known)
        self.new: dict[str, tuple[str, bytes]] = {}

    def take_new(self) -> Code:
        """Return the templates compiled since the last call."""
        new, self.new = self.new, {}
        return new

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return Jinja's bucket for a template; it is empty where the template must be compiled."""
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
        """Load the bytecode into the bucket if it was compiled from the same source and labels."""
        checksum, code = self.known.get(bucket.key) or ("", b"")
        if checksum == bucket.checksum:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store the bytecode of a template that Jinja has compiled."""
        code = bucket.checksum, bucket.bytecode_to_string()
        self.known[bucket.key] = self.new[bucket.key] = code
