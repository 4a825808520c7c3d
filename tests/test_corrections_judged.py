"""What follows from corrections in ledger, audit and dataset, and what is kept."""

from __future__ import annotations

import csv
import io
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.cli import main
from extractors.ledger.corrections import block
from extractors.ledger.dataset import dataset_texts
from extractors.ledger.meant import same_value
from schemas.finding import Audit
from schemas.ledger import Correction, Ledger
from tests.corrected import BATCHES, BRINE, FILE, GOOD, audits, correction, found, ledger
from tests.gold_files import ROOT

# ---- what is kept, and what follows


def rows(made: Ledger, table: str, told: tuple[Audit, ...] = ()) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(dataset_texts(made, told)[table])))


CHANGES = (
    correction(1, **BATCHES),
    correction(2, **BRINE),
    correction(3, document="report-2025", at="4343-4347", expect="165家", meant="166家"),
    correction(4, "misread", document="report-2025", at="4193-4195", expect="6家", meant="7家"),
    correction(5, document="report-2018", at="evaluations/40/score", expect="76", meant="67"),
)


def test_what_is_printed_is_kept() -> None:
    plain, made = ledger(), ledger(*CHANGES)
    assert made.readings == plain.readings and made.matches == plain.matches
    for table in ("headings", "names", "mentions", "honours", "panel", "items", "structure"):
        assert rows(made, table) == rows(plain, table), table
    printed = [row for row in rows(plain, "claims") if row["basis"] == "printed"]
    assert [row for row in rows(made, "claims") if row["basis"] == "printed"] == printed
    for table in ("evaluations", "codes"):
        kept = [c for c in rows(plain, table)[0] if c not in ("premises", "verdict", "meant")]
        assert [[r[c] for c in kept] for r in rows(made, table)] == [[r[c] for c in kept] for r in rows(plain, table)]


def test_what_is_worked_out_rests_on_what_is_meant_and_says_so() -> None:
    made = ledger(*CHANGES)
    period = next(p for p in made.periods if p.period == "2025")
    assert period.listed == 166 and "k-0003" in period.premises
    # 43 now, and 7 more than before as the paper is said to print: 36 then.
    derived = next(d for d in made.derived if d.claim.text == "43-7=36")
    assert derived.claim.quantity and derived.claim.quantity.value == 36 and "k-0004" in derived.premises
    brine = next(e for e in made.evaluations if e.row and e.row.code == "348")
    assert brine.premises == ("k-0005",) and brine.row and brine.row.score == "76" and brine.basis == "printed"
    assert sum(bool(set(e.premises) & {c.id for c in CHANGES}) for e in made.evaluations) == 1


def test_the_tier_of_a_heading_counts_as_it_is_meant() -> None:
    told = correction(
        document="report-2018", at="10768-10784", expect="活跃度较高的联盟（共 15 家）", meant="活跃度一般"
    )
    made = ledger(told)
    tiers = {e.tier for e in made.evaluations if e.row and e.period == "2018" and e.row.tier == "fairly_high"}
    assert tiers == {"average"}
    assert all(e.premises == ("k-0001",) for e in made.evaluations if e.period == "2018" and e.row
               and e.row.tier == "fairly_high")  # fmt: skip


CODES = {
    "misprint": ((correction(**BRINE),), {"348": "misprint", "139": "agreed"}, ("139",)),
    "misread": ((correction(verdict="misread", **BRINE),), {"348": "misread", "139": "agreed"}, ("139",)),
    "another one altogether": ((correction(**{**BRINE, "meant": "140"}),), {"348": "misprint", "139": "disputed"},
                               ("139", "140")),
    "nobody knows what is right": ((correction(**{**BRINE, "meant": ""}),), {"348": "misprint", "139": "agreed"},
                                   ("139",)),
    "one stands": ((correction(verdict="stands", **BRINE),), {"348": "agreed", "139": "disputed"}, ("139", "348")),
}  # fmt: skip


@pytest.mark.parametrize("case", CODES, ids=lambda case: case)
def test_a_ruling_on_a_code_settles_what_the_alliance_bears(case: str) -> None:
    told, verdicts, codes = CODES[case]
    made = ledger(*told)
    seen = {s.code: s.verdict for s in made.codes if s.alliance == "al-0067"}
    assert seen == verdicts
    assert next(p for p in made.profiles if p.alliance == "al-0067").codes == codes
    assert [s for s in made.codes if s.alliance != "al-0067"] == [s for s in ledger().codes if s.alliance != "al-0067"]


