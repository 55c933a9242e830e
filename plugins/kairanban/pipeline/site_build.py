"""One build, from the content to the published site.

The same way is gone when everything is new and when nothing is: what is remembered of the last
build only leaves less to do.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment
from msgspec.structs import fields

from ..content.collection import Collection
from ..content.problems import in_order
from ..images.social.card import recipe
from ..images.social.font import Found
from ..reports.markdown_renderer import Prose
from ..settings import SearchLimits, Settings
from ..site.context import Source, making
from ..site.dependencies import Reads
from ..site.feeds.next_change import next_change
from ..site.feeds.static_files import sitemap, theme_files, write
from ..site.i18n.template_cache import Code, Compiled, Known
from ..site.output_files import products, template_digests
from ..site.pages.routes import sites
from ..site.relations.relations import Index, Indexing
from ..site.urls import BLOCKS, CARDS
from .assets.asset_stage import Attaching
from .assets.fonts import font
from .assets.social_cards import drop_cards, stage_cards
from .console import say, slowly, stop, tell, words
from .loading.content_loader import digest_of
from .loading.recognition import recognised
from .loading.site_loader import BadEpoch, Site, read_site
from .output import manifest as published
from .output.link_check import broken, entrances, ids_of
from .output.publish import ForeignOutput, complete, publish, require_own
from .output.stage import Stage, files_below
from .query_store import Remaking
from .search_indexer import Searching
from .store import up_to_date as unchanged
from .store.fingerprint import mark_of
from .store.store import Damaged, State

INDEXED = tuple(each.name for each in fields(Index))
TOLD = 100  # reports of which a build says what was recognised, the newest


@dataclass(slots=True, kw_only=True)
class Build:
    """What one build has got so far. `pelican` are Pelican's settings."""

    settings: Settings
    pelican: Mapping[str, Any]
    content: Path
    stage: Stage
    theme: Path
    state: State = field(init=False)
    site: Site = field(init=False)
    remaking: Remaking = field(init=False)
    attaching: Attaching = field(init=False)
    searching: Searching = field(init=False)
    output: published.Published = field(init=False)
    _before: dict[str, Any] = field(default_factory=dict)
    _remembered: bool = False  # whether there is a last build to go on from
    _theme: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    _font: Found = field(default_factory=lambda: Found(font=None, seen={}))
    _index: dict[str, dict[str, Any]] = field(default_factory=dict)
    _span: tuple[float, float] = (0.0, 0.0)  # for which the index stays

    def read(self) -> None:
        """Reads the content; stops where it has problems."""
        language = self.settings.language
        self._before = self._seen_before()
        try:
            require_own(self.stage.output, self.content)
            self._open()
            complete(self.stage)
            with slowly("reading", language):
                try:
                    self._read()
                except Damaged:
                    self._start_again()
                    self._read()
        except ForeignOutput as error:
            stop(say("foreign-output", language, path=error))
        except BadEpoch as error:
            stop(say("bad-epoch", language, value=error))
        loaded = self.site.loaded
        tell(loaded.findings, self.content.name, language)
        if loaded.problems:
            self._keep_readings()
            stop(say("not-built", language, count=len(loaded.problems)))
        for line in recognised(self.site, frozenset(self.site.reading.read_again), most=TOLD):
            print(line)
        self.stage.clear()

    def write(self, environment: Environment) -> None:
        """Makes what must be made, into the staging folder; stops where something cannot be."""
        with slowly("writing", self.settings.language):
            try:
                self._write(environment)
            except Damaged:
                self._start_again()
                self._read()
                self.stage.clear()
                self._write(environment)
        problems = [
            *self.remaking.problems,
            *self.attaching.stage_all(self.output.different),
        ]
        if problems:
            found = in_order(problems)
            tell(found, self.content.name, self.settings.language)
            self._keep_readings()
            stop(say("not-built", self.settings.language, count=len(found)))

    def publish(self) -> None:
        """What was staged is checked, and then becomes the output."""
        staged = list(files_below(self.stage.files))
        language = self.settings.language
        cards = self.remaking.card_paths
        attached = self.attaching.files
        ours = {*self.remaking.known, *attached, *cards, *self._of_theme(), *published.OF_ALL}
        ours |= self.remaking.words_files | self.searching.files
        files = ours | set(staged)

        def ids(page: str) -> frozenset[str]:
            known = self.remaking.ids.get(page)
            return ids_of(self._text(page)) if known is None else frozenset(known.split("\0"))

        with slowly("checking", language):
            lost = broken(self.remaking.links, files, ids)
            told = map(self._known_as, entrances(self.stage.files, staged))
            found = [say("entrance", language, page=each) for each in told]
        for page, targets in sorted(lost.items()):
            text = self._text(page)
            shown = self.remaking.checking.written(page, text, ids_of(text))
            links = sorted(shown[target] for target in targets)
            found += [say("broken-link", language, page=page, target=link) for link in links]
        if found:
            print(*found, sep="\n", file=sys.stderr)
            self._keep_readings()
            stop(say("not-built", language, count=len(found)))
        keep = frozenset(self.pelican["OUTPUT_RETENTION"])
        delete = self.output.superfluous(files, keep)
        written, deleted = publish(self.stage, staged, delete)
        if self.state.memory is not None:
            self.state.memory.published = (*staged, *delete)
        self._keep(files, {*staged, *delete})
        if not self._remembered or any(path.startswith(CARDS) for path in delete):
            drop_cards(self.stage.cards, cards)
        self.attaching.clear()
        self.stage.discard()
        name = self.stage.output.name
        print(say("built", language, path=name, written=written, deleted=deleted))

    def _known_as(self, path: str) -> str:
        """What editors call a file that will be published."""
        attachment = self.attaching.wanted.get(path)
        return f"{self.content.name}/{attachment.file}" if attachment else path

    def _text(self, page: str) -> str:
        """A page as it will be published."""
        staged = self.stage.files / page
        return (staged if staged.exists() else self.stage.output / page).read_text("utf-8")

    def _keep_seen(self) -> None:
        """Remembers what tells the next build that there is nothing to do."""
        site, (since, until) = self.site, self.remaking.span()
        language = self.settings.language
        self.state.put(
            "seen",
            {
                "request": self.pelican.get("_request"),
                "theme": str(self.theme),
                "environment": self._before["environment"],
                "code": self._before["code"],
                "theme_files": self._before["theme_files"],
                "settings": self._before["settings"],
                "commit": self._before["commit"],
                "fonts": dict(self._font.seen),
                "since": max(since, self._span[0], site.noted.since.timestamp()),
                "until": min(until, self._span[1], site.noted.until.timestamp()),
                "content": {
                    row.path: (row.size, row.mtime, row.ctime, row.digest if row.mtime < 0 else b"")
                    for row in site.reading.rows.values()
                },
                "told": [
                    *words(site.loaded.findings, self.content.name, language),
                    *self._lacking(),
                    say("unchanged", language, path=self.stage.output.name),
                ],
            },
        )

    def _seen_before(self) -> dict[str, Any]:
        """What the build is about to use, so that what changes meanwhile is seen by the next."""
        request = self.pelican.get("_request")
        return {
            "environment": unchanged.told_of_environment(),
            "code": unchanged.stats_below(unchanged.PACKAGE, unchanged.OURS),
            "theme_files": unchanged.stats_below(self.theme, ""),
            "settings": unchanged.stats_of_settings(request[0]) if request else {},
            "commit": unchanged.commit_of(str(self.content)),
        }

    def _open(self) -> None:
        mark = mark_of(self.settings, self.pelican, self.content, self.stage.output)
        self.state = State(self.stage.home, mark, self.pelican.get("_memory"))
        language = self.settings.language

        def waiting() -> None:
            print(say("waiting", language), file=sys.stderr)

        self._remembered = self.state.open(waiting)
        if self._remembered and not self.stage.output.is_dir():
            self.state.forget()
            self._remembered = self.state.open(waiting)

    def _start_again(self) -> None:
        """Forgets everything, because what is remembered is damaged."""
        print(say("state-damaged", self.settings.language), file=sys.stderr)
        self.state.forget()
        self._open()

    def _read(self) -> None:
        prose = Prose(self.pelican["MARKDOWN"])
        self.site = read_site(self.content, self.settings, prose, self.state, self.theme / "locale")

    def _write(self, environment: Environment) -> None:
        site, state = self.site, self.state
        reads = Reads(site.now)
        self._index = self._indexed(reads)
        if self.settings.social_cards:
            self._font = font(self.settings.font_folders)
            for line in self._lacking():
                print(line, file=sys.stderr)
        made = making(self._source(), reads)
        self._theme = theme_files(self.theme)
        at = {name: path for name, (path, _) in self._theme.items()}
        shown = sites(
            made,
            stylesheet=at.get("kairanban.css", ""),
            flyer_stylesheet=at.get("flyer.css", ""),
            icon=at.get("icon.svg", ""),
            script=at.get("now.js", ""),
            filter_script=at.get("calls.js", ""),
            gallery_script=at.get("gallery.js", ""),
            share_script=at.get("share.js", ""),
            search_scripts=tuple(at[n] for n in ("find.js", "search.js") if n in at),
        )
        known = state.memory.templates if state.memory else Known()
        templates, known.includes = template_digests(
            environment,
            self.theme / "templates",
            {**known.includes, **(state.part("templates") or {})},
        )
        state.put("templates", known.includes)
        former: Code = state.part("compiled") or {}
        compiled = Compiled({**known.code, **former})
        if len(compiled.known) > len(former):
            state.put("compiled", dict(compiled.known))
        environment.bytecode_cache = compiled
        environment.auto_reload = False  # a build reads each template once
        every = products(made, shown, environment)
        self.remaking = Remaking(
            making=made,
            shared=(*made.derived, shown.others),
            products=every,
            facts=self._facts(templates, repr(shown.source)),
            state=state,
            stage=self.stage.files,
            published=frozenset((*published.OF_ALL, *self._of_theme())),
            compiled=compiled,
        )
        keep = frozenset(self.pelican["OUTPUT_RETENTION"])
        self.output = published.Published.of(self.stage.output, state, keep)
        self.remaking.run(self.output.different)
        self._write_index()
        self.attaching = Attaching(
            site=site, stage=self.stage, state=state, wanted=self.remaking.attachments()
        )
        self._write_cards()
        for path, data in self._of_theme().items():
            self._stage(path, data)
        listed = sorted(self.remaking.listed)
        if not self.output.is_there("sitemap.xml", "\n".join(listed).encode()):
            write(self.stage.files, "sitemap.xml", sitemap(listed, self.settings))
        changes = {
            path: datetime.fromtimestamp(at, UTC) for path, at in self.remaking.changes.items()
        }
        self._stage("next-change.json", next_change(changes, self.settings))

    def _indexed(self, reads: Reads) -> dict[str, dict[str, Any]]:
        """The index of the collection; the last build's where it would be the same."""
        site, state = self.site, self.state
        rows = site.reading.rows
        told = ("events", "organizations", "series")
        records = [each for kind in told for each in self._told_of(kind)]
        inputs = digest_of(
            repr(
                (
                    records,
                    [rows[each.path].outline for each in site.outlines.values()],
                    sorted(site.collection.regular),
                    sorted(site.revisions.items()) if site.revisions else (),
                )
            ).encode()
        )
        known: tuple[bytes, float, float] = state.part("index") or (b"", 0.0, 0.0)
        if known[0] == inputs and known[1] <= site.now.timestamp() < known[2]:
            self._span = known[1:]
            return {name: state.part(f"facts {name}") for name in INDEXED}
        indexing = Indexing(
            collection=site.collection,
            outlines=site.outlines,
            revisions=site.revisions,
            settings=self.settings,
            reads=reads,
            former=self._former_related(),
        )
        with reads.noting() as noted:
            tables = indexing.tables()
        state.put("shared", dict(indexing.shared))
        self._span = noted.since.timestamp(), noted.until.timestamp()
        state.put("index", (inputs, *self._span))
        return tables

    def _former_related(self) -> tuple[Any, Any] | None:
        shared, known = self.state.part("shared"), self.state.part("facts related")
        return (shared, known) if shared is not None and known is not None else None

    def _told_of(self, kind: str) -> list[tuple[str, bytes]]:
        rows = self.site.reading.rows
        records = getattr(self.site.collection, kind)
        return [(slug, rows[record.path].record_digest) for slug, record in records.items()]

    def _source(self) -> Source:
        site = self.site
        attachments = site.reading.folder.attachments
        return Source(
            collection=site.collection,
            bodies=site.bodies,
            told_in=site.translations.told(),
            revisions=site.revisions,
            index=self._index,
            content=self.content,
            pages=site.pages,
            translated=site.translated,
            tongues=site.tongues,
            paths=site.files,
            files={f.path: site.reading.digests[f.path].hex() for f in attachments},
            looks=site.looks,
            settings=self.settings,
            prose=site.prose,
            recipe=self._recipe(),
            worded=self._font.font is not None,
        )

    def _recipe(self) -> str:
        """What tells how social cards are drawn."""
        found = self._font.font
        return recipe(found.identity if found else None) if self.settings.social_cards else ""

    def _lacking(self) -> list[str]:
        """A word where social cards have none."""
        if not self.settings.social_cards or self._font.font:
            return []
        return [say("no-font", self.settings.language)]

    def _facts(self, templates: Mapping[str, str], shown: str) -> dict[str, dict[str, Any]]:
        """The tables that things look at, with what tells one state of each entry from another."""
        site, rows = self.site, self.site.reading.rows
        records: Collection = site.collection

        def told(some: Mapping[str, Any]) -> dict[str, Any]:
            return {slug: rows[record.path].record_digest for slug, record in some.items()}

        repeating = {
            slug: (rows[event.path].record_digest, tuple(d.toordinal() for d in event.except_))
            for slug, event in records.events.items()
            if event.repeat
        }
        attachments = site.reading.folder.attachments
        return {
            "events": told(records.events) | repeating,
            "reports": {s: rows[o.path].record_digest for s, o in site.outlines.items()},
            "told": {s: rows[o.path].told_digest for s, o in site.outlines.items()},
            "organizations": told(records.organizations),
            "venues": told(records.venues),
            "series": told(records.series),
            "pages": told(records.pages),
            "regular": {
                slug: (rows[event.path].record_digest, tuple(d.toordinal() for d in event.except_))
                for slug, event in records.regular.items()
            },
            "replacements": {
                slug: tuple((day.toordinal(), other) for day, other in days.items())
                for slug, days in records.replacements.items()
            },
            "revisions": {
                slug: (each.created.timestamp(), each.modified.timestamp())
                for slug, each in site.revisions.items()
            },
            "pages-of": dict(site.pages),
            "paths": dict.fromkeys(site.files, 1),
            "files": {f.path: site.reading.digests[f.path] for f in attachments},
            "templates": dict(templates),
            "site": {"view": shown, "cards": self._recipe()},
            **self._facts_in_languages(),
            **self._index,
        }

    def _write_index(self) -> None:
        """Brings the search index in step with the pages."""
        remaking = self.remaking
        self.searching = Searching(
            limits=SearchLimits(**self.settings.search_limits),
            state=self.state,
            stage=self.stage.files,
            output=self.stage.output,
            different=self.output.different,
        )
        with slowly("indexing", self.settings.language):
            self.searching.run(remaking.documents, remaking.staged)
        self._stage(BLOCKS, self.searching.head)

    def _facts_in_languages(self) -> dict[str, dict[str, Any]]:
        """The same of what is there in other languages. Files of records tell their state."""
        site, rows = self.site, self.site.reading.rows
        facts: dict[str, dict[str, Any]] = {
            "translated": dict(site.translated),
            "catalogues": {code: tongue.digest for code, tongue in site.tongues.items()},
        }
        for code, kinds in site.translations.shown.items():
            for kind, some in kinds.items():
                told = {slug: rows[found.path].record_digest for slug, found in some.items()}
                facts[f"{kind}.{code}"] = told
            reports = kinds["reports"].items()
            facts[f"told.{code}"] = {s: rows[found.path].told_digest for s, found in reports}
        return facts

    def _write_cards(self) -> None:
        """Draws social cards that are not published yet, or not as they were."""
        output = self.output
        new = {
            path: card
            for path, card in self.remaking.cards.items()
            if path not in output.files or path in output.different
        }
        with slowly("drawing", self.settings.language):
            stage_cards(new, self._font.font, self.stage.cards, self.stage.files)

    def _of_theme(self) -> dict[str, bytes]:
        return dict(self._theme.values())

    def _stage(self, path: str, data: bytes) -> None:
        """Writes a file that is no product, unless it is published as it is."""
        if self.output.is_there(path, data):
            return
        write(self.stage.files, path, data)

    def _keep_readings(self) -> None:
        """Remembers what was read and found, for it stays right though nothing was published."""
        self.state.close()
        self._remembered = self.state.open(lambda: None)
        self.site.reading.keep(self.state)
        self.site.rules.keep(self.state)
        self.site.looks.keep(self.state)
        self.state.keep()

    def _keep(self, files: set[str], touched: set[str]) -> None:
        try:
            self.site.reading.keep(self.state)
            self.site.rules.keep(self.state)
            self.site.looks.keep(self.state)
            self.site.addresses.keep(self.state)
            self.remaking.keep()
            if self.state.memory:
                self.state.memory.templates.code = self.state.part("compiled")
            self.searching.keep()
            self.output.keep(self.state, files, touched)
            self._keep_seen()
            self.state.keep()
        except Damaged:  # the site is published; the next build makes everything again
            self.state.forget()
