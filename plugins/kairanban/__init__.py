"""Kairanban: event reports and announcements become a site and calendar feeds.

This page says which of Pelican's signals enters which room. The rooms are imported only when
Pelican registers the plugin, so that importing it is cheap and cannot fail half-way.
"""

import sys
from typing import Any


def register() -> None:
    """Called by Pelican. What goes wrong here ends the program; Pelican would go on without us."""
    try:
        from pelican import signals  # noqa: PLC0415

        from .pipeline import pelican_hooks  # noqa: PLC0415
    except ImportError as error:
        print(f"kairanban: {error}", file=sys.stderr)
        raise SystemExit(1) from error
    signals.initialized.connect(pelican_hooks.on_initialized)
    signals.get_generators.connect(generators)
    signals.finalized.connect(pelican_hooks.on_finalized)


def generators(pelican: Any) -> tuple[type, ...]:
    """`get_generators`: first the content is read and checked, then the site is made."""
    del pelican
    from .pipeline.pelican_hooks import ContentGenerator, OutputGenerator  # noqa: PLC0415

    return ContentGenerator, OutputGenerator
