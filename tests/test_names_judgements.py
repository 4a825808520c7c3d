"""Judgements: the file, its contradictions, and undo."""

from pathlib import Path

import pytest

from extractors.ledger import load_corpus, reconcile
from extractors.names import build_resolver, load_judgements, replay
from extractors.names.judgements import COLUMNS, parse_evidence
from schemas.errors import Misdeclared
from schemas.ledger import Alliance, Judgement
from schemas.vocabulary import load_series
from tests.handmade import Ink, founding, reading, row, with_mentions

ROOT = Path(__file__).parents[1]
VOCABULARY = load_series("alliance-activity")
ALLIANCES = (Alliance("al-0001", "甲乙产业技术创新战略联盟"), Alliance("al-0002", "丙丁产业技术创新战略联盟"))


def judgement(line: int, kind: str, names: str, alliance: str = "", supersedes: str = "") -> Judgement:
    parted = tuple(filter(None, names.split("|")))
    return Judgement(
        f"j-{line:04d}", kind, parted, alliance, "report-x@1-2", "理由", "editor", "2026-11-20", supersedes, line
    )


def written(tmp_path: Path, *lines: str, header: str = ",".join(COLUMNS)) -> Path:
    path = tmp_path / "judgements.csv"
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return path


def refused(*judgements: Judgement) -> str:
    with pytest.raises(Misdeclared) as error:
        replay(judgements, ALLIANCES)
    return str(error.value)


def test_a_judgement_outranks_the_stem() -> None:
    decisions = replay([judgement(2, "same", "甲乙联盟", "al-0002")], ALLIANCES)
    assert build_resolver(ALLIANCES, decisions, VOCABULARY).resolve("甲乙联盟").alliance == "al-0002"


def test_a_judged_name_brings_its_stem() -> None:
    decisions = replay([judgement(2, "rename", "戊己产业技术创新战略联盟", "al-0001")], ALLIANCES)
    verdict = build_resolver(ALLIANCES, decisions, VOCABULARY).resolve("戊己联盟")
    assert verdict.alliance == "al-0001"
    assert verdict.link is not None and verdict.link.judgement == "j-0002"


def test_different_keeps_apart_what_the_stem_would_link() -> None:
    decisions = replay([judgement(2, "different", "甲乙联盟", "al-0001")], ALLIANCES)
    made = build_resolver(ALLIANCES, decisions, VOCABULARY)
    assert made.resolve("甲乙联盟").outcome == "new"
    assert made.resolve("甲乙战略联盟").alliance == "al-0001"


def test_two_names_can_be_different() -> None:
    decisions = replay([judgement(2, "different", "甲乙产业技术创新战略联盟|甲乙研发联盟")], ALLIANCES)
    assert build_resolver(ALLIANCES, decisions, VOCABULARY).resolve("甲乙研发联盟").outcome == "new"


def test_a_judgement_can_hold_in_one_document_only() -> None:
    decisions = replay([judgement(2, "same", "乙联盟@report-2018", "al-0001")], ALLIANCES)
    made = build_resolver(ALLIANCES, decisions, VOCABULARY)
    assert made.resolve("乙联盟", "report-2018").alliance == "al-0001"
    assert made.resolve("乙联盟", "report-2025").alliance == ""
    assert made.resolve("乙联盟").alliance == ""


def test_same_against_different_names_both_lines() -> None:
    said = refused(judgement(4, "different", "戊联盟", "al-0001"), judgement(7, "same", "戊联盟", "al-0001"))
    assert "第 4 行与第 7 行矛盾" in said and "j-0004" in said and "j-0007" in said and "retract" in said


def test_same_against_a_difference_of_names_names_both_lines() -> None:
    said = refused(judgement(2, "same", "戊联盟|己联盟", "al-0001"), judgement(3, "different", "戊联盟|己联盟"))
    assert "第 2 行与第 3 行矛盾" in said


def test_one_name_for_two_alliances() -> None:
    said = refused(judgement(2, "same", "戊联盟", "al-0001"), judgement(3, "same", "戊 联盟", "al-0002"))
    assert "第 2 行与第 3 行矛盾" in said


def test_a_name_on_file_is_not_given_away() -> None:
    assert "第 2 行" in refused(judgement(2, "same", "丙丁产业技术创新战略联盟", "al-0001"))
    assert "第 2 行" in refused(judgement(2, "different", "丙丁产业技术创新战略联盟", "al-0002"))


def test_an_unknown_alliance() -> None:
    said = refused(judgement(5, "same", "戊联盟", "al-0099"))
    assert "judgements.csv 第 5 行" in said and "al-0099" in said


def test_retracting_restores_what_was_before() -> None:
    before = replay([judgement(2, "same", "戊联盟", "al-0001")], ALLIANCES)
    after = replay(
        [
            judgement(2, "same", "戊联盟", "al-0001"),
            judgement(3, "same", "己联盟", "al-0002"),
            judgement(4, "retract", "", supersedes="j-0003"),
        ],
        ALLIANCES,
    )
    assert after == before


