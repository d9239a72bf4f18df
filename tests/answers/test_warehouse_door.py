"""The door to DuckDB: the newest snapshot, its contract, one cursor per handle."""

import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.errors import NoWarehouse, UnreadableWarehouse, WrongContract
from dashboard.warehouse import CONTRACT_VERSION, Warehouse
from dashboard.words import error_sentence
from tests.answers.small_warehouse import CONTRACT, contract_warehouse


def some(count: int) -> list[dict]:
    return [{"case_id": f"S{number}", "received_date": date(2023, 1, 1)} for number in range(count)]


COUNT = "select count(*) from marts.cases"


def test_the_expected_version_is_that_of_the_contract() -> None:
    assert tomllib.loads(CONTRACT.read_text(encoding="utf-8"))["version"] == CONTRACT_VERSION


def test_a_folder_without_a_snapshot_is_a_named_error(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouse):
        Warehouse.newest(tmp_path)


def test_an_unfinished_snapshot_is_not_seen(tmp_path: Path) -> None:
    contract_warehouse(tmp_path, some(1), name="warehouse_2023")
    (tmp_path / "warehouse" / ".warehouse_2024.duckdb").write_bytes(b"half")
    assert Warehouse.newest(tmp_path).snapshot == "warehouse_2023"


def test_a_snapshot_of_another_contract_is_refused(tmp_path: Path) -> None:
    contract_warehouse(tmp_path, [], contract_version=99)
    with pytest.raises(WrongContract) as refused:
        Warehouse.newest(tmp_path)
    assert (refused.value.found, refused.value.expected) == (99, CONTRACT_VERSION)


class TestADamagedNewestSnapshot:
    """It is named; the older one behind it is never shown in its place."""

    def whole(self, folder: Path) -> bytes:
        contract_warehouse(folder, some(20_000), name="warehouse_1")
        return (folder / "warehouse" / "warehouse_1.duckdb").read_bytes()

    @pytest.mark.parametrize("kept", [0, 100, 4096, 20_000])
    def test_cut_short(self, tmp_path: Path, kept: int) -> None:
        (tmp_path / "warehouse" / "warehouse_2.duckdb").write_bytes(self.whole(tmp_path)[:kept])
        with pytest.raises(UnreadableWarehouse) as damaged:
            Warehouse.newest(tmp_path)
        assert damaged.value.file == "warehouse_2.duckdb"

    def test_with_a_spoilt_block_that_is_met_by_a_later_question(self, tmp_path: Path) -> None:
        whole = self.whole(tmp_path)
        with duckdb.connect(str(tmp_path / "warehouse" / "warehouse_1.duckdb"), read_only=True) as connection:
            sql = "select max(block_id) from pragma_storage_info('marts.cases') where column_name = 'case_id'"
            (block,) = connection.execute(sql).fetchone()
        # DuckDB's file: three headers of 4 KiB, then blocks of 256 KiB; no opening reads the cases' own.
        place = 3 * 4096 + block * 256 * 1024 + 1000
        spoilt = whole[:place] + b"spoilt" + whole[place + 6 :]
        (tmp_path / "warehouse" / "warehouse_2.duckdb").write_bytes(spoilt)
        warehouse = Warehouse.newest(tmp_path)
        for ask in (warehouse.rows, warehouse.frame):
            with pytest.raises(UnreadableWarehouse) as damaged:
                ask("select case_id from marts.cases")
            assert damaged.value.file == "warehouse_2.duckdb"

    def test_that_is_a_folder(self, tmp_path: Path) -> None:
        self.whole(tmp_path)
        (tmp_path / "warehouse" / "warehouse_2.duckdb").mkdir()
        with pytest.raises(UnreadableWarehouse) as damaged:
            Warehouse.newest(tmp_path)
        assert damaged.value.file == "warehouse_2.duckdb"

    def test_the_sentence_names_the_file_and_both_ways_out(self) -> None:
        told = error_sentence(UnreadableWarehouse(file="warehouse_2.duckdb"))
        assert all(text in told for text in ("warehouse_2.duckdb", "python -m etl build", "python -m etl rollback"))


def test_a_newer_snapshot_is_picked_up_by_the_next_handle_and_not_by_the_present_one(tmp_path: Path) -> None:
    contract_warehouse(tmp_path, some(1), name="warehouse_1")
    before = Warehouse.newest(tmp_path)
    assert before.rows(COUNT) == [(1,)]
    contract_warehouse(tmp_path, some(2), name="warehouse_2")
    after = Warehouse.newest(tmp_path)
    assert after.rows(COUNT) == [(2,)]
    assert before.rows("select count(*) + 0 from marts.cases") == [(1,)]


def test_another_municipalitys_snapshot_is_never_mixed_in(tmp_path: Path) -> None:
    one, two = (contract_warehouse(tmp_path / name, some(count)) for name, count in (("one", 1), ("two", 2)))
    for folder, count in ((one, 1), (two, 2), (one, 1)):
        assert Warehouse.newest(folder).rows(COUNT) == [(count,)]


def test_values_are_bound_and_never_read_as_sql(tmp_path: Path) -> None:
    warehouse = Warehouse.newest(contract_warehouse(tmp_path, some(1)))
    evil = "S0'; drop table marts.cases; --"
    assert warehouse.rows("select count(*) from marts.cases where case_id = $case_id", {"case_id": evil}) == [(0,)]
    assert warehouse.rows(COUNT) == [(1,)]


def test_a_frame_is_the_callers_own(tmp_path: Path) -> None:
    warehouse = Warehouse.newest(contract_warehouse(tmp_path, some(1)))
    frame = warehouse.frame("select case_id from marts.cases")
    frame.loc[0, "case_id"] = "changed"
    assert warehouse.frame("select case_id from marts.cases").case_id.tolist() == ["S0"]


def test_many_threads_each_get_their_own_rows(tmp_path: Path) -> None:
    contract_warehouse(tmp_path, some(300))

    def ask(number: int) -> bool:
        warehouse = Warehouse.newest(tmp_path)
        rows = warehouse.rows("select case_id, $number from marts.cases", {"number": number})
        return len(rows) == 300 and {row[1] for row in rows} == {number}

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(200)))
