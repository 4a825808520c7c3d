"""corpus/corrections.toml: its form, and the places it points at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.ledger import load_corpus, reconcile
from extractors.ledger.corrections import block, load_corrections, next_ids, with_corrections
from extractors.ledger.pointed import pointer
from extractors.ledger.store import snapshot
from schemas.errors import Misdeclared
from tests.corrected import BATCHES, BRINE, DOCUMENTS, FILE, GOOD, correction, desk, ledger
from tests.gold_files import ROOT

# ---- the file


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
