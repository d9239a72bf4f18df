"""The story in order: people, cases, their course, complaints, what comes back, and the files it is all written to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from etl.demo_data.appeals import Appeals, bring_back, receive_appeals, remit
from etl.demo_data.assignments import Assignments, assign_workers
from etl.demo_data.case_files import CaseWriter, write_case_files
from etl.demo_data.case_table import Rows, Spellings, case_table, paragraph_spellings
from etl.demo_data.citizens import Citizens, invent_citizens
from etl.demo_data.course import run_cases
from etl.demo_data.days import NONE, WorkingDays
from etl.demo_data.draws import stream
from etl.demo_data.faults import fault_count
from etl.demo_data.folder import DEMO_FILES, prepare_raw_folder
from etl.demo_data.intake import receive_cases
from etl.demo_data.plan import Plan, load_plan
from etl.demo_data.register_files import write_appeals, write_assignments, write_workers
from etl.demo_data.staff import Staff, employ_staff

# Called with steps done and steps in all.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Municipality:
    """The whole truth of one example; ``cases["number"]`` is the running number behind each case id."""

    cases: Rows
    spellings: Spellings
    appeals: Appeals
    assignments: Assignments
    citizens: Citizens
    staff: Staff


def invent(plan: Plan, cases: int, seed: int) -> Municipality:
    """An example municipality with exactly ``cases`` cases; the same seed gives the same one."""
    working = WorkingDays()
    citizens, staff = invent_citizens(plan, seed, cases), employ_staff(plan, seed, cases)
    intake = receive_cases(plan, seed, cases, citizens, staff, working)
    course = run_cases(plan, seed, "course", intake, working)
    assignments = assign_workers(plan, seed, intake, citizens, staff)
    # Some rows are kept free of complaints; the cases the board remits take their places.
    reserved = np.sort(stream(seed, "reserved").permutation(cases)[: round(cases * plan.remitted_share)])
    free = np.zeros(cases, dtype=bool)
    free[reserved] = True
    appeals = receive_appeals(plan, seed, intake, course, free, working)
    remitted = remit(plan, seed, appeals, len(reserved), fault_count(plan, "remitted_without_case", cases))
    rows = reserved[: len(remitted)]
    again = run_cases(plan, seed, "remitted", bring_back(intake, appeals, remitted, rows, staff), working)
    for name, values in vars(again).items():
        getattr(course, name)[rows] = values
    complaint = np.full(cases, NONE)
    complaint[rows] = remitted
    spellings = paragraph_spellings(plan)
    table = case_table(seed, intake, course, complaint, spellings)
    table["number"] = np.empty(cases, dtype=np.int32)
    table["number"][np.argsort(intake.received, kind="stable")] = np.arange(cases)
    return Municipality(table, spellings, appeals, assignments, citizens, staff)


def write_demo(data_dir: Path, cases: int = 12_000, seed: int = 1, progress: Progress | None = None) -> None:
    """Write the example municipality's deliveries into ``data_dir/raw``; the same seed gives the same bytes.

    ``progress`` is called with the steps done and the steps in all. Raises RawFolderHoldsOtherFiles.
    """
    raw = prepare_raw_folder(data_dir)
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, len(DEMO_FILES) + 1)

    plan = load_plan()
    municipality = invent(plan, cases, seed)
    step()
    spellings = municipality.spellings
    writer = CaseWriter(plan, municipality.citizens, municipality.staff, municipality.appeals, spellings)
    appealed = np.zeros(cases, dtype=bool)
    appealed[municipality.appeals.case] = True
    unmatched = list(range(spellings.unmatched, len(spellings.texts)))
    write_case_files(raw, plan, seed, municipality.cases, appealed, writer, unmatched, step)
    write_appeals(raw, plan, seed, municipality.appeals, municipality.cases["number"])
    step()
    write_workers(raw, plan, municipality.staff)
    step()
    write_assignments(raw, municipality.assignments, municipality.citizens, municipality.staff)
    step()
