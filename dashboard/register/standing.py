"""What the entries come to: how each initiative stands. Pure; from entries in the order of their numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dashboard.register.entry import (
    Entry,
    Kind,
    MilestoneMark,
    PhaseDates,
)

_STEPS = (Kind.PDSA_DO, Kind.PDSA_STUDY, Kind.PDSA_ACT)
_STEP_NAMES = {Kind.PDSA_DO: "do", Kind.PDSA_STUDY: "study", Kind.PDSA_ACT: "act"}


@dataclass(frozen=True)
class LogLine:
    """An entry as the log shows it. corrected_by: the newest correction of it, a Withdrawal where it was taken back."""

    entry: Entry
    corrected_by: Entry | None
    corrects: Entry | None


@dataclass(frozen=True)
class Pdsa:
    """A PDSA test with the steps in force; next_step: ``do``, ``study``, ``act`` or None where it is finished."""

    test_id: str
    title: str
    plan: Entry
    do: Entry | None
    study: Entry | None
    act: Entry | None

    @property
    def next_step(self) -> str | None:
        return next((name for name in _STEP_NAMES.values() if getattr(self, name) is None), None)

    @property
    def started_on(self) -> date | None:
        return self.do.content.started_on if self.do else None

    @property
    def ended_on(self) -> date | None:
        return self.do.content.ended_on if self.do else None


@dataclass(frozen=True)
class Standing:
    """How one initiative stands by what was written. said_at: when the status was said, not when its words were corrected."""

    initiative_id: str
    status: Entry | None
    said_at: datetime | None
    statuses: tuple[Entry, ...]
    phases: dict[str, PhaseDates]
    milestones: dict[str, MilestoneMark]
    notes: tuple[Entry, ...]
    tests: tuple[Pdsa, ...]
    log: tuple[LogLine, ...]


@dataclass(frozen=True)
class InForce:
    """What was first written, and what of it counts today after corrections."""

    first: Entry
    entry: Entry


def in_force(entries: Iterable[Entry]) -> list[InForce]:
    """What counts: of an entry and its corrections the newest, in the place of the first; what was withdrawn is left out."""
    first_of: dict[str, Entry] = {}
    newest: dict[str, Entry] = {}
    for entry in entries:
        first = first_of[entry.corrects_id] if entry.corrects_id else entry
        first_of[entry.entry_id] = first
        newest[first.entry_id] = entry
    kept = [InForce(first_of[entry_id], entry) for entry_id, entry in newest.items()]
    return [each for each in kept if each.entry.kind is not Kind.WITHDRAWAL]


def standings(entries: Sequence[Entry]) -> dict[str, Standing]:
    """The standing of every initiative that something is written about."""
    by_initiative: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.initiative_id is not None:
            by_initiative[entry.initiative_id].append(entry)
    return {initiative_id: standing(initiative_id, written) for initiative_id, written in by_initiative.items()}


def standing(initiative_id: str, written: Sequence[Entry]) -> Standing:
    """written: every entry about the initiative, oldest first."""
    counting: dict[Kind, list[InForce]] = defaultdict(list)
    for each in in_force(written):
        counting[each.entry.kind].append(each)
    statuses = counting[Kind.STATUS_UPDATE]
    phases = [each.entry.content for each in counting[Kind.PHASE_DATES]]
    milestones = [each.entry.content for each in counting[Kind.MILESTONE_MARK]]
    return Standing(
        initiative_id,
        statuses[-1].entry if statuses else None,
        statuses[-1].first.written_at if statuses else None,
        _newest_first(statuses),
        {content.phase_id: content for content in phases},
        {content.milestone_id: content for content in milestones},
        _newest_first(counting[Kind.NOTE]),
        _tests(counting),
        _log(written),
    )


def milestones(entries: Iterable[Entry]) -> dict[str, MilestoneMark]:
    """Every milestone something is written about, also those of a whole plan or goal."""
    counting = [each.entry for each in in_force(entries) if each.entry.kind is Kind.MILESTONE_MARK]
    return {entry.content.milestone_id: entry.content for entry in counting}


def events(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The events in force, by their date."""
    counting = [each.entry for each in in_force(entries) if each.entry.kind is Kind.EVENT]
    return tuple(sorted(counting, key=lambda entry: (entry.content.event_date, entry.number)))


def rebasings(entries: Iterable[Entry], kpi_id: str) -> tuple[Entry, ...]:
    """The re-basings of a KPI's chart in force, by their month."""
    counting = [each.entry for each in in_force(entries) if each.entry.kind is Kind.REBASING]
    of_kpi = [entry for entry in counting if entry.content.kpi_id == kpi_id]
    return tuple(sorted(of_kpi, key=lambda entry: (entry.content.from_month, entry.number)))


def taken_back(entries: Iterable[Entry], subject: str) -> tuple[LogLine, ...]:
    """What was taken back of a subject and does not stand again by a later correction, the newest withdrawal first."""
    about = {entry.entry_id: entry for entry in entries if entry.subject == subject}
    standing = {each.first.entry_id for each in in_force(about.values())}
    withdrawals = [entry for entry in reversed(about.values()) if entry.kind is Kind.WITHDRAWAL]
    lines = [LogLine(about[entry.corrects_id], entry, None) for entry in withdrawals]
    return tuple(line for line in lines if _first(line.entry, about).entry_id not in standing)


def _first(entry: Entry, known: Mapping[str, Entry]) -> Entry:
    """What was first written of what this entry corrects."""
    while entry.corrects_id:
        entry = known[entry.corrects_id]
    return entry


def _newest_first(counting: Iterable[InForce]) -> tuple[Entry, ...]:
    return tuple(each.entry for each in reversed(list(counting)))


def _tests(counting: dict[Kind, list[InForce]]) -> tuple[Pdsa, ...]:
    steps = {(kind, each.entry.content.test_id): each.entry for kind in _STEPS for each in counting[kind]}
    plans = {each.entry.content.test_id: each.entry for each in counting[Kind.PDSA_PLAN]}
    return tuple(
        Pdsa(test_id, plan.content.title, plan, *(steps.get((kind, test_id)) for kind in _STEPS))
        for test_id, plan in plans.items()
    )


def _log(written: Sequence[Entry]) -> tuple[LogLine, ...]:
    by_id = {entry.entry_id: entry for entry in written}
    corrected_by = {entry.corrects_id: entry for entry in written if entry.corrects_id}
    return tuple(
        LogLine(entry, corrected_by.get(entry.entry_id), by_id.get(entry.corrects_id)) for entry in reversed(written)
    )