def test_a_misprint_keeps_its_finding_and_answers_it() -> None:
    (before,), (after,) = found("SUM-02", "report-2016"), found("SUM-02", "report-2016", correction(**BATCHES))
    assert before.blame == "open" and before.settled == ()
    assert after.blame == "print" and replace(after, blame="open", settled=()) == before
    (ruling,) = after.settled
    assert (ruling.correction, ruling.verdict, ruling.meant) == ("k-0001", "misprint", "三批")
    assert ruling.message.zh == "“二批”误印，应为三批：两处一致"
    audited = next(a for a in audits(correction(**BATCHES)) if a.document == "report-2016")
    plain = next(a for a in audits() if a.document == "report-2016")
    assert (audited.passed, audited.checked, audited.unchecked) == (plain.passed, plain.checked, plain.unchecked)


def test_a_misread_figure_is_checked_by_what_the_paper_prints() -> None:
    assert found("SUM-02", "report-2016", correction(verdict="misread", **BATCHES)) == []
    audited = next(a for a in audits(correction(verdict="misread", **BATCHES)) if a.document == "report-2016")
    plain = next(a for a in audits() if a.document == "report-2016")
    assert audited.passed == plain.passed + 1
    # Read as it were four, it contradicts the others still.
    (still,) = found("SUM-02", "report-2016", correction(verdict="misread", **{**BATCHES, "meant": "四批"}))
    assert still.published == "四批"


def test_what_stands_blames_the_other_side() -> None:
    (finding,) = found("SUM-02", "report-2016", correction(verdict="stands", **BATCHES))
    assert finding.blame == "print"
    assert finding.settled[0].message.zh == "“二批”所印无误，误在与之不符的一方：两处一致"


@pytest.mark.parametrize(
    ("told", "answered"),
    [
        (correction(document="report-2016", at="2572-2574", expect="三批", meant="2批"), True),
        (correction(document="report-2016", at="2572-2574", expect="三批", meant="五批"), False),
        (correction(verdict="stands", document="report-2016", at="2572-2574", expect="三批"), False),
    ],
)
def test_a_ruling_on_the_other_side_answers_only_what_it_mends(told: Correction, answered: bool) -> None:
    (finding,) = found("SUM-02", "report-2016", told)
    assert bool(finding.settled) is answered
    named = replace(told, finding=finding.id)
    assert found("SUM-02", "report-2016", named)[0].settled


def test_a_conflict_of_codes_across_documents_is_answered_or_gone() -> None:
    (before,) = found("COD-04", "report-2025")
    assert before.blame == "open"
    (after,) = found("COD-04", "report-2025", correction(**BRINE))
    assert after.settled and after.blame == "print"
    assert found("COD-04", "report-2025", correction(verdict="misread", **BRINE)) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("三批", "3批", True),
        ("４３家", "43 家", True),
        ("1,044项", "1044", True),
        ("一百零五家", "105家", True),
        ("两家", "2家", True),
        ("十二", "12", True),
        ("44.45%", "44.450％", True),
        ("44.45%", "44.44%", False),
        ("3批", "3家", False),
        ("d103", "Ｄ103", True),
        ("三四", "34", False),
        ("", "", True),
    ],
)
def test_figures_that_are_one(one: str, other: str, same: bool) -> None:
    assert same_value(one, other) is same


def test_the_table_of_corrections_tells_all_of_a_ruling() -> None:
    told = replace(CHANGES[0], finding=found("SUM-02", "report-2016")[0].id)
    (row,) = rows(ledger(told), "corrections", audits(told))
    assert (row["correction_id"], row["document_id"], row["verdict"]) == ("k-0001", "report-2016", "misprint")
    assert (row["printed"], row["meant"], row["reason"]) == ("二批", "三批", "两处一致")
    assert row["finding_id"] == told.finding
    (finding,) = (r for r in rows(ledger(told), "findings", audits(told)) if r["finding_id"] == told.finding)
    assert finding["correction_ids"] == "k-0001" and finding["blame"] == "print"
    wheres = {r["where_id"]: r["quote"] for r in rows(ledger(told), "wheres", audits(told))}
    assert wheres[row["where_id"]] == "二批"
    assert tomllib.loads(block(told))["correction"][0]["finding"] == told.finding


def test_taking_a_document_out_and_putting_it_back_leaves_the_file_alone(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    file = tmp_path / "corpus" / FILE.name
    file.write_text(f"# 手写的注\n{GOOD}", "utf-8")
    before = file.read_bytes()
    documents = ROOT / "corpus" / "documents"

    def run(*words: str) -> str:
        assert main(["--root", str(tmp_path), *words]) == 0, words
        return capsysbinary.readouterr()[0].decode()

    run("remove", "bulletin-2026-01", "report-2016", "--yes")
    assert "k-0001" not in run("audit", "--fail-on", "never")
    run("ingest", "--yes", str(documents / "alliance-activity-2016-report.txt"))
    assert "已裁定（k-0001）：“二批”误印，应为三批：两处一致" in run("audit", "--fail-on", "never")
    assert file.read_bytes() == before
