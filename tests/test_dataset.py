"""The dataset: declared columns, keys and references hold; places give their quotes back; the same bytes every time."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from frictionless import Package, system

from extractors.ledger import in_order, load_corpus, reconcile
from extractors.ledger.dataset import cell_text, csv_text, dataset_texts, write_dataset, write_roster, write_text
from extractors.ledger.roster import roster_header, roster_rows
from extractors.ledger.rows import quotes
from extractors.ledger.tables import TABLES, Table
from schemas.finding import Audit, Finding, Message
from schemas.ledger import Correction, Ledger
from schemas.vocabulary import load_series
from schemas.where import Span, Where
from tests.conftest import reading_of
from tests.gold_files import manifest

ROOT = Path(__file__).parents[1]
CORPUS = load_corpus(ROOT)

DESIGNED = """
documents: document_id, file, sha256, kind, series, period, issue, title, publisher, published, media, pages
headings: document_id, position, number, level, text, in_contents, where_id
periods: period, start_year, end_year, window_from, window_to, document_id, listed, registered, evaluated, basis, \
premises
bands: period, tier, tier_as_printed, low, high, includes_low, includes_high, where_id
alliances: alliance_id, name, batch, code, first_seen, last_seen, periods_evaluated, times_high, a_level
names: alliance_id, name, kind, first_seen, last_seen, judgement_id
codes: alliance_id, code, document_id, verdict, where_id
mentions: mention_id, document_id, name_as_printed, alliance_id, outcome, candidates, reasons, where_id
evaluations: period, alliance_id, rank, tier, tiers_possible, tier_as_printed, score, name_as_printed, \
code_as_printed, basis, premises, where_id
honours: honour, start_year, end_year, periods_count, alliance_id, rank, name_as_printed, code_as_printed, where_id
claims: claim_id, document_id, kind, measure, of, base, period, value, low, high, unit, decimals, against_period, \
members, complete, text, basis, premises, where_id
panel: period, person, role, affiliation_as_printed, alliance_id, title, where_id
items: document_id, section, position, heading, date_text, date_from, date_to, contributor, source, mention_ids, \
text, where_id
structure: document_id, type, text, where_id
findings: finding_id, rule, level, cause, blame, message_zh, message_en, published, recomputed, working, document_ids, \
where_ids, against_ids
wheres: where_id, document_id, span, page, line, start, end, x0, top, x1, bottom, quote, method, confidence
corrections: correction_id, document_id, where_id, verdict, printed, meant, finding_id, reason, who, date
"""
"""The columns that others build on; a table may have more, at its end."""


@cache
def ledger() -> Ledger:
    readings = in_order(reading_of(entry["document_id"]) for entry in manifest())
    made_up = Correction(
        "k-0001", "misprint", "report-2016", "701-703", "二批", "三批", "", "理由", "editor", "2026-11-21", (), 1
    )
    return reconcile(readings, CORPUS.alliances, CORPUS.judgements, load_series("alliance-activity"), (made_up,))


@cache
def audits() -> tuple[Audit, ...]:
    """Give two audits that share a finding, one of a whole file, so that the table of findings is not empty."""
    row = ledger().readings[0].rows[0]
    words = Message("=1+1 不是公式", "not a formula")
    shared = Finding("NAME-01", "note", "异写", "print", words, "甲", "乙", "", (row.where,), (row.cell("name"),))
    whole = replace(shared, rule="FILE-01", where=(Where("report-2016", "x.txt", "", ()),), against=())
    return (Audit("report-2016", (shared, whole), (), (), 0), Audit("report-2018", (shared,), (), (), 0))


@cache
def tables() -> dict[str, list[dict[str, str]]]:
    texts = dataset_texts(ledger(), audits())
    return {name: list(csv.DictReader(io.StringIO(text))) for name, text in texts.items()}


def test_the_columns_are_those_of_the_design() -> None:
    lines = dict(line.split(": ") for line in DESIGNED.strip().splitlines())
    assert [table.name for table in TABLES] == list(lines)
    for table in TABLES:
        designed = tuple(lines[table.name].split(", "))
        assert table.header[: len(designed)] == designed


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_rows(table: Table) -> None:
    assert tables()[table.name]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_keys_are_unique_and_required_cells_filled(table: Table) -> None:
    rows = tables()[table.name]
    keys = [tuple(row[column] for column in table.key) for row in rows]
    assert len(keys) == len(set(keys))
    for column in table.columns:
        if column.required:
            assert all(row[column.name] for row in rows), column.name


@pytest.mark.parametrize("table", [t for t in TABLES if t.references], ids=lambda table: table.name)
def test_references_hold(table: Table) -> None:
    for reference in table.references:
        there = {row[reference.other] for row in tables()[reference.table]}
        assert {row[reference.column] for row in tables()[table.name]} - {""} <= there, reference


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_cells_have_the_declared_type(table: Table) -> None:
    shapes = {"integer": r"-?\d+", "number": r"-?\d+(\.\d+)?", "boolean": "true|false", "string": r"(?s).*"}
    for column in table.columns:
        for row in tables()[table.name]:
            assert not row[column.name] or re.fullmatch(shapes[column.type], row[column.name]), column.name


def test_lists_in_cells_refer_to_what_is_there() -> None:
    made = tables()
    mentions = {row["mention_id"] for row in made["mentions"]}
    alliances = {row["alliance_id"] for row in made["alliances"]}
    wheres = {row["where_id"] for row in made["wheres"]}
    known = {row["claim_id"] for row in made["claims"]} | {r.id for x in ledger().readings for r in x.rows}
    for row in made["items"]:
        assert set(filter(None, row["mention_ids"].split("|"))) <= mentions
    for row in made["mentions"]:
        assert set(filter(None, row["candidates"].split("|"))) <= alliances
    for row in made["findings"]:
        assert set(filter(None, (row["where_ids"] + "|" + row["against_ids"]).split("|"))) <= wheres
    for name in ("claims", "evaluations", "periods"):
        for row in made[name]:
            assert set(filter(None, row["premises"].split("|"))) <= known
            assert bool(row["premises"]) or row["basis"] == "printed"


def test_places_give_their_quotes_back() -> None:
    texts = {e.document: CORPUS.path(e).read_bytes().decode("utf-8") for e in CORPUS.entries}
    for row in tables()["wheres"]:
        if row["start"]:
            assert texts[row["document_id"]][int(row["start"]) : int(row["end"])] == row["quote"]


def test_each_span_quotes_its_own_stretch() -> None:
    assert quotes(Where("d", "d.pdf", "甲乙丙", (Span(1, 1, 0, 2), Span(1, 2, 5, 6)))) == ("甲乙", "丙")
    assert quotes(Where("d", "d.pdf", "甲乙丙", (Span(1, 1), Span(1, 2)))) == ("甲乙丙", "")


def test_a_finding_stands_once_and_its_text_stays_text() -> None:
    found = tables()["findings"]
    assert sorted(row["rule"] for row in found) == ["FILE-01", "NAME-01"]
    assert found[0]["message_zh"] == "=1+1 不是公式"


def test_codes_are_text_as_printed() -> None:
    codes = {row["code_as_printed"] for row in tables()["evaluations"]}
    assert {"d106", "D106", "109", ""} <= codes


def test_a_standard_validator_accepts_the_package(tmp_path: Path) -> None:
    write_dataset(ledger(), audits(), tmp_path)
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "message"])
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"].endswith("profiles/2.0/datapackage.json")
    assert [r["path"] for r in package["resources"]] == [f"{table.name}.csv" for table in TABLES]


def test_files_are_utf8_without_mark_and_with_plain_line_ends(tmp_path: Path) -> None:
    for path in write_dataset(ledger(), audits(), tmp_path):
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf") and b"\r" not in data and data.endswith(b"\n")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        [f"{t.name}.csv" for t in TABLES] + ["datapackage.json"]
    )


def test_the_same_bytes_whatever_the_order_and_the_hash_seed(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from extractors.ledger import load_corpus, reconcile
from extractors.ledger.dataset import write_dataset, write_roster
from extractors.reports import read_path
from schemas.vocabulary import load_series
corpus = load_corpus(Path(sys.argv[1]))
entries = corpus.entries[:: int(sys.argv[3])]
readings = tuple(read_path(corpus.path(e), e.document, e.file) for e in entries)
made = reconcile(readings, corpus.alliances, corpus.judgements, load_series("alliance-activity"))
write_dataset(made, (), Path(sys.argv[2]))
write_roster(made, Path(sys.argv[2]) / "roster.csv")
"""
    for seed, step, folder in (("1", "1", "a"), ("2", "-1", "b")):
        subprocess.run(
            [sys.executable, "-c", program, str(ROOT), str(tmp_path / folder), step],
            check=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "LC_ALL": "C"},
        )
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_the_roster_has_a_row_for_each_alliance_and_a_column_for_each_period(tmp_path: Path) -> None:
    path = write_roster(ledger(), tmp_path / "roster.csv")
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    assert [row["alliance_id"] for row in rows] == [alliance.id for alliance in ledger().alliances]
    vans = next(row for row in rows if row["name"].startswith("电动汽车产业"))
    assert [vans[p] for p in ("2016", "2017", "2018", "2019", "2024", "2025")] == ["low", *["high"] * 5]
    assert (vans["score_2016"], vans["score_2018"], vans["inferred"]) == ("47", "96", "2017|2019|2024")
    assert (vans["code"], vans["batch"], vans["a_level"]) == ("212", "2", "2017-2019|2022-2025")
    assert csv_text(roster_header(ledger()), roster_rows(ledger())) == path.read_text(encoding="utf-8")


def test_cells() -> None:
    cells = (None, True, 7, Decimal("1E+7"), Decimal("61.40"), 0.5, "=1+1")
    assert [cell_text(cell) for cell in cells] == ["", "true", "7", "10000000", "61.40", "0.5", "=1+1"]


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", "一\n")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "\ud800")
    assert path.read_text(encoding="utf-8") == "一\n"
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]
