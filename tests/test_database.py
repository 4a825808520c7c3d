"""The SQLite file: clean, typed, linked; every view opens, and says what the tables say."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from functools import cache

import pytest

from extractors.ledger import reconcile
from extractors.ledger.tables import TABLES, Table
from extractors.render.database import database
from extractors.render.database_views import VIEWS
from schemas.vocabulary import load_series
from tests import hostile
from tests.gold_files import ROOT
from tests.test_audit_gold import audits
from tests.test_dataset import ledger, tables

SERIES = load_series("alliance-activity")


@cache
def made() -> bytes:
    return database(ledger(), tuple(audits().values()), SERIES)


def opened(data: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    connection.row_factory = sqlite3.Row
    return connection


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    connection = opened(made())
    yield connection
    connection.close()


def test_it_is_whole_and_its_references_hold(db: sqlite3.Connection) -> None:
    assert [tuple(r) for r in db.execute("PRAGMA integrity_check")] == [("ok",)]
    assert list(db.execute("PRAGMA foreign_key_check")) == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_its_rows_key_and_types(table: Table, db: sqlite3.Connection) -> None:
    if table.name not in ("findings", "wheres"):
        assert db.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0] == len(tables()[table.name])
    info = list(db.execute(f"PRAGMA table_info({table.name})"))
    assert tuple(row["name"] for row in info) == table.header
    assert {row["name"] for row in info if row["pk"]} == set(table.key)
    links = {(row["from"], row["to"]) for row in db.execute(f"PRAGMA foreign_key_list({table.name})")}
    assert links == {(r.column, r.other) for r in table.references}
    for column in table.columns:
        found = {r[0] for r in db.execute(f'SELECT DISTINCT typeof("{column.name}") FROM {table.name}')}
        expected = {"integer": "integer", "number": "real", "boolean": "integer", "string": "text"}[column.type]
        assert found <= {expected, "null"}, column.name


def test_cells_are_those_of_the_csv(db: sqlite3.Connection) -> None:
    for row in tables()["evaluations"]:
        key = (row["period"], row["alliance_id"], row["where_id"])
        query = "SELECT * FROM evaluations WHERE period = ? AND alliance_id = ? AND where_id = ?"
        there = db.execute(query, key).fetchone()
        assert (there["code_as_printed"] or "") == row["code_as_printed"]
        assert there["score"] == (float(row["score"]) if row["score"] else None)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_view_opens_has_rows_and_is_explained(view: object, db: sqlite3.Connection) -> None:
    name = view.name  # type: ignore[attr-defined]
    rows = list(db.execute(f"SELECT * FROM {name}"))
    assert rows
    assert len(set(rows[0].keys())) == len(rows[0].keys())
    about = db.execute("SELECT kind, zh, en FROM about WHERE name = ?", (name,)).fetchone()
    assert about["kind"] == "view" and about["zh"] and about["en"]


def test_everything_is_in_about(db: sqlite3.Connection) -> None:
    there = {r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    told = {r[0] for r in db.execute("SELECT name FROM about")}
    assert there - {"sqlite_stat1"} == told


def test_the_roster_by_period_tells_each_kind_of_nothing(db: sqlite3.Connection) -> None:
    query = "SELECT period, tier_in_words, score FROM roster_by_period WHERE name LIKE '电动汽车产业%'"
    assert [tuple(r) for r in db.execute(query)] == [
        ("2016", "较差", 47.0), ("2017", "高", None), ("2018", "高", 96.0),
        ("2019", "高", None), ("2024", "高", None), ("2025", "高", None),
    ]  # fmt: skip
    rows = db.execute("SELECT count(*) FROM roster_by_period").fetchone()[0]
    assert rows == len(tables()["alliances"]) * len(tables()["periods"])
    words = {r[0] for r in db.execute("SELECT DISTINCT tier_in_words FROM roster_by_period")}
    assert {"未参评", "点名未参评", "尚未加入", "报告未入库", "非高"} <= words


def test_high_three_times_counts_as_the_alliances_do(db: sqlite3.Connection) -> None:
    told = {r["alliance_id"]: r["times_high"] for r in db.execute("SELECT * FROM high_three_times")}
    assert told == {r["alliance_id"]: int(r["times_high"]) for r in tables()["alliances"] if int(r["times_high"]) >= 3}


def test_findings_with_places_has_every_place(db: sqlite3.Connection) -> None:
    found = json.loads((ROOT / "outputs" / "findings.json").read_text(encoding="utf-8"))["findings"]
    for finding in found:
        for side in ("where", "against"):
            quotes = db.execute(
                "SELECT quote FROM findings_with_places WHERE finding_id = ? AND side = ?", (finding["id"], side)
            )
            assert sorted(r[0] or "" for r in quotes) == sorted(w["quote"] for w in finding[side])


def test_open_questions_names_what_is_open(db: sqlite3.Connection) -> None:
    kinds = [r["kind"] for r in db.execute("SELECT * FROM open_questions")]
    assert kinds.count("name") == sum(r["outcome"] == "review" for r in tables()["mentions"])
    assert kinds.count("code") == sum(r["verdict"] == "disputed" for r in tables()["codes"])


def test_the_same_bytes_each_time() -> None:
    assert database(ledger(), tuple(audits().values()), SERIES) == made()


def test_hostile_texts_are_data() -> None:
    db = opened(database(hostile.ledger(), hostile.audits(), SERIES))
    assert [tuple(r) for r in db.execute("PRAGMA integrity_check")] == [("ok",)]
    assert list(db.execute("PRAGMA foreign_key_check")) == []
    assert [r[0] for r in db.execute("SELECT published FROM findings ORDER BY rowid")].__len__() == len(hostile.TEXTS)
    assert {r[0] for r in db.execute("SELECT published FROM findings")} == set(hostile.TEXTS)
    for view in VIEWS:
        db.execute(f"SELECT * FROM {view.name}").fetchall()


def test_an_empty_ledger_makes_a_database() -> None:
    db = opened(database(reconcile((), (), (), SERIES), (), SERIES))
    assert list(db.execute("PRAGMA foreign_key_check")) == []
    for view in VIEWS:
        assert db.execute(f"SELECT * FROM {view.name}").fetchall() == []


def test_rows_that_no_key_allows_for_are_kept() -> None:
    from extractors.ledger.rows import Filled
    from extractors.ledger.tables import table
    from extractors.render.database import _fill

    db = sqlite3.connect(":memory:")
    row = ("2016", "high", "活跃度高", 1, 2, True, False, "w-1")
    _fill(db, Filled(table("bands"), (row, row)))
    assert db.execute("SELECT count(*) FROM bands").fetchone()[0] == 2
