"""The changelog of the dataset: what came, changed, went or only moved; nothing is lost and nothing is made up."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.ledger.changes import changes
from extractors.ledger.stored import Stored, load_stored
from extractors.ledger.tables import Column, Table
from extractors.render.changes import SHOWN, changes_json, changes_markdown, changes_text
from schemas.changes import Changes, TableChanges
from tests import hostile
from tests.command import corpus, run  # noqa: F401
from tests.gold_files import ROOT
from tests.test_schemas import obey

OUTPUTS = ROOT / "outputs"
Rows = list[dict[str, str]]


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Copy the dataset, so that a test may make it an older one."""
    shutil.copytree(OUTPUTS / "dataset", tmp_path / "old" / "dataset")
    return tmp_path / "old"


def edit(outputs: Path, table: str, change: Callable[[Rows], Rows]) -> None:
    path = outputs / "dataset" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    header = list(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(rows))


def compared(old: Path, new: Path = OUTPUTS) -> Changes:
    return changes(load_stored(old), load_stored(new))


def of(found: Changes, table: str) -> TableChanges:
    return next(t for t in found.tables if t.table == table)


def test_the_same_is_nothing(run) -> None:
    found = compared(OUTPUTS)
    assert found.nothing
    assert all(t.moved == 0 for t in found.tables)
    ran = run("diff", ROOT, OUTPUTS / "dataset")
    assert ran.code == 0 and "所说相同" in ran.out


def test_rows_added_changed_and_withdrawn(older: Path) -> None:
    def change(rows: Rows) -> Rows:
        rows[0]["name"] = "旧名"
        return [*rows[:5], *rows[6:], {**rows[7], "alliance_id": "al-9999"}]

    edit(older, "alliances", change)
    found = of(compared(older), "alliances")
    assert [(c.column, c.old) for r in found.changed for c in r.cells] == [("name", "旧名")]
    assert [row.key for row in found.added] == [(("alliance_id", "al-0006"),)]
    assert [row.key for row in found.withdrawn] == [(("alliance_id", "al-9999"),)]


