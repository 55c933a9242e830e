"""Kairanban: a Pelican plugin that makes a site and calendar feeds from event reports.

This module connects Pelican's signals to the package `pipeline`. That is imported only when Pelican
registers the plugin, so that importing the plugin is cheap and cannot fail half-way.
"""

import sys
from typing import Any


def register() -> None:
    """Connect the plugin to Pelican's signals; Pelican calls this.

    An import that fails ends the program with exit code 1: Pelican would go on without the plugin.
    """
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
    """Return the generators (`get_generators`): one loads and checks the content, one builds."""
    del pelican
    from .pipeline.pelican_hooks import ContentGenerator, OutputGenerator  # noqa: PLC0415

    return ContentGenerator, OutputGenerator
