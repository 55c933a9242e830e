"""The steps of one build, from the content to the published site.

The steps are the same when everything is new and when nothing is: what the store holds of the
last build only leaves less to do.
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
from ..content.problems import sort_problems
from ..images.social.card import card_fingerprint
from ..images.social.font import FontSearch
from ..reports.markdown_renderer import MarkdownRenderer
from ..settings import SearchLimits, Settings
from ..site.context import BuildInputs, render_context
from ..site.dependencies import DependencyTracker
from ..site.feeds.next_change import next_change_json
from ..site.feeds.static_files import sitemap_xml, theme_files, write_file
from ..site.i18n.template_cache import Code, KnownTemplates, TemplateCache
from ..site.output_files import output_builders, template_sources
from ..site.pages.routes import build_site_views
from ..site.relations.relations import Relations, RelationsBuilder
from ..site.urls import CARDS, SEARCH_INDEX
from .assets.asset_stage import AssetStage
from .assets.fonts import find_card_font
from .assets.social_cards import drop_cards, stage_cards
from .loading.content_loader import compute_digest
from .loading.report_statistics import report_statistics_lines
from .loading.site_loader import InvalidEpoch, LoadedSite, load_site
from .messages import announce_if_slow, exit_with, format_problems, message, print_problems
from .output import manifest
from .output.link_check import find_broken_links, find_ids, meeting_addresses
from .output.publish import ForeignOutput, complete_interrupted, publish, require_own
from .output.stage import WorkFolder, files_below
from .query_store import QueryStore
from .search_indexer import SearchIndexer
from .store import up_to_date
from .store.fingerprint import fingerprint
from .store.store import CorruptStore, Store

RELATION_NAMES = tuple(each.name for each in fields(Relations))
MAX_RECOGNIZED_REPORTS = 100  # newest reports for which a build prints what was recognised


@dataclass(slots=True, kw_only=True)
class SiteBuild:
    """One build and its state: `read`, `write` and `publish` are called in this order.

    Each of them exits with code 1 where there are problems; then the last output stays.
    """

    settings: Settings
    pelican_settings: Mapping[str, Any]  # Pelican's settings
    content_folder: Path  # the content folder
    stage: WorkFolder
    theme: Path  # the theme's folder
    store: Store = field(init=False)
    site: LoadedSite = field(init=False)
    query_store: QueryStore = field(init=False)
    asset_stage: AssetStage = field(init=False)
    search_indexer: SearchIndexer = field(init=False)
    output_manifest: manifest.OutputManifest = field(init=False)
    _input_stats: dict[str, Any] = field(default_factory=dict)  # inputs as seen before the build
    _has_former_build: bool = False  # whether the store holds a last build
    _theme_sources: Mapping[str, tuple[str, bytes]] = field(
        default_factory=dict
    )  # name: path, content
    _font: FontSearch = field(default_factory=lambda: FontSearch(font=None, seen={}))
    _relations: dict[str, dict[str, Any]] = field(default_factory=dict)  # by name of the table
    _relations_span: tuple[float, float] = (
        0.0,
        0.0,
    )  # seconds since 1970 for which the relations hold

    def read(self) -> None:
        """Open the store and load the content; exit with code 1 where that has problems."""
        language = self.settings.language
        self._input_stats = self._stat_inputs()
        try:
            require_own(self.stage.output, self.content_folder)
            self._open()
            complete_interrupted(self.stage)
            with announce_if_slow("reading", language):
                try:
                    self._read()
                except CorruptStore:
                    self._reset_store()
                    self._read()
        except ForeignOutput as error:
            exit_with(message("foreign-output", language, path=error))
        except InvalidEpoch as error:
            exit_with(message("bad-epoch", language, value=error))
        loaded = self.site.loaded
        print_problems(loaded.findings, self.content_folder.name, language)
        if loaded.problems:
            self._save_loaded()
            exit_with(message("not-built", language, count=len(loaded.problems)))
        for line in report_statistics_lines(
            self.site, frozenset(self.site.loader.reread_paths), limit=MAX_RECOGNIZED_REPORTS
        ):
            print(line)
        self.stage.clear_staging()

    def write(self, environment: Environment) -> None:
        """Build the stale files and stage them; exit with code 1 where there are problems.

        `environment` is the Jinja environment of Pelican's generators.
        """
        with announce_if_slow("writing", self.settings.language):
            try:
                self._write(environment)
            except CorruptStore:
                self._reset_store()
                self._read()
                self.stage.clear_staging()
                self._write(environment)
        problems = [
            *self.query_store.problems,
            *self.asset_stage.stage_all(self.output_manifest.changed),
        ]
        if problems:
            found = sort_problems(problems)
            print_problems(found, self.content_folder.name, self.settings.language)
            self._save_loaded()
            exit_with(message("not-built", self.settings.language, count=len(found)))

    def publish(self) -> None:
        """Check the staged files, publish them to the output folder, and save the store.

        Exit with code 1 where a link leads to nothing, or a file holds a meeting's address.
        """
        staged = list(files_below(self.stage.files))
        language = self.settings.language
        cards = self.query_store.social_card_paths
        attached = self.asset_stage.files
        ours = {
            *self.query_store.file_entries,
            *attached,
            *cards,
            *self._theme_files(),
            *manifest.SITE_WIDE_FILES,
        }
        ours |= self.query_store.search_text_files | self.search_indexer.files
        files = ours | set(staged)

        def ids(page: str) -> frozenset[str]:
            known = self.query_store.ids.get(page)
            return find_ids(self._text(page)) if known is None else frozenset(known.split("\0"))

        with announce_if_slow("checking", language):
            broken = find_broken_links(self.query_store.links, files, ids)
            paths = map(self._source_name, meeting_addresses(self.stage.files, staged))
            found = [message("meeting-address", language, page=each) for each in paths]
        for page, targets in sorted(broken.items()):
            text = self._text(page)
            shown = self.query_store.link_checker.written_targets(page, text, find_ids(text))
            links = sorted(shown[target] for target in targets)
            found += [message("broken-link", language, page=page, target=link) for link in links]
        if found:
            print(*found, sep="\n", file=sys.stderr)
            self._save_loaded()
            exit_with(message("not-built", language, count=len(found)))
        keep = frozenset(self.pelican_settings["OUTPUT_RETENTION"])
        delete = self.output_manifest.to_delete(files, keep)
        written, deleted = publish(self.stage, staged, delete)
        if self.store.memory is not None:
            self.store.memory.published = (*staged, *delete)
        self._save(files, {*staged, *delete})
        if not self._has_former_build or any(path.startswith(CARDS) for path in delete):
            drop_cards(self.stage.cards, cards)
        self.asset_stage.prune()
        self.stage.remove_staging()
        name = self.stage.output.name
        print(message("built", language, path=name, written=written, deleted=deleted))

    def close(self) -> None:
        """Release the store; what was not saved is dropped. It may be called at any time."""
        if store := getattr(self, "store", None):
            store.close()

    def _source_name(self, path: str) -> str:
        """Return the source path of an attachment, as editors know it, else the output path."""
        attachment = self.asset_stage.wanted.get(path)
        return f"{self.content_folder.name}/{attachment.file}" if attachment else path

    def _text(self, page: str) -> str:
        """Return the HTML of a page as it will be published."""
        staged = self.stage.files / page
        return (staged if staged.exists() else self.stage.output / page).read_text("utf-8")

    def _save_inputs(self) -> None:
        """Put into the store what the next build needs to see that there is nothing to do.

        `up_to_date` reads it, and prints the messages again.
        """
        site, (since, until) = self.site, self.query_store.valid_span()
        language = self.settings.language
        self.store.set(
            "inputs",
            {
                "request": self.pelican_settings.get("_request"),
                "theme": str(self.theme),
                "environment": self._input_stats["environment"],
                "code": self._input_stats["code"],
                "theme_files": self._input_stats["theme_files"],
                "overrides": self._input_stats["overrides"],
                "settings": self._input_stats["settings"],
                "commit": self._input_stats["commit"],
                "fonts": dict(self._font.seen),
                "since": max(since, self._relations_span[0], site.dependencies.since.timestamp()),
                "until": min(until, self._relations_span[1], site.dependencies.until.timestamp()),
                "content": {
                    row.path: (row.size, row.mtime, row.ctime, row.digest if row.mtime < 0 else b"")
                    for row in site.loader.rows.values()
                },
                "messages": [
                    *format_problems(site.loaded.findings, self.content_folder.name, language),
                    *self._missing_font_messages(),
                    message("unchanged", language, path=self.stage.output.name),
                ],
            },
        )

    def _stat_inputs(self) -> dict[str, Any]:
        """Return versions, times and commit of the inputs before the build uses them.

        What changes during the build is then seen by the next one.
        """
        request = self.pelican_settings.get("_request")
        return {
            "environment": up_to_date.environment_versions(),
            "code": up_to_date.stats_below(up_to_date.PACKAGE, up_to_date.PACKAGE_SUFFIXES),
            "theme_files": up_to_date.stats_below(self.theme, ""),
            "overrides": {
                str(folder): up_to_date.stats_below(folder, "")
                for folder in self.pelican_settings["THEME_TEMPLATES_OVERRIDES"]
            },
            "settings": up_to_date.stats_of_settings(request[0]) if request else {},
            "commit": up_to_date.commit_of(str(self.content_folder)),
        }

    def _open(self) -> None:
        mark = fingerprint(
            self.settings, self.pelican_settings, self.content_folder, self.stage.output
        )
        self.store = Store(self.stage.home, mark, self.pelican_settings.get("_memory"))
        language = self.settings.language

        def waiting() -> None:
            print(message("waiting", language), file=sys.stderr)

        self._has_former_build = self.store.open(waiting)
        if self._has_former_build and not self.stage.output.is_dir():
            self.store.delete()
            self._has_former_build = self.store.open(waiting)

    def _reset_store(self) -> None:
        """Delete the damaged store and open an empty one."""
        print(message("state-damaged", self.settings.language), file=sys.stderr)
        self.store.delete()
        self._open()

    def _read(self) -> None:
        renderer = MarkdownRenderer(self.pelican_settings["MARKDOWN"])
        self.site = load_site(
            self.content_folder, self.settings, renderer, self.store, self.theme / "locale"
        )

    def _write(self, environment: Environment) -> None:
        site, store = self.site, self.store
        tracker = DependencyTracker(site.now)
        self._relations = self._build_relations(tracker)
        if self.settings.social_cards:
            self._font = find_card_font(self.settings.font_folders)
            for line in self._missing_font_messages():
                print(line, file=sys.stderr)
        context = render_context(self._build_inputs(), tracker)
        self._theme_sources = theme_files(self.theme)
        at = {name: path for name, (path, _) in self._theme_sources.items()}
        site_views = build_site_views(
            context,
            stylesheet=at.get("kairanban.css", ""),
            flyer_stylesheet=at.get("flyer.css", ""),
            icon=at.get("icon.svg", ""),
            script=at.get("now.js", ""),
            filter_script=at.get("calls.js", ""),
            gallery_script=at.get("gallery.js", ""),
            share_script=at.get("share.js", ""),
            search_scripts=tuple(at[n] for n in ("find.js", "search.js") if n in at),
        )
        known = store.memory.templates if store.memory else KnownTemplates()
        templates, known.includes = template_sources(
            environment,
            {**known.includes, **(store.get("templates") or {})},
        )
        store.set("templates", known.includes)
        former: Code = store.get("compiled") or {}
        template_cache = TemplateCache({**known.code, **former})
        if len(template_cache.known) > len(former):
            store.set("compiled", dict(template_cache.known))
        environment.bytecode_cache = template_cache
        environment.auto_reload = False  # a build reads each template once
        builders = output_builders(context, site_views, environment)
        self.query_store = QueryStore(
            context=context,
            queries=(*context.queries, site_views.others),
            output_builders=builders,
            tables=self._input_digests(templates, repr(site_views.source)),
            store=store,
            stage=self.stage.files,
            published=frozenset((*manifest.SITE_WIDE_FILES, *self._theme_files())),
            template_cache=template_cache,
        )
        keep = frozenset(self.pelican_settings["OUTPUT_RETENTION"])
        self.output_manifest = manifest.OutputManifest.compare(self.stage.output, store, keep)
        self.query_store.run(self.output_manifest.changed)
        self._update_search_index()
        self.asset_stage = AssetStage(
            site=site, stage=self.stage, store=store, wanted=self.query_store.attachments()
        )
        self._write_cards()
        for path, data in self._theme_files().items():
            self._stage(path, data)
        listed = sorted(self.query_store.sitemap_paths)
        if not self.output_manifest.is_published("sitemap.xml", "\n".join(listed).encode()):
            write_file(self.stage.files, "sitemap.xml", sitemap_xml(listed, self.settings))
        changes = {
            path: datetime.fromtimestamp(at, UTC) for path, at in self.query_store.changes.items()
        }
        self._stage("next-change.json", next_change_json(changes, self.settings))

    def _build_relations(self, tracker: DependencyTracker) -> dict[str, dict[str, Any]]:
        """Return the relations between records by table; the last build's where they still hold."""
        site, store = self.site, self.store
        rows = site.loader.rows
        kinds = ("events", "organizations", "series")
        records = [each for kind in kinds for each in self._record_digests(kind)]
        inputs = compute_digest(
            repr(
                (
                    records,
                    [rows[each.path].summary for each in site.summaries.values()],
                    sorted(site.collection.regular),
                    sorted(site.revisions.items()) if site.revisions else (),
                )
            ).encode()
        )
        stored: tuple[bytes, float, float] = store.get("relations span") or (b"", 0.0, 0.0)
        if stored[0] == inputs and stored[1] <= site.now.timestamp() < stored[2]:
            self._relations_span = stored[1:]
            return {name: store.get(f"tables {name}") for name in RELATION_NAMES}
        builder = RelationsBuilder(
            collection=site.collection,
            summaries=site.summaries,
            revisions=site.revisions,
            settings=self.settings,
            tracker=tracker,
            former=self._former_related(),
        )
        with tracker.collect() as dependencies:
            tables = builder.build()
        store.set("shared", dict(builder.shared))
        self._relations_span = dependencies.since.timestamp(), dependencies.until.timestamp()
        store.set("relations span", (inputs, *self._relations_span))
        return tables

    def _former_related(self) -> tuple[Any, Any] | None:
        shared, known = self.store.get("shared"), self.store.get("tables related")
        return (shared, known) if shared is not None and known is not None else None

    def _record_digests(self, kind: str) -> list[tuple[str, bytes]]:
        rows = self.site.loader.rows
        records = getattr(self.site.collection, kind)
        return [(slug, rows[record.path].record_digest) for slug, record in records.items()]

    def _build_inputs(self) -> BuildInputs:
        site = self.site
        attachments = site.loader.folder.attachments
        return BuildInputs(
            collection=site.collection,
            bodies=site.bodies,
            translated_bodies=site.translations.bodies(),
            revisions=site.revisions,
            relations=self._relations,
            content=self.content_folder,
            page_path_by_source=site.page_path_by_source,
            language_by_page_path=site.language_by_page_path,
            locales=site.locales,
            paths=site.files,
            files={f.path: site.loader.digests[f.path].hex() for f in attachments},
            image_infos=site.image_infos,
            settings=self.settings,
            renderer=site.renderer,
            card_fingerprint=self._card_fingerprint(),
            social_cards_have_text=self._font.font is not None,
        )

    def _card_fingerprint(self) -> str:
        """Return the fingerprint of how social cards are drawn, "" where the site has none."""
        found = self._font.font
        return (
            card_fingerprint(found.identity if found else None)
            if self.settings.social_cards
            else ""
        )

    def _missing_font_messages(self) -> list[str]:
        """Return the warning that no font for social cards was found, or an empty list."""
        if not self.settings.social_cards or self._font.font:
            return []
        return [message("no-font", self.settings.language)]

    def _input_digests(self, templates: Mapping[str, str], shown: str) -> dict[str, dict[str, Any]]:
        """Return the tables that dependency names refer to: by table and key, a digest or value.

        A value differs whenever what it stands for changed. `templates` are the templates'
        texts by name, each with all that it includes; `shown` is the text form of the site's view.
        """
        site, rows = self.site, self.site.loader.rows
        records: Collection = site.collection

        def record_digests(some: Mapping[str, Any]) -> dict[str, Any]:
            return {slug: rows[record.path].record_digest for slug, record in some.items()}

        repeating = {
            slug: (rows[event.path].record_digest, tuple(d.toordinal() for d in event.except_))
            for slug, event in records.events.items()
            if event.repeat
        }
        attachments = site.loader.folder.attachments
        tables: dict[str, dict[str, Any]] = {
            "events": record_digests(records.events) | repeating,
            "reports": {s: rows[o.path].record_digest for s, o in site.summaries.items()},
            "bodies": {s: rows[o.path].body_digest for s, o in site.summaries.items()},
            "organizations": record_digests(records.organizations),
            "venues": record_digests(records.venues),
            "series": record_digests(records.series),
            "pages": record_digests(records.pages),
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
            "pages-of": dict(site.page_path_by_source),
            "paths": dict.fromkeys(site.files, 1),
            "files": {f.path: site.loader.digests[f.path] for f in attachments},
            "templates": dict(templates),
            "site": {"view": shown, "cards": self._card_fingerprint()},
            **self._translation_digests(),
        }
        # Two tables of one name would hide what changes in one of them.
        assert tables.keys().isdisjoint(self._relations), tables.keys() & self._relations.keys()
        return tables | self._relations

    def _update_search_index(self) -> None:
        """Update the search index and stage what changed in it."""
        query_store = self.query_store
        self.search_indexer = SearchIndexer(
            limits=SearchLimits(**self.settings.search_limits),
            store=self.store,
            stage=self.stage.files,
            output=self.stage.output,
            changed=self.output_manifest.changed,
        )
        with announce_if_slow("indexing", self.settings.language):
            self.search_indexer.run(query_store.documents, query_store.staged)
        self._stage(SEARCH_INDEX, self.search_indexer.head)

    def _translation_digests(self) -> dict[str, dict[str, Any]]:
        """Return the tables of translations, and of what pages in other languages depend on.

        The digests of records and bodies by slug, in a table a kind and language
        (`events.en`); the language of each page by path; the digest of each catalogue.
        """
        site, rows = self.site, self.site.loader.rows
        facts: dict[str, dict[str, Any]] = {
            "translated": dict(site.language_by_page_path),
            "catalogues": {code: locale.digest for code, locale in site.locales.items()},
        }
        for code, kinds in site.translations.published.items():
            for kind, some in kinds.items():
                digests = {slug: rows[found.path].record_digest for slug, found in some.items()}
                facts[f"{kind}.{code}"] = digests
            reports = kinds["reports"].items()
            facts[f"bodies.{code}"] = {s: rows[found.path].body_digest for s, found in reports}
        return facts

    def _write_cards(self) -> None:
        """Stage the social cards that are not published yet, or differ from what was published."""
        output = self.output_manifest
        new = {
            path: card
            for path, card in self.query_store.social_cards.items()
            if path not in output.files or path in output.changed
        }
        with announce_if_slow("drawing", self.settings.language):
            stage_cards(new, self._font.font, self.stage.cards, self.stage.files)

    def _theme_files(self) -> dict[str, bytes]:
        return dict(self._theme_sources.values())

    def _stage(self, path: str, data: bytes) -> None:
        """Stage a file that no output builder makes, unless it is published as it is."""
        if self.output_manifest.is_published(path, data):
            return
        write_file(self.stage.files, path, data)

    def _save_loaded(self) -> None:
        """Save what was read and found, which holds though nothing was published.

        The store is opened anew first, so that nothing else is saved.
        """
        self.store.close()
        self._has_former_build = self.store.open(lambda: None)
        self.site.loader.save(self.store)
        self.site.rules.save(self.store)
        self.site.image_infos.save(self.store)
        self.store.save()

    def _save(self, files: set[str], touched: set[str]) -> None:
        try:
            self.site.loader.save(self.store)
            self.site.rules.save(self.store)
            self.site.image_infos.save(self.store)
            self.site.addresses.save(self.store)
            self.query_store.save()
            if self.store.memory:
                self.store.memory.templates.code = self.store.get("compiled")
            self.search_indexer.save()
            self.output_manifest.save(self.store, files, touched)
            self._save_inputs()
            self.store.save()
        except CorruptStore:  # the site is published; the next build computes everything again
            self.store.delete()
