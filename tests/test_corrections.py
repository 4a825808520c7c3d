"""corpus/corrections.toml: its form, the places it points at, and what follows from it in ledger, audit and dataset."""

from __future__ import annotations

import csv
import io
import shutil
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from extractors.audit import audit_corpus
from extractors.cli import main
from extractors.desk.desk import read_corpus
from extractors.ledger import load_corpus, reconcile
from extractors.ledger.corrections import block, load_corrections, next_ids, with_corrections
from extractors.ledger.dataset import dataset_texts
from extractors.ledger.meant import same_value
from extractors.ledger.pointed import pointer
from extractors.ledger.store import snapshot
from schemas.errors import Misdeclared
from schemas.finding import Audit, Finding
from schemas.ledger import Correction, Ledger
from tests.gold_files import ROOT

FILE = Path("corpus/corrections.toml")
DOCUMENTS = frozenset(("report-2016", "report-2018", "release-2019", "report-2025", "bulletin-2026-01"))

BATCHES = {"document": "report-2016", "at": "701-703", "expect": "二批", "meant": "三批"}
"""一 of 2016 says 二批, where three batches are counted everywhere else: the one figure of unknown blame."""

BRINE = {"document": "report-2018", "at": "evaluations/40/code", "expect": "348", "meant": "139"}
"""卤水精细化工 is 348 in 2018 and 139 in 2025."""


def correction(number: int = 1, verdict: str = "misprint", **more: object) -> Correction:
    plain: dict[str, object] = {
        "id": f"k-{number:04d}", "verdict": verdict, "document": "", "at": "", "expect": "", "meant": "", "finding": "",
        "reason": "两处一致", "who": "editor", "date": "2026-11-21", "supersedes": (), "line": 10 * number,
    }  # fmt: skip
    if verdict == "stands":
        more = {**more, "meant": ""}
    return Correction(**{**plain, **more})  # type: ignore[arg-type]


@cache
def desk():
    return read_corpus(load_corpus(ROOT))


def ledger(*corrections: Correction) -> Ledger:
    corpus = desk().corpus
    return reconcile(desk().readings, corpus.alliances, corpus.judgements, desk().vocabulary, corrections)


@cache
def audits(*corrections: Correction) -> tuple[Audit, ...]:
    return audit_corpus(ledger(*corrections), desk().vocabulary)


def found(rule: str, document: str, *corrections: Correction) -> list[Finding]:
    return [f for a in audits(*corrections) if a.document == document for f in a.findings if f.rule == rule]


# ---- the file

GOOD = block(correction(**BATCHES))
RETRACT = '[[correction]]\nid = "k-0002"\nverdict = "retract"\nreason = "看错"\nwho = "editor"\ndate = "2026-11-21"\n'

