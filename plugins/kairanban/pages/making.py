"""What every page is made with: the records, the settings, the instant of the build."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from markupsafe import Markup

from ..records.collection import Collection
from ..records.schema import Event
from ..reports.body import Prose, place
from ..reports.sections.parts import Told
from ..settings import Settings
from . import links
from .join.calls import Calls
from .join.cards import Cards
from .join.coming import Coming
from .join.files import Files
from .join.following import Following
from .join.index import Index, indexed
from .words.times import event_over_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """Handed to every function that makes pages; `now` is aware."""

    collection: Collection
    settings: Settings
    now: datetime
    index: Index
    files: Files
    prose: Prose
    cards: Cards
    coming: Coming
    calls: Calls
    following: Following
    bodies: Mapping[str, Told]  # of reports, by slug

    def part(self, text: str | None, source: str, page: str, *, top: int = 3) -> Markup | None:
        """A short Markdown text from the content file `source`, as it stands on a page."""
        if not text:
            return None
        made = self.prose.part(text, self.files.of(source), top=top)
        return place(made, links.root_of(page, self.settings))

    def body(self, text: str, source: str, page: str) -> Markup | None:
        """The text below a file's header, as it stands on its page; None where there is none."""
        if not text.strip():
            return None
        made = self.prose.body(text, self.files.of(source))
        return place(made, links.root_of(page, self.settings))

    def is_over(self, event: Event) -> bool:
        return event_over_at(event, self.settings) <= self.now


def making(
    collection: Collection,
    settings: Settings,
    *,
    now: datetime,
    content: Path,
    files: frozenset[str],
    prose: Prose,
    bodies: Mapping[str, Told],
) -> Making:
    """`files` are all of the folder `content`, relative to it, with `/`."""
    index = indexed(collection, settings, bodies)
    linking = Files(content=content, known=files, pages=_pages(collection))
    cards = Cards(collection=collection, settings=settings, now=now, index=index, files=linking)
    return Making(
        collection=collection,
        settings=settings,
        now=now,
        index=index,
        files=linking,
        prose=prose,
        cards=cards,
        coming=Coming(collection=collection, settings=settings, now=now, cards=cards),
        following=Following(collection=collection, settings=settings),
        calls=Calls(collection=collection, settings=settings, now=now),
        bodies=bodies,
    )


def _pages(collection: Collection) -> dict[str, str]:
    """Where the page of each content file is."""
    kinds = (
        (collection.events, links.event_path),
        (collection.reports, links.report_path),
        (collection.organizations, links.organization_path),
        (collection.venues, links.venue_path),
        (collection.series, links.series_path),
        (collection.pages, links.page_path),
    )
    return {record.path: path(slug) for some, path in kinds for slug, record in some.items()}
