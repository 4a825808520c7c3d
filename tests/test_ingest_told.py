"""What ingest says of a new document: rows, bands, names, movement, what is printed no more; and the library."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import extractors
from extractors.desk.desk import read_corpus
from extractors.desk.state import finding_changes, state_of
from extractors.ledger import load_corpus
from extractors.ledger.movement import steps_of
from extractors.ledger.views import moves
from extractors.names import mint
from extractors.render.intake import intake_text
from extractors.render.intake_json import intakes_json
from extractors.render.screen import width
from schemas.errors import Misdeclared, Unreadable
from schemas.intake import Intake
from tests.corpora import (  # noqa: F401
    EDITION,
    FOUNDING,
    Run,
    fifth,
    founding_file,
    ingested,
    lay,
    on_disk,
    reread,
    run,
    small,
    whole,
    without,
)
from tests.gold_files import ROOT
from tests.test_schemas import obey

# ---- what it says


def intake_of(document: str) -> Intake:
    return fifth(document).intakes[0]


def test_rows_are_held_against_the_totals_of_the_report() -> None:
    told = {tally.label.zh: (tally.counted, tally.printed) for tally in intake_of("report-2025").tallies}
    assert told["评价结果表"] == (70, 70)
    assert (told["活跃度高"], told["A级名单 2022—2025"], told["专家组"]) == ((43, 43), (26, 26), (38, 38))


def test_bands_are_held_against_the_last_ones() -> None:
    bands = intake_of("report-2025").bands
    assert bands and bands.changed and bands.against == "2019"
    same = intake_of("report-2018").bands
    assert same and not same.changed and same.against == "2016"


def test_findings_of_older_documents_come_and_go() -> None:
    # Beside 2016 alone the release of 2019 changes the word of the lowest tier; it was changed in 2018.
    changes = intake_of("report-2018").elsewhere
    assert changes
    assert [(f.rule, f.documents) for f in changes.went] == [("LBL-02", ("release-2019", "report-2016"))]
    taken = finding_changes(whole(), without("report-2018"), ("report-2018",))
    assert (taken.came, taken.went) == (changes.went, changes.came)


def test_names_that_a_person_must_decide_on_get_no_id() -> None:
    names = intake_of("report-2018").names
    assert names and names.rows == (88, 0, 0)
    (question,) = names.undecided
    assert question.name == "新一代纺织机械产业技术创新战略联盟" and question.alliance == ""
    assert [a.name for a in question.candidates] == ["新一代纺织设备产业技术创新联盟"] and question.reasons


def test_new_names_are_told_with_the_ids_they_would_get(tmp_path: Path) -> None:
    # A corpus that knows no alliance at all.
    root = lay(tmp_path, ("release-2019",))
    (root / "corpus" / "alliances.csv").write_text("alliance_id,name\n", encoding="utf-8")
    (root / "corpus" / "judgements.csv").write_bytes((ROOT / "corpus" / "judgements.csv").read_bytes().split(b"\n")[0])
    plan = ingested(reread(root), founding_file("report-2016"))
    (intake,) = plan.intakes
    assert intake.names and sum(intake.names.rows) == 100 and intake.names.rows[1] >= 90
    assert intake.minted[0].id == "al-0001" and len(intake.minted) >= 90
    assert {name.alliance for name in intake.names.new} == {alliance.id for alliance in intake.minted}


def test_movement_is_told_only_where_it_can_be() -> None:
    overview = intake_of("report-2025").overview
    assert overview and (overview.against, overview.bands, overview.scores) == ("2018", "changed", (True, False))
    kinds = {move.name: move.kind for move in overview.moves}
    # Read off the two tables: inactive without a score in 2018, average in 2025, where average reaches down to 40.
    assert kinds["海洋材料产业技术创新战略联盟"] == kinds["轮胎产业技术创新战略联盟"] == "untold"
    # 84 was fairly high in 2018; by the bands of 2025 it would be high.
    assert kinds["智能电网终端用户设备产业技术创新战略联盟"] == "lower_now"
    assert kinds["快堆产业技术创新战略联盟"] == "up"
    assert kinds["工业酶产业技术创新战略联盟"] == "down"


def test_who_was_in_neither_of_two_editions_has_not_left_now() -> None:
    """Whoever has moved stands in the earlier table or in this one; those of 2016 alone did not leave in 2025."""
    rows = {period: sum(e.row is not None for e in whole().ledger.evaluations if e.period == period)
            for period in ("2016", "2018", "2025")}  # fmt: skip
    for document, before in (("report-2018", "2016"), ("report-2025", "2018")):
        overview = intake_of(document).overview
        assert overview is not None
        stayed = [m for m in overview.moves if m.before]
        assert len(stayed) == rows[before], document
        assert sum(m.kind not in ("not_evaluated", "undecided") for m in overview.moves) <= rows[overview.period]


def test_ingest_and_the_roster_count_the_same_moves() -> None:
    overview = intake_of("report-2025").overview
    counted = next(m for m in moves(steps_of(whole().ledger).values(), whole().ledger) if m.later == "2025" and m.whole)
    told = Counter(m.kind for m in overview.moves) if overview else Counter()
    for kind, same in (("up", "up"), ("first", "first"), ("again", "again"), ("not_evaluated", "not_evaluated"),
                       ("incomplete", "incomplete"), ("untold", "unknown")):  # fmt: skip
        assert told[kind] == dict(counted.kinds)[same], kind


@pytest.mark.parametrize("document", ["report-2016", "release-2019"])
def test_where_no_moves_can_be_told_that_is_said(document: str) -> None:
    for lang, words in (("zh", "无从说起"), ("en", "cannot be told")):
        assert words in intake_text(intake_of(document), whole().desk.vocabulary, lang, 120)


def test_english_is_english() -> None:
    for document in FOUNDING:
        text = intake_text(intake_of(document), whole().desk.vocabulary, "en", 300)
        assert not re.search(r"[（）；：、，]", re.sub(r"“[^”]*”|产[^ ]*|[^ ]*（[^ ]*）[^ ]*", "", text)), text
        assert not re.search(r"\b1 (names|errors|warnings|places|findings)\b|词干|编号", text)


def test_who_may_be_another_under_an_undecided_name_is_neither_gone_nor_new(tmp_path: Path) -> None:
    # Without the judgements on renamings 数控机床 and 烟气污染治理 wait for a decision.
    root = lay(tmp_path, ("report-2018",))
    (root / "corpus" / "alliances.csv").write_text("alliance_id,name\n", encoding="utf-8")
    (root / "corpus" / "judgements.csv").write_bytes((ROOT / "corpus" / "judgements.csv").read_bytes().split(b"\n")[0])
    desk = read_corpus(load_corpus(root))
    known = mint(desk.readings, (), (), desk.vocabulary)
    before = state_of(replace(desk, corpus=replace(desk.corpus, alliances=known)))
    overview = ingested(before, founding_file("report-2025")).intakes[0].overview
    assert overview
    kinds = {move.name: move.kind for move in overview.moves}
    for name in ("数控机床", "数控机床高速精密化"):
        assert kinds[next(n for n in kinds if n.startswith(name) and n[len(name)] in "产技")] == "undecided"
    (honour,) = overview.honours
    assert "烟气污染治理产业技术创新战略联盟" in [a.name for a in honour.undecided]
    assert "烟气污染治理产业技术创新战略联盟" not in [a.name for a in honour.lost]


def test_places_on_the_honours_list_are_kept_won_and_lost() -> None:
    overview = intake_of("release-2019").overview
    assert overview
    (honour,) = overview.honours
    # 19 on the list of 2018 and 22 on that of 2019: all but 高粱 are on both.
    assert (honour.before, len(honour.kept), len(honour.won)) == ("2016-2018", 18, 4)
    assert [a.name for a in honour.lost] == ["高粱产业技术创新战略联盟"]


def test_what_is_printed_no_more_and_what_is_new() -> None:
    overview = intake_of("report-2025").overview
    assert overview
    stopped, first = ([p.label.zh for p in found] for found in (overview.stopped, overview.first))
    assert "评价结果表的得分" in stopped and "活动情况表" in stopped
    assert "按等级分的联盟增减" in first and "评价结果表的编号" not in first


def test_a_sentence_left_standing_is_told(tmp_path: Path) -> None:
    text = founding_file("report-2025").read_text(encoding="utf-8")
    other = tmp_path / "next.txt"
    # A made-up report for the year after, whose only untouched sentence with figures is one of the last edition.
    stays = "其他联盟有 4 家，第一批试点联盟 1 家"
    made = text.replace("2025", "2026").replace("43 家", "44 家").replace("14 家", "13 家").replace("9 家", "8 家")
    assert stays in made
    other.write_text(made, encoding="utf-8")
    overview = ingested(whole(), other).intakes[0].overview
    assert overview
    assert any(carried.since == ("2025",) and "其他联盟有4家" in carried.text for carried in overview.carried)
    assert not any("二级指标" in carried.text for carried in overview.carried)


@pytest.mark.parametrize("lang", ("zh", "en"))
@pytest.mark.parametrize("document", FOUNDING)
def test_one_screen_that_fits(document: str, lang: str) -> None:
    for columns in (60, 80, 120):
        lines = intake_text(intake_of(document), whole().desk.vocabulary, lang, columns).splitlines()
        assert max(map(width, lines)) <= columns
    assert 8 < len(lines) <= 50


def test_a_hostile_document_can_not_steer_the_terminal(run: Run, small: Path, tmp_path: Path) -> None:
    text = founding_file("report-2016").read_text(encoding="utf-8")
    for word in ("电动汽车", "年度产业技术", "20 个二级指标", "活跃度高"):
        assert word in text
        text = text.replace(word, f"{word[:1]}\x1b[31m\u202e{word[1:]}", 3)
    made = tmp_path / "a\x1b[31m.txt"
    made.write_text(text, encoding="utf-8")
    for words in ((), ("--format", "json"), ("--yes",)):
        _, out, err = run("--root", small, "ingest", made, *words)
        assert not set(out + err) & {"\x1b", "\u202e"}, words
    assert all(set(p.name).isdisjoint("\x1b\u202e") for p in (small / "corpus" / "documents").iterdir())


def test_json_obeys_its_schema(run: Run, tmp_path: Path) -> None:
    root = lay(tmp_path, ("report-2016", "bulletin-2026-01"))
    words = (founding_file("release-2019"), EDITION, tmp_path / "x.txt", "--format", "json")
    code, out, _ = run("--root", root, "ingest", *words)
    value = obey("ingest", out)
    assert code == 3 and not value["written"]
    assert [i["status"] for i in value["intakes"]] == ["new", "edition", "unreadable"]
    assert value["intakes"][0]["overview"]["against"] is None
    obey("remove", run("--root", root, "remove", "report-2016", "--format", "json")[1])


@pytest.mark.parametrize("document", FOUNDING)
def test_every_intake_obeys_its_schema(document: str) -> None:
    value = obey("ingest", intakes_json(fifth(document).intakes, False))
    assert value["intakes"][0]["document_id"] == document


@pytest.mark.parametrize(("lang", "words"), [("zh", "读入语料 2/2"), ("en", "reading the corpus, 2 of 2")])
def test_on_a_terminal_a_line_tells_how_far_reading_has_come(lang: str, words: str, run: Run, small: Path, monkeypatch):
    looked = ("--root", small, "--lang", lang, "ingest", EDITION, "--dry-run")
    _, out, err = run(*looked)
    assert words not in err
    monkeypatch.setattr("extractors.cli.progress.sys.stderr.isatty", lambda: True)
    told = run(*looked)
    assert told[1] == out
    assert f"{words}  bulletin-2026-01" in told[2]
    assert told[2].endswith("\r\x1b[K")


# ---- the library


def test_the_library_gives_the_same(small: Path) -> None:
    before = on_disk(small)
    look = extractors.ingest(EDITION, small, replace=True)
    assert (look.document, look.status) == ("bulletin-2026-01-2", "new")
    assert on_disk(small) == before
    with pytest.raises(Misdeclared, match="另一版"):
        extractors.ingest(EDITION, small, dry_run=False)
    with pytest.raises(Unreadable):
        extractors.ingest(small / "nothing.txt", small)
    assert on_disk(small) == before
    assert extractors.ingest(EDITION, small, dry_run=False, replace=True) == look
    assert [e.document for e in load_corpus(small).entries] == ["release-2019", "bulletin-2026-01-2"]