REFUSED = {
    "no TOML": (GOOD + "[[correction\n", "第 11 行", "TOML"),
    "not UTF-8": (b"# \xff\n", "第 1 行", "UTF-8"),
    "another table": (GOOD + "[other]\n", "第 1 行", "other"),
    "not a list of blocks": ('correction = "x"\n', "第 1 行", "correction"),
    "an unknown key": (GOOD + 'place = "x"\n', "第 1 行", "place"),
    "a number for a text": (GOOD.replace('meant = "三批"', "meant = 3"), "第 1 行", "meant"),
    "supersedes as a text": (RETRACT + 'supersedes = "k-0001"\n', "第 1 行", "supersedes"),
    "another id": (GOOD.replace("k-0001", "c-1"), "第 1 行", "k-0001 的样子"),
    "another verdict": (GOOD.replace("misprint", "wrong"), "第 1 行", "misprint、misread、stands、retract"),
    "no reason": (GOOD.replace('reason = "两处一致"\n', ""), "第 1 行", "理由"),
    "no day": (GOOD.replace("2026-11-21", "2026-11-31"), "第 1 行", "日期"),
    "no finding's id": (GOOD + 'finding = "SUM-02"\n', "第 1 行", "SUM-02"),
    "no place": (GOOD.replace('at = "701-703"\n', ""), "第 1 行", "缺 at"),
    "an unknown document": (GOOD.replace("report-2016", "report-2099"), "第 1 行", "report-2099"),
    "misread without what is printed": (GOOD.replace("misprint", "misread").replace('meant = "三批"\n', ""), "第 1 行",
                                        "meant"),
    "stands with another value": (GOOD.replace("misprint", "stands"), "第 1 行", "stands"),
    "the same as printed": (GOOD.replace('meant = "三批"', 'meant = "二批"'), "第 1 行", "没有更正什么"),
    "an id twice": (GOOD + "\n" + GOOD.replace("701-703", "1-2"), "第 12 行", "第 1 行已有"),
    "retract without what": (RETRACT, "第 1 行", "supersedes"),
    "retract with a place": (RETRACT + 'supersedes = ["k-0001"]\nat = "1-2"\n', "第 1 行", "不写位置"),
    "retract of what is not there": (RETRACT + 'supersedes = ["k-0001"]\n', "第 1 行", "k-0001"),
    "retracted twice": (GOOD + "\n" + RETRACT + 'supersedes = ["k-0001"]\n\n'
                        + RETRACT.replace("k-0002", "k-0003") + 'supersedes = ["k-0001"]\n', "第 20 行", "k-0001"),
    "one place twice": (GOOD + "\n" + GOOD.replace("k-0001", "k-0002"), "第 1 行与第 12 行", "k-0002"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case)
def test_what_is_wrong_is_told_with_its_line_and_what_to_do(case: str) -> None:
    text, *words = REFUSED[case]
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(Misdeclared) as error:
        load_corrections(FILE, DOCUMENTS, data)
    what, why, advice = error.value.lines("zh")
    assert "corpus/corrections.toml" in what and why and advice
    for word in words:
        assert word in f"{what}\n{why}\n{advice}"
    assert all(error.value.lines("en"))


def test_a_later_block_supersedes_an_earlier_one() -> None:
    later = correction(2, **{**BATCHES, "meant": "四批"}, supersedes=("k-0001",))
    loaded = load_corrections(FILE, DOCUMENTS, with_corrections(GOOD.encode(), [later]))
    assert [c.correction.id for c in ledger(*loaded).corrections] == ["k-0002"]


def test_a_day_may_stand_without_quotation_marks() -> None:
    (loaded,) = load_corrections(FILE, DOCUMENTS, GOOD.replace('"2026-11-21"', "2026-11-21").encode())
    assert loaded.date == "2026-11-21"


@pytest.mark.parametrize(
    "words",
    ['说"是"', "反\\斜", "两\n行", "回\r车", "\t", "\x7f\x01", "'''", '"""', "# 不是注", "[[correction]]", "𠮷"],
)
def test_what_is_written_is_read_back(words: str) -> None:
    made = correction(**{**BATCHES, "reason": f"因{words}故"})
    (read,) = load_corrections(FILE, DOCUMENTS, block(made).encode())
    assert replace(read, line=0) == replace(made, line=0)


@pytest.mark.parametrize(
    ("before", "between"),
    [(b"", b""), (b"# by hand\n", b"\n"), (b"# by hand", b"\n\n"), (b"# by hand\r\n", b"\r\n"), (b"\xef\xbb\xbf", b"")],
)
def test_blocks_are_added_and_every_other_byte_stays(before: bytes, between: bytes) -> None:
    ending = b"\r\n" if b"\r\n" in before else b"\n"
    data = with_corrections(before, [correction(**BATCHES)])
    assert data == before + between + GOOD.encode().replace(b"\n", ending)
    assert len(load_corrections(FILE, DOCUMENTS, data)) == 1


def test_ids_go_on_after_the_highest_retracted_ones_too() -> None:
    assert next(next_ids([])) == "k-0001"
    assert next(next_ids([correction(7), correction(3, "retract", supersedes=("k-0007",))])) == "k-0008"


def test_a_corpus_without_the_file_and_with_a_removed_document(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    for file in ("manifest.csv", "alliances.csv", "judgements.csv"):
        (tmp_path / "corpus" / file).write_bytes((ROOT / "corpus" / file).read_bytes())
    assert load_corpus(tmp_path).corrections == ()
    manifest = (ROOT / "corpus" / "manifest.csv").read_text("utf-8").splitlines(keepends=True)
    gone = [line for line in manifest if line.startswith("report-2016")]
    (tmp_path / "corpus" / "manifest.csv").write_text("".join(x for x in manifest if x not in gone), "utf-8")
    (tmp_path / "corpus" / "removed.csv").write_text("".join([manifest[0], *gone]), "utf-8")
    (tmp_path / "corpus" / FILE.name).write_text(GOOD, "utf-8")
    corpus = load_corpus(tmp_path)
    assert [c.id for c in corpus.corrections] == ["k-0001"]
    rest = tuple(r for r in desk().readings if r.document.document != "report-2016")
    assert reconcile(rest, (), (), desk().vocabulary, corpus.corrections).corrections == ()
    assert snapshot(tmp_path).read(FILE.name) == GOOD.encode()


# ---- places

MOVED = {
    "another figure there": (correction(**{**BATCHES, "expect": "三批"}), "“二批”"),
    "a little beside": (correction(**{**BATCHES, "at": "700-703"}), "“二批”"),
    "nothing there": (correction(**{**BATCHES, "at": "900000-900002"}), "没有读出什么"),
    "another code in the cell": (correction(**{**BRINE, "expect": "349"}), "“348”"),
    "no such row": (correction(**{**BRINE, "at": "evaluations/4000/code"}), "没有读出什么"),
    "no such column": (correction(**{**BRINE, "at": "evaluations/40/height"}), "卤水精细化工"),
    "no place at all": (correction(**{**BATCHES, "at": "一、3"}), "看不懂位置"),
}


@pytest.mark.parametrize("case", MOVED, ids=lambda case: case)
def test_a_source_that_prints_something_else_refuses_the_line_and_says_what_stands_there(case: str) -> None:
    told, word = MOVED[case]
    with pytest.raises(Misdeclared) as error:
        ledger(told)
    what, why, advice = error.value.lines("zh")
    assert "corrections.toml 第 10 行" in what
    assert word in why
    assert "supersedes" in advice or "起-止" in advice


SENSELESS = {
    "a name": (correction(**{**BRINE, "at": "evaluations/40/name", "expect": "卤水精细化工产业技术创新战略联盟"}),
               "judgements.csv"),
    "no number": (correction(**{**BATCHES, "meant": "几批"}), "几批"),
    "another unit": (correction(**{**BATCHES, "meant": "三家"}), "三家"),
    "a score in words": (correction(document="report-2018", at="evaluations/40/score", expect="76", meant="高分"),
                         "高分"),
    "a tier that is none": (correction(document="report-2018", at="9948-9963", expect="活跃度高的联盟（共 30 家）",
                                       meant="优"), "优"),
}  # fmt: skip


@pytest.mark.parametrize("case", SENSELESS, ids=lambda case: case)
def test_what_cannot_stand_in_the_place_is_refused(case: str) -> None:
    told, word = SENSELESS[case]
    with pytest.raises(Misdeclared, match="第 10 行") as error:
        ledger(told)
    assert word in str(error.value)


def test_a_slip_of_the_text_in_what_nobody_computes_wants_a_mended_file() -> None:
    heading = next(r for r in desk().readings if r.document.document == "report-2016").headings[0].where
    at = {"document": "report-2016", "at": f"{heading.spans[0].start}-{heading.spans[-1].end}", "expect": heading.quote}
    assert ledger(correction(**at, meant="前 言")).corrections
    with pytest.raises(Misdeclared, match="重新登记"):
        ledger(correction(verdict="misread", **at, meant="前 言"))


def test_one_place_in_two_spellings_is_one_place() -> None:
    cell = next(s.where for s in ledger().codes if s.code == "348")
    offsets = f"{cell.spans[0].start}-{cell.spans[-1].end}"
    with pytest.raises(Misdeclared, match="同一处"):
        ledger(correction(1, **BRINE), correction(2, **{**BRINE, "at": offsets}))


def test_places_of_a_pdf_are_pages_and_boxes_and_cells(tmp_path: Path) -> None:
    from extractors.reports import read_bytes

    pdf = ROOT / "tests" / "material" / "report-2018_chr_ruled_rephead_png.pdf"
    reading = read_bytes(pdf.read_bytes(), "report-2018", pdf.name, desk().vocabulary)
    claim = next(c for c in reading.claims if c.kind == "count" and c.where.quote.startswith("88"))
    code = next(row for row in reading.rows if row.code == "348").cell("code")
    at = pointer(claim.where, reading)
    assert at.startswith(f"page/{claim.where.spans[0].page}@") and pointer(code, reading) == "evaluations/40/code"
    told = correction(document="report-2018", at=at, expect=claim.where.quote, meant="89家")
    made = reconcile((reading,), (), (), desk().vocabulary, (told, correction(2, **BRINE)))
    assert [place.id for place in made.corrections[0].places] == [claim.where.id]
    assert next(p for p in made.periods if p.period == "2018").evaluated == 89
    with pytest.raises(Misdeclared, match="88"):
        reconcile((reading,), (), (), desk().vocabulary, (replace(told, expect="90家"),))


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
