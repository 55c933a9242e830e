"""The context that parsing a report's body depends on besides its text."""

from ..content.collection import Collection
from ..content.folder.name_matching import Directory, build_directory
from ..content.schema import Event, Report
from ..settings import Settings
from .sections.section_parser import ParseContext


def organization_directory(collection: Collection) -> Directory:
    """Return the directory of the collection's organizations, by all their names."""
    return build_directory((o.slug, o.name, o.aliases) for o in collection.organizations.values())


def build_parse_context(
    report: Report, collection: Collection, known: Directory, settings: Settings
) -> ParseContext:
    """Return the context for parsing a report's body; `known` are the organizations."""
    event = collection.events.get(report.event.event) if report.event else None
    return build_parse_context_for_event(report, event, known, settings)


def build_parse_context_for_event(
    report: Report, event: Event | None, known: Directory, settings: Settings
) -> ParseContext:
    """Return the context for parsing the body of a report about `event`.

    The event must be published; None stands for a report about none.
    """
    return ParseContext(
        path=report.path,
        first_line=report.body_line,
        published=report.date,
        organizations=known,
        hosts=hosts_of(event, known, settings),
    )


def hosts_of(event: Event | None, known: Directory, settings: Settings) -> tuple[str, ...]:
    """Return the slugs of organizations whose own words are no session.

    They are the event's hosts and co-hosts, or the site's host where the event names none.
    """
    parties = (*event.host, *event.cohost) if event else ()
    if parties:
        return tuple(party.slug for party in parties if party.slug)
    own = known.find(settings.host) if settings.host else None
    return (own,) if own else ()
