"""What reading the body of a report depends on besides its words."""

from ..content.collection import Collection
from ..content.folder.name_matching import Directory, build_directory
from ..content.schema import Event, Report
from ..settings import Settings
from .sections.section_parser import ParseContext


def organization_directory(collection: Collection) -> Directory:
    """Who answers to which name."""
    return build_directory((o.slug, o.name, o.aliases) for o in collection.organizations.values())


def parse_context(
    report: Report, collection: Collection, known: Directory, settings: Settings
) -> ParseContext:
    """What reading the body of a report needs."""
    event = collection.events.get(report.event.event) if report.event else None
    return parse_context_for(report, event, known, settings)


def parse_context_for(
    report: Report, event: Event | None, known: Directory, settings: Settings
) -> ParseContext:
    """The same where the event is known, which must be a published one."""
    return ParseContext(
        path=report.path,
        first_line=report.body_line,
        published=report.date,
        organizations=known,
        hosts=hosts_of(event, known, settings),
    )


def hosts_of(event: Event | None, known: Directory, settings: Settings) -> tuple[str, ...]:
    """Whose own words are no session: the event's hosts, or the site's where it names none."""
    parties = (*event.host, *event.cohost) if event else ()
    if parties:
        return tuple(party.slug for party in parties if party.slug)
    own = known.find(settings.host) if settings.host else None
    return (own,) if own else ()