def test_a_finding_that_came_and_one_that_went(older: Path, run) -> None:
    edit(older, "findings", lambda rows: [*rows[1:], {**rows[1], "finding_id": "f-0123456789", "message_zh": "旧的"}])
    with (OUTPUTS / "dataset" / "findings.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    found = compared(older)
    assert [f.id for f in found.came] == [first["finding_id"]]
    assert [f.message.zh for f in found.went] == ["旧的"]
    ran = run("diff", older, OUTPUTS)
    assert f"+ {first['rule']}" in ran.out and "旧的" in ran.out


def test_an_inserted_line_moves_and_changes_nothing(run, corpus: Path) -> None:
    path = corpus / "corpus" / "documents" / "alliance-activity-2018-report.txt"
    path.write_bytes(b"\n" + path.read_bytes())
    assert run("--root", corpus, "build").code == 0
    found = compared(OUTPUTS, corpus)
    assert of(found, "wheres").moved > 500
    assert [t.table for t in found.tables if t.changed] == ["documents"]
    assert [c.column for c in of(found, "documents").changed[0].cells] == ["sha256"]
    # The file is no longer the one registered: that is a finding, at a place of its own.
    assert [f.rule for f in found.came] == ["FILE-02"] and found.went == ()
    assert {t.table for t in found.tables if t.added or t.withdrawn} == {"findings", "wheres"}
    assert len(changes_text(found).splitlines()) < 40


def test_the_same_ink_read_otherwise_is_a_change(older: Path) -> None:
    edit(older, "claims", lambda rows: [{**rows[0], "claim_id": "c-0123456789", "of": "other"}, *rows[1:]])
    found = of(compared(older), "claims")
    assert (len(found.added), len(found.withdrawn), len(found.changed)) == (0, 0, 1)
    assert [(c.column, c.old) for c in found.changed[0].cells] == [("of", "other")]


def test_a_score_at_another_place_is_a_change_of_that_alliance(older: Path) -> None:
    edit(older, "evaluations", lambda rows: [{**rows[0], "where_id": "w-0123456789", "score": "99"}, *rows[1:]])
    found = of(compared(older), "evaluations")
    assert [[c.column for c in row.cells] for row in found.changed] == [["score"]]
    assert not found.added and not found.withdrawn


def test_tables_and_columns_that_came_or_went(older: Path) -> None:
    descriptor = older / "dataset" / "datapackage.json"
    package = json.loads(descriptor.read_text(encoding="utf-8"))
    package["resources"] = [r for r in package["resources"] if r["name"] != "honours"]
    alliances = next(r for r in package["resources"] if r["name"] == "alliances")
    gone = alliances["schema"]["fields"].pop()["name"]
    descriptor.write_text(json.dumps(package), encoding="utf-8")
    path = older / "dataset" / "alliances.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row[:-1] for row in csv.reader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    found = compared(older)
    assert of(found, "honours").whole == "added" and of(found, "honours").added
    assert of(found, "alliances").columns_added == (gone,)
    assert of(found, "alliances").same == len(rows) - 1
    back = compared(OUTPUTS, older)
    assert of(back, "honours").whole == "withdrawn" and back.tables[-1].table == "honours"
    for lang in ("zh", "en"):
        assert gone in changes_text(found, lang) and "honours" in changes_markdown(back, lang)


def test_a_flood_is_counted_and_json_has_it_all(older: Path, run) -> None:
    edit(older, "names", lambda rows: [{**row, "kind": "x"} for row in rows])
    total = len(of(compared(older), "names").changed)
    assert total > SHOWN
    assert run("diff", older, OUTPUTS).out.count("kind x →") == SHOWN
    assert f"另有 {total - SHOWN} 行" in run("diff", older, OUTPUTS).out
    assert run("diff", older, OUTPUTS, "--all").out.count("kind x →") == total
    value = obey("diff", run("diff", older, OUTPUTS, "--format", "json").out)
    names = next(t for t in value["tables"] if t["table"] == "names")
    assert len(names["changed"]) == names["counts"]["changed"] == total


@pytest.mark.parametrize("form", ("text", "markdown", "json"))
def test_hostile_texts_are_text(form: str, tmp_path: Path) -> None:
    columns = ("finding_id", "rule", "level", "message_zh", "message_en", "document_ids")
    table = Table("findings", "", "", tuple(Column(n, "string", "", "") for n in columns), ("finding_id",))
    rows = tuple((f"f{n}", "NAM-01", "note", text, text, "d") for n, text in enumerate(hostile.TEXTS))
    names = Table("names", "", "", (Column("name", "string", "", ""), Column("kind", "string", "", "")), ("name",))
    now = (Stored(table, rows), Stored(names, tuple((text, text) for text in hostile.TEXTS)))
    found = changes((Stored(table, ()), Stored(names, ())), now)
    if form == "json":
        value = obey("diff", changes_json(found))
        assert {f["message"]["zh"] for f in value["findings"]["came"]} == set(hostile.TEXTS)
        return
    told = (changes_text if form == "text" else changes_markdown)(found)
    assert not hostile.STEERING & set(told)
    if form == "markdown":
        assert "<script" not in told and "[链接](" not in told
        assert all(line[:2] in ("", "| ", "|-", "- ", "##") for line in told.splitlines())


def test_a_folder_without_a_dataset_is_said(run, tmp_path: Path) -> None:
    ran = run("diff", tmp_path, OUTPUTS)
    assert ran.code == 2 and len(ran.err.splitlines()) == 3
    assert "no dataset" in run("diff", OUTPUTS, tmp_path, "--lang", "en").err


@pytest.mark.parametrize(
    ("file", "text"),
    (
        ("datapackage.json", "{"),
        ("datapackage.json", '{"resources": [{"name": "x"}]}'),
        ("datapackage.json", '{"resources": [{"name": "x", "path": "../../x.csv", "schema": {"fields": []}}]}'),
        ("alliances.csv", "a,b\n1,2\n"),
        ("alliances.csv", ""),
        ("periods.csv", "period\n2016,7\n"),
    ),
)
def test_a_dataset_that_is_not_what_it_declares_is_said(file: str, text: str, older: Path, run) -> None:
    (older / "dataset" / file).write_text(text, encoding="utf-8")
    ran = run("diff", older, OUTPUTS)
    assert ran.code == 2 and len(ran.err.splitlines()) == 3


# ---- properties

TABLE = Table(
    "t", "", "", tuple(Column(n, "string", "", "") for n in ("a", "b", "where_id", "line")), ("a", "where_id")
)
CELLS = st.sampled_from(("", "甲", "乙", "x|y"))
ROW = st.tuples(CELLS, CELLS, st.sampled_from(("w-0123456789", "w-aaaaaaaaaa", "w-bbbbbbbbbb")), st.sampled_from("123"))
ROWS = st.lists(ROW, max_size=8).map(tuple)


KEYED = Table("t", "", "", tuple(Column(n, "string", "", "") for n in ("a", "b", "c")), ("a",))
KEYED_ROWS = st.dictionaries(st.sampled_from("一二三四五六"), st.tuples(CELLS, CELLS), max_size=6)


@given(KEYED_ROWS, KEYED_ROWS)
def test_the_old_one_with_the_changes_is_the_new_one(
    old: dict[str, tuple[str, str]], new: dict[str, tuple[str, str]]
) -> None:
    stored = (Stored(KEYED, tuple((a, *more) for a, more in side.items())) for side in (old, new))
    (found,) = changes(*((side,) for side in stored)).tables
    made = {a: {"a": a, "b": b, "c": c} for a, (b, c) in old.items()}
    for row in found.withdrawn:
        assert made.pop(dict(row.key)["a"]) == dict(row.cells)
    for row in found.changed:
        for cell in row.cells:
            assert made[dict(row.key)["a"]][cell.column] == cell.old
            made[dict(row.key)["a"]][cell.column] = cell.new
    for row in found.added:
        made[dict(row.key)["a"]] = dict(row.cells)
    assert made == {a: {"a": a, "b": b, "c": c} for a, (b, c) in new.items()}


@given(ROWS, ROWS)
def test_every_row_is_accounted_for(old: tuple[tuple[str, ...], ...], new: tuple[tuple[str, ...], ...]) -> None:
    (found,) = changes((Stored(TABLE, old),), (Stored(TABLE, new),)).tables
    kept = len(found.changed) + found.moved + found.same
    assert len(old) == kept + len(found.withdrawn) and len(new) == kept + len(found.added)


@given(ROWS, ROWS)
def test_back_again_is_the_reverse(old: tuple[tuple[str, ...], ...], new: tuple[tuple[str, ...], ...]) -> None:
    (there,) = changes((Stored(TABLE, old),), (Stored(TABLE, new),)).tables
    (back,) = changes((Stored(TABLE, new),), (Stored(TABLE, old),)).tables
    assert (len(there.added), len(there.withdrawn)) == (len(back.withdrawn), len(back.added))


@given(ROWS)
def test_nothing_changes_in_itself(rows: tuple[tuple[str, ...], ...]) -> None:
    found = changes((Stored(TABLE, rows),), (Stored(TABLE, rows),))
    assert found.nothing and found.tables[0].moved == 0


@given(ROWS, st.randoms())
def test_order_is_nothing(rows: tuple[tuple[str, ...], ...], random: object) -> None:
    shuffled = list(dict.fromkeys(rows))
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = changes((Stored(TABLE, tuple(dict.fromkeys(rows))),), (Stored(TABLE, tuple(shuffled)),))
    keys = {(row[0], row[2]) for row in shuffled}
    if len(keys) == len(shuffled):
        assert found.nothing and found.tables[0].moved == 0
