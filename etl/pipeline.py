"""The story in order: read -> hide -> correct -> stage -> judge -> model -> check -> publish."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from etl.contract import contract_version
from etl.corrections import apply_corrections, report_unknown_sources
from etl.errors import DataFolderMissing, FileMappedTwice, NoCaseFiles, WarehouseUnreadable
from etl.example import check_example_folder, is_example, is_marker
from etl.extract import Extractor, delivered_files, shown_name
from etl.findings import Findings, Place, Severity
from etl.folders import Folders
from etl.hiding import hide_cpr_numbers, hide_names, known_names
from etl.history import earlier_history, write_run_history
from etl.mapping import Mapping
from etl.mapping_reader import read_mappings
from etl.models import build_models, run_checks
from etl.outcome import Outcome, read_outcome
from etl.paragraphs import ParagraphReader
from etl.pseudonym import Pseudonymiser, find_key
from etl.publish import new_run_id, only_run, publish, snapshots
from etl.quality import judge
from etl.quarantine import reconcile_files, store_quarantined_rows
from etl.reference import Settings, load_reference
from etl.stage import create_staging, register_files, stage_source
from etl.tables import known_tables
from etl.texts import sentence
from etl.versions import supersede_old_versions
from etl.working_days import load_calendar

# The working database is in memory and may spill to a private folder that goes when the run ends. Columns marked personal
# hold pseudonyms from the first row; a person in any other column is hidden before staging.
_MEMORY_LIMIT = "1200MB"


def build(
    data_dir: Path,
    *,
    publishes: bool = True,
    force: bool = False,
    threads: int | None = None,
    on_step: Callable[..., None] | None = None,
) -> Outcome:
    """Build a snapshot from the folder's deliveries and publish it, or only tell what would come of it.

    ``on_step`` is called with a key of texts.toml's ``[report]`` and its fields. Raises EtlError where the set-up is
    wrong; what is wrong with the data is in the outcome.
    """
    if not data_dir.is_dir():
        raise DataFolderMissing(folder=data_dir)
    folders = Folders(data_dir)
    started_at = datetime.now(UTC)
    with only_run(folders.warehouse), TemporaryDirectory(prefix="etl_") as spill:
        config = {"memory_limit": _MEMORY_LIMIT, "temp_directory": spill} | ({"threads": threads} if threads else {})
        with duckdb.connect(config=config) as connection:
            # Nothing is ever fetched, and a timestamp without offset in a UTC source is UTC.
            connection.execute(
                "set autoinstall_known_extensions = false; set timezone = 'UTC'; set preserve_insertion_order = false"
            )
            return _Run(connection, folders, started_at, on_step or _ignore_step).go(publishes, force)


def _ignore_step(_step: str, **_fields: object) -> None:
    return


class _Run:
    """One run over one working database."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        folders: Folders,
        started_at: datetime,
        on_step: Callable[..., None],
    ) -> None:
        self.connection, self.folders, self.started_at, self.on_step = connection, folders, started_at, on_step
        self.findings = Findings(connection)
        self.mappings: list[Mapping] = []
        self.settings = Settings()

    def go(self, publishes: bool, force: bool) -> Outcome:
        self.set_up()
        self.read()
        if not self.is_rejected():
            self.on_step("judging")
            supersede_old_versions(self.connection, self.mappings, self.findings)
            judge(self.connection, self.mappings, self.findings, self.settings.pile_up_share)
            store_quarantined_rows(self.connection, self.mappings)
            reconcile_files(self.connection)
            self.describe_tables()
            self.compare_with_previous(force)
        if self.is_rejected():
            return read_outcome(self.connection, is_rejected=True, snapshot=None)
        self.model()
        return read_outcome(self.connection, is_rejected=False, snapshot=self.publish() if publishes else None)

    def set_up(self) -> None:
        """Everything a person configures, checked before the first file is opened."""
        self.mappings = read_mappings(self.folders.sources)
        check_example_folder(self.folders.raw)
        self.check_file_mapped_once()
        patterns = [mapping.pattern for mapping in self.mappings if mapping.table.name == "cases"]
        if not any(delivered_files(self.folders.raw, pattern) for pattern in patterns):
            raise NoCaseFiles(folder=self.folders.raw, patterns=", ".join(patterns))
        self.settings = load_reference(self.connection, self.folders.reference)

    def check_file_mapped_once(self) -> None:
        readers: dict[tuple[str, Path], str] = {}
        for mapping in self.mappings:
            for path in delivered_files(self.folders.raw, mapping.pattern):
                other = readers.setdefault((mapping.table.name, path), mapping.source)
                if other != mapping.source:
                    raise FileMappedTwice(file=shown_name(path.name), sources=f"{other}, {mapping.source}")

    def read(self) -> None:
        pseudonymise = Pseudonymiser(find_key(self.folders.data, self.mappings))
        extractor = Extractor(
            self.connection,
            self.folders.raw,
            pseudonymise,
            self.findings,
            lambda name: self.on_step("reading", file=name),
            self.started_at.date(),
        )
        for mapping in self.mappings:
            extractor.extract(mapping)
        self.report_unmapped_files()
        register_files(self.connection, extractor.files)
        self.on_step("staging")
        create_staging(self.connection)
        report_unknown_sources(self.connection, self.mappings, self.findings)
        paragraphs = ParagraphReader.from_reference(self.connection)
        known = known_names(self.connection, self.mappings)
        for mapping in self.mappings:
            hide_cpr_numbers(self.connection, mapping, pseudonymise, self.findings)
            hide_names(self.connection, mapping, pseudonymise, known, self.findings)
            apply_corrections(self.connection, mapping, self.findings)
            stage_source(self.connection, mapping, paragraphs)

    def report_unmapped_files(self) -> None:
        """A file nobody asked for is likely a misspelt name: it is not loaded, and that is said."""
        mapped = {path for mapping in self.mappings for path in delivered_files(self.folders.raw, mapping.pattern)}
        for path in delivered_files(self.folders.raw, "*"):
            if path not in mapped and not is_marker(path):
                self.findings.add("unmapped_file", Severity.WARN, Place("", shown_name(path.name)))

    def is_rejected(self) -> bool:
        return self.findings.count(Severity.REJECT) > 0

    def describe_tables(self) -> None:
        """``quality.tables``. A table's as-of is the earliest among its sources' newest extract dates (kpis.md)."""
        counts = " union all ".join(
            f"select '{name}' as table_name, count(*) as rows from accepted.{name}" for name in known_tables()
        )
        self.connection.execute(
            f"""
            create or replace table quality.tables as
            with counts as ({counts}),
            -- A file without a single row says nothing about a day: it may as well be an export that failed.
            newest as (
                select table_name, source,
                    coalesce(max(extract_date) filter (physical_records > 0), max(extract_date)) as extract_date
                from raw.files group by all
            ),
            as_of as (select table_name, min(extract_date) as as_of_date from newest group by table_name)
            select table_name, counts.rows as accepted_rows, as_of_date is not null as is_delivered, as_of_date
            from counts left join as_of using (table_name) order by table_name
            """
        )

    def compare_with_previous(self, force: bool) -> None:
        """Reject a delivery without a single usable case, or (unless forced) far smaller than the one before."""
        now = dict(self.connection.execute("select table_name, accepted_rows from quality.tables").fetchall())
        source = next(mapping.source for mapping in self.mappings if mapping.table.name == "cases")
        if not now["cases"]:
            self.findings.add("no_usable_rows", Severity.REJECT, Place(source, ""), table="cases")
        for table, before in {} if force else self.previous_counts().items():
            if before and 1 - now[table] / before > self.settings.max_lost_rows_share:
                place = Place(next((m.source for m in self.mappings if m.table.name == table), ""), "")
                self.findings.add(
                    "suspicious_loss", Severity.REJECT, place, table=table, before=before, after=now[table],
                    share=_percent(1 - now[table] / before), limit=_percent(self.settings.max_lost_rows_share),
                )  # fmt: skip

    def previous_counts(self) -> dict[str, int]:
        """Rows per table of the served snapshot; none where it is of the other kind (example or own data)."""
        existing = snapshots(self.folders.warehouse)
        if not existing:
            return {}
        try:
            with duckdb.connect(str(existing[-1]), read_only=True) as previous:
                if previous.execute("select is_example from quality.run").fetchone()[0] != is_example(self.folders.raw):
                    return {}
                return dict(previous.execute("select table_name, accepted_rows from quality.tables").fetchall())
        except duckdb.Error:
            raise WarehouseUnreadable(file=existing[-1]) from None

    def model(self) -> None:
        self.on_step("modelling")
        load_calendar(self.connection, *self.calendar_range())
        build_models(self.connection)
        self.report_missing_rules()
        self.on_step("checking")
        run_checks(self.connection)

    def calendar_range(self) -> tuple[date, date]:
        """From the first day a clock may start to the last day a deadline may fall on, with room for holidays."""
        first, last = self.connection.execute(
            """
            select least(
                    min(received_date), (select min(least(board_received_date, board_decided_date)) from accepted.appeals)
                ),
                greatest(max(received_date), max(extract_date))
            from accepted.cases
            """
        ).fetchone()
        longest = self.connection.execute(
            """
            select coalesce(max(amount * case unit when 'month' then 31 when 'week' then 7 else 2 end), 0)
            from reference.deadlines
            """
        ).fetchone()[0]
        return first, last + timedelta(days=int(longest) + 60)

    def report_missing_rules(self) -> None:
        message = sentence(
            "findings",
            "missing_deadline_rule",
            paragraph="{paragraph}",
            application_type="{type}",
            received_date="{day}",
        ).replace("'", "''")
        self.findings.add_selected(
            f"""
            select 'missing_deadline_rule' as rule, 'warn' as severity, accepted.source, accepted.file, accepted.key,
                'paragraph' as column_name, cases.paragraph as value,
                replace(replace(replace('{message}', '{{paragraph}}', coalesce(cases.paragraph, '\u2013')),
                    '{{type}}', cases.application_type), '{{day}}', strftime(cases.received_date, '%d-%m-%Y')) as message,
                accepted.line
            from marts.cases join accepted.cases as accepted using (case_id)
            where deadline_source = 'missing' and cases.paragraph is not null
            """
        )

    def publish(self) -> Path:
        self.on_step("publishing")
        run_id = new_run_id(self.folders.warehouse, self.started_at)
        self.connection.execute(
            """
            create or replace table quality.run as
            select $run_id as run_id, $code as code_version, $name as municipality_name, null::varchar as rolled_back_from,
                null::varchar as rollback_reason, $contract as contract_version, $example as is_example,
                $started_at::timestamp as started_at, $finished_at::timestamp as finished_at
            """,
            {
                "run_id": run_id, "code": code_version(), "name": self.settings.municipality_name,
                "contract": contract_version(), "example": is_example(self.folders.raw),
                "started_at": self.started_at.replace(tzinfo=None), "finished_at": datetime.now(UTC).replace(tzinfo=None),
            },
        )  # fmt: skip
        earlier = earlier_history(reversed(snapshots(self.folders.warehouse)), is_example(self.folders.raw))
        write_run_history(self.connection, earlier)
        return publish(self.connection, self.folders.warehouse, run_id, self.settings.snapshots_kept)


def code_version() -> str:
    """A fingerprint of the program that built a snapshot: its Python, SQL and TOML."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for file in sorted(root.rglob("*")):
        if file.suffix in (".py", ".sql", ".toml"):
            digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".", ",")
