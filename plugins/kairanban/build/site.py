"""What one build knows: the settings, the records, and "now"."""

import os
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from ..calendars.revision import Revision
from ..records.collection import Collection
from ..records.load import Loaded, load
from ..records.problems import Problem, in_order
from ..reports.bodies import findings as findings_of_bodies
from ..reports.bodies import read_bodies
from ..reports.body import Prose
from ..reports.sections.parts import Told
from ..settings import Settings
from .history.addresses import changed_addresses
from .history.fit import unfit
from .history.kept import lost_entries
from .history.past import read_past
from .history.revisions import revisions
from .history.walk import read_history
from .report import say, slowly, stop, tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the generators need; Pelican's context holds it as `KAIRANBAN`.

    `now` is aware, in UTC; nothing else of a build reads the clock.
    """

    settings: Settings
    content: Path
    loaded: Loaded
    now: datetime
    revisions: Mapping[str, Revision]  # of calendar entries, by the event's slug
    prose: Prose
    bodies: Mapping[str, Told]  # of reports, by slug

    @property
    def collection(self) -> Collection:
        """The records to be published."""
        return self.loaded.collection

    @property
    def files(self) -> frozenset[str]:
        """All that records may link to, relative to the content folder."""
        return self.loaded.files

    def slowly(self) -> AbstractContextManager[None]:
        """To be held while the pages are made."""
        return slowly("writing", self.settings.language)

    def stop_for(self, problems: Iterable[Problem]) -> NoReturn:
        """Ends a build for problems that only appeared while pages were made."""
        found = in_order(list(problems))
        tell(found, self.content.name, self.settings.language)
        stop(say("not-built", self.settings.language, count=len(found)))


class BadEpoch(ValueError):
    """SOURCE_DATE_EPOCH is no number of seconds."""


def now_from(environment: Mapping[str, str] = os.environ) -> datetime:
    """The instant of the build, in UTC: SOURCE_DATE_EPOCH (seconds since 1970), else the clock.

    Source: the SOURCE_DATE_EPOCH specification of reproducible-builds.
    """
    given = environment.get("SOURCE_DATE_EPOCH")
    if not given:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError):
        raise BadEpoch(given) from None


def read_site(content: Path, settings: Settings, prose: Prose) -> Site:
    """The whole content folder, read; what is wrong in it is in `loaded.findings`.

    Its history as well: what was published must stay known, and what is published be committed.
    """
    now = now_from()
    loaded = load(content, settings)
    history = read_history(content, loaded.files)
    past = read_past(history, loaded, settings)
    bodies = read_bodies(loaded.collection, settings, prose)
    findings = [
        *loaded.findings,
        *findings_of_bodies(loaded.collection, bodies),
        *changed_addresses(loaded, history, bodies, prose, settings),
        *lost_entries(loaded, history, past, settings, now),
        *(unfit(loaded, history) if settings.publish else ()),
    ]
    return Site(
        settings=settings,
        content=content,
        loaded=replace(loaded, findings=tuple(in_order(findings))),
        now=now,
        revisions=revisions(loaded.collection, history, past, settings),
        prose=prose,
        bodies=bodies,
    )