def test_a_later_line_supersedes_an_earlier_one() -> None:
    decisions = replay(
        [judgement(2, "same", "戊联盟", "al-0001"), judgement(3, "same", "戊联盟", "al-0002", "j-0002")], ALLIANCES
    )
    assert build_resolver(ALLIANCES, decisions, VOCABULARY).resolve("戊联盟").alliance == "al-0002"


@pytest.mark.parametrize("supersedes", ["j-0009", "j-0003"])
def test_what_is_not_in_force_cannot_be_retracted(supersedes: str) -> None:
    assert "第 3 行" in refused(
        judgement(2, "same", "戊联盟", "al-0001"), judgement(3, "retract", "", supersedes=supersedes)
    )


def test_retracting_twice() -> None:
    lines = [judgement(2, "same", "戊联盟", "al-0001")]
    lines += [judgement(n, "retract", "", supersedes="j-0002") for n in (3, 4)]
    assert "第 4 行" in refused(*lines)


GOOD = "j-0001,same,戊联盟,al-0001,report-2018@1-5;report-2025#evaluations/3,理由,editor,2026-11-20,"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (GOOD.replace("j-0001", "1"), "认定的编号"),
        (GOOD.replace("same", "maybe"), "没有“maybe”这种认定"),
        (GOOD.replace("戊联盟", ""), "缺名称"),
        (GOOD.replace("report-2018@1-5;report-2025#evaluations/3", ""), "证据"),
        (GOOD.replace("@1-5", "@x"), "看不懂证据"),
        (GOOD.replace("report-2018", "report-1999"), "report-1999"),
        (GOOD.replace("理由", ""), "理由"),
        (GOOD.replace("2026-11-20", "昨天"), "日期"),
        (GOOD.replace("2026-11-20", "2026-11-31"), "日期"),
        (GOOD.replace("al-0001", ""), "哪个联盟"),
        (GOOD.replace("same,戊联盟,al-0001", "different,戊联盟,"), "两方"),
        (GOOD.replace("same", "retract"), "撤销"),
        (GOOD + ",", "10 格"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str, what: str) -> None:
    path = written(tmp_path, GOOD.replace("j-0001", "j-0007"), line)
    with pytest.raises(Misdeclared) as error:
        load_judgements(path, frozenset({"report-2018", "report-2025"}))
    assert "judgements.csv 第 3 行" in str(error.value) and what in str(error.value)


def test_an_id_given_twice(tmp_path: Path) -> None:
    with pytest.raises(Misdeclared, match="第 3 行"):
        load_judgements(written(tmp_path, GOOD, GOOD))


def test_a_wrong_header(tmp_path: Path) -> None:
    with pytest.raises(Misdeclared, match="第 1 行"):
        load_judgements(written(tmp_path, header="id,kind"))


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(Misdeclared, match="打不开"):
        load_judgements(tmp_path / "judgements.csv")


def test_a_judgement_that_touches_nothing() -> None:
    corpus = load_corpus(ROOT)
    idle = Judgement(
        "j-9999", "same", ("火星联盟",), "al-0001", "report-2018@1-5", "理由", "editor", "2026-11-20", "", 99
    )
    with pytest.raises(Misdeclared, match="第 99 行"):
        reconcile(founding(), corpus.alliances, (*corpus.judgements, idle), VOCABULARY)
    without = tuple(r for r in founding() if r.document.document != "report-2018")
    reconcile(without, corpus.alliances, (*corpus.judgements, idle), VOCABULARY)


def test_evidence_is_offsets_or_a_row() -> None:
    offsets, row = parse_evidence("report-2018@10-25; report-2025#panel/8")
    assert (offsets.document, offsets.start, offsets.end) == ("report-2018", 10, 25)
    assert (row.document, row.table, row.rank) == ("report-2025", "panel", 8)


def test_two_names_without_an_id_that_are_different_propose_each_other_no_more() -> None:
    ink = Ink("report-2026")
    names = ("甲乙丙丁戊产业技术创新战略联盟", "甲乙丙丁己产业技术创新战略联盟")
    rows = (row(ink, names[0], 1, "901", "high"),)
    honours = (row(ink, names[1], 1, "901", "", honour="A", start="2024", end="2026"),)
    made = with_mentions(reading("report-2026", "2026", "2027", rows=(*rows, *honours)))
    told = Judgement(
        "j-0001", "different", names, "", "report-2026#evaluations/1", "理由", "editor", "2026-11-20", "", 2
    )

    def outcomes(*judgements: Judgement) -> set[tuple[str, str, int]]:
        ledger = reconcile((made,), (), judgements, VOCABULARY)
        return {(m.mention.name, m.outcome, len(m.candidates)) for m in ledger.matches}

    # They are near, and share a code: a question, until somebody answers it.
    assert outcomes() == {(name, "review", 1) for name in names}
    assert outcomes(told) == {(name, "new", 0) for name in names}
