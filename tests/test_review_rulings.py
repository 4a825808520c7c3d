"""Questions on codes and figures, and rulings on them: choices, effect, undo, several people, a stop at any moment."""

from __future__ import annotations

import os
import signal
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from extractors.ledger import load_corpus
from extractors.ledger.store import writing
from extractors.review.session import CHANGED, DONE, GONE, Session
from extractors.review.terminal import Sitting
from schemas.errors import Misdeclared
from schemas.question import CODE, FIGURE, Decision, Question
from tests.gold_files import ROOT
from tests.review_desk import SMOKE, TODAY, anew, asked, decided, decision, session, undecided
from tests.test_review import Typed

SUGGESTED = "3批"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return decided(tmp_path)


def path(root: Path) -> Path:
    return root / "corpus" / "corrections.toml"


def blocks(root: Path) -> list[dict[str, object]]:
    return tomllib.loads(path(root).read_text("utf-8"))["correction"] if path(root).exists() else []


def on(sitting: Session, kind: str) -> Question:
    return next(question for question in sitting.questions if question.kind == kind)


def ruling(
    question: Question, kind: str, name: str = "", meant: str = "", reason: str = "理由", **more: str
) -> Decision:
    """Make a ruling on the choice that has a name."""
    choice = next((choice.key for choice in question.choices if choice.name == name), name)
    return Decision(kind, "", reason, more.get("who", "editor"), TODAY, choice=choice, meant=meant)


def rule(sitting: Session, kind: str, *told: str, **more: str):
    question = on(sitting, FIGURE if told and "批" in told[0] else CODE)
    return sitting.decide(question.id, question.stamp, ruling(question, kind, *told, **more))


# ---- what is asked and offered


def test_a_doubtful_figure_offers_every_figure_that_may_be_wrong(root: Path) -> None:
    sitting = session(root)
    question = on(sitting, FIGURE)
    assert [(choice.name, choice.would_be) for choice in question.choices] == [("二批", "3批"), ("三批", "2批")]
    offered = [(o.kind, o.meant, o.asks) for o in sitting.options(question) if o.choice == question.choices[0].key]
    assert offered == [("misprint", "3批", True), ("misread", "3批", True), ("stands", "", False)]
    assert all(option.needs_reason for option in sitting.options(question))
    assert all(option.effect.settles and option.effect.findings == 1 for option in sitting.options(question))


def test_codes_in_dispute_offer_each_code_and_that_all_stand(root: Path) -> None:
    sitting = session(root)
    question = on(sitting, CODE)
    assert [choice.name for choice in question.choices] == ["348", "139"]
    by = {(o.kind, o.choice): [m.zh for m in o.effect.lines] for o in sitting.options(question)}
    assert set(by) == {("right", "348"), ("right", "139"), ("stands", "")}
    assert "编号 139：有争议 → 一致" in by[("right", "139")] and "编号 348：有争议 → 误印" in by[("right", "139")]
    assert "al-0067 卤水精细化工产业技术创新战略联盟 的编号：139、348 → 139" in by[("right", "139")]
    assert by[("stands", "")][:2] == ["编号 348：有争议 → 一致", "编号 139：有争议 → 一致"]


def test_one_code_beside_two_alliances_asks_whose_it_is(root: Path) -> None:
    # 110 is 半导体照明 in every document; printed for 卤水精细化工 too, it is one code of two bodies.
    text = root / "corpus" / "documents" / "alliance-activity-2018-report.txt"
    data = text.read_bytes()
    line = "40 卤水精细化工产业技术创新战略联盟 348 76".encode()
    assert data.count(line) == 1
    text.write_bytes(data.replace(line, line.replace(b"348", b"110")))
    sitting = Session(anew(root), lambda: anew(root), "editor", TODAY)
    question = next(q for q in sitting.questions if q.kind == CODE and q.title == "110")
    names = {choice.key: choice.name for choice in question.choices}
    assert names == {"al-0067": "卤水精细化工产业技术创新战略联盟", "al-0002": "半导体照明产业技术创新战略联盟"}
    told = sitting.decide(question.id, question.stamp, ruling(question, "right", "半导体照明产业技术创新战略联盟"))
    assert told.outcome == DONE
    (block,) = blocks(root)
    # The other body has a code of its own, printed in 2025.
    assert (block["at"], block["expect"], block["meant"]) == ("evaluations/40/code", "110", "139")
    assert {s.verdict for s in sitting.state.ledger.codes if s.alliance == "al-0002" and s.code == "110"} == {"agreed"}
    assert next(p.codes for p in sitting.state.ledger.profiles if p.alliance == "al-0067") == ("139",)


def test_the_effect_that_is_shown_is_the_effect_that_comes(root: Path) -> None:
    sitting = session(root)
    for kind in (CODE, FIGURE):
        for option in sitting.options(on(sitting, kind)):
            question = on(sitting, kind)
            made = Decision(option.kind, "", "理由", "editor", TODAY, choice=option.choice, meant=option.meant)
            told = sitting.decide(question.id, question.stamp, made)
            assert told.outcome == DONE and told.effect == option.effect
            assert told.entry and sitting.undo(told.entry.id).outcome == DONE
            assert on(sitting, kind) == question


# ---- deciding


def test_a_ruling_is_a_block_that_replays(root: Path) -> None:
    sitting = session(root)
    finding = on(sitting, FIGURE).finding
    told = rule(sitting, "misprint", "二批", "三批")
    assert (
        told.outcome == DONE and "已存 corpus/corrections.toml 第1行 k-0001 · 了结 1 项发现 · 剩 2" in told.message.zh
    )
    assert blocks(root) == [
        {"id": "k-0001", "verdict": "misprint", "document": "report-2016", "at": "701-703", "expect": "二批",
         "meant": "三批", "finding": finding, "reason": "理由", "who": "editor", "date": TODAY}
    ]  # fmt: skip
    assert not [q for q in session(root).questions if q.kind == FIGURE]
    for file in ("judgements.csv", "alliances.csv", "manifest.csv"):
        assert (root / "corpus" / file).read_bytes() == (ROOT / "corpus" / file).read_bytes()


def test_undo_restores_all_by_a_block_of_its_own(root: Path) -> None:
    sitting = session(root)
    before = sitting.state.fresh()
    first = rule(sitting, "misread", "二批", "三批")
    assert (
        first.entry and first.effect and [m.zh for m in first.effect.lines] == ["发现消去：SUM-02 二批（report-2016）"]
    )
    undone = sitting.undo(first.entry.id, "看错了")
    assert undone.outcome == DONE and "已撤销 k-0001" in undone.message.zh and "剩 3" in undone.message.zh
    last = blocks(root)[-1]
    assert (last["verdict"], last["supersedes"], last["reason"]) == ("retract", ["k-0001"], "看错了")
    assert sitting.taken == [] and sitting.state.findings == before.findings
    assert sitting.state.ledger == before.ledger
    assert sitting.undo(first.entry.id).outcome == GONE


def test_a_code_that_is_right_makes_the_others_misprints_and_undo_takes_all_back(root: Path) -> None:
    sitting = session(root)
    told = rule(sitting, "stands", reason="两期各自的合计都与自己的编号相合")
    assert told.entry and told.entry.ids == ("k-0001", "k-0002")
    assert [(b["verdict"], b["at"]) for b in blocks(root)] == [
        ("stands", "evaluations/40/code"),
        ("stands", "evaluations/43/code"),
    ]
    sitting.undo(told.entry.id)
    assert blocks(root)[-1]["supersedes"] == ["k-0001", "k-0002"]
    assert on(sitting, CODE)


def test_an_unknown_right_value_is_a_misprint_all_the_same(root: Path) -> None:
    sitting = session(root)
    told = rule(sitting, "misprint", "二批", "")
    assert told.outcome == DONE and "meant" not in blocks(root)[0]
    assert not [q for q in sitting.questions if q.kind == FIGURE]


IMPOSSIBLE = {
    "no number": ("misprint", "二批", "几批"),
    "misread as nobody knows what": ("misread", "二批", ""),
    "what is printed": ("misprint", "二批", "二批"),
    "another unit": ("misread", "三批", "三家"),
    "a ruling on codes": ("right", "二批", ""),
    "a figure that is not asked about": ("misprint", "无", "3批"),
}


@pytest.mark.parametrize("made", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_cannot_be_is_not_written(root: Path, made: tuple[str, str, str]) -> None:
    sitting = session(root)
    question = on(sitting, FIGURE)
    with pytest.raises(Misdeclared):
        sitting.decide(question.id, question.stamp, ruling(question, *made))
    assert not path(root).exists()


# ---- several at once, and hands in the file


def test_two_sessions_at_once_lose_nothing(root: Path) -> None:
    one, other = session(root), session(root, "reviewer")
    told = []

    def work(sitting: Session, kinds: tuple[str, ...]) -> None:
        for kind in kinds:
            question = next((q for q in sitting.questions if q.kind == kind), None)
            if question:
                made = ruling(question, "stands", question.choices[0].name if kind == FIGURE else "", who=sitting.who)
                told.append(sitting.decide(question.id, question.stamp, made))
        names = [q for q in sitting.questions if q.candidates][:2]
        for question in names:
            told.append(sitting.decide(question.id, question.stamp, decision("same", question.candidates[0].alliance)))

    with ThreadPoolExecutor(2) as people:
        for done in [people.submit(work, one, (CODE, FIGURE)), people.submit(work, other, (FIGURE, CODE))]:
            done.result()
    done = [entry for t in told if t.outcome == DONE and (entry := t.entry) and entry.file.endswith(".toml")]
    assert [b["id"] for b in blocks(root)] == [f"k-{n:04d}" for n in range(1, len(blocks(root)) + 1)]
    assert len(blocks(root)) == sum(len(entry.ids) for entry in done) == 3
    assert not [q for q in session(root).questions if q.kind in (CODE, FIGURE)]


def test_a_question_that_somebody_else_decided_is_told_in_one_line(root: Path) -> None:
    mine, theirs = session(root), session(root, "reviewer")
    figure, codes = on(mine, FIGURE), on(mine, CODE)
    rule(theirs, "misprint", "二批", "三批", who="reviewer")
    rule(theirs, "right", "139", who="reviewer")
    before = path(root).read_bytes()
    told = mine.decide(figure.id, figure.stamp, ruling(figure, "stands", "二批"))
    assert told.outcome == GONE and told.message.zh == "已由 reviewer 认定（k-0001，误印 三批），没有再写入。"
    told = mine.decide(codes.id, codes.stamp, ruling(codes, "stands"))
    assert told.outcome == GONE and "k-0002" in told.message.zh
    assert path(root).read_bytes() == before


def test_a_question_whose_evidence_changed_is_asked_again(root: Path) -> None:
    sitting = session(root)
    question = on(sitting, CODE)
    stands = ruling(question, "stands")
    by_hand = (
        '[[correction]]\nid = "k-0005"\nverdict = "misprint"\ndocument = "report-2025"\nat = "evaluations/43/code"\n'
    )
    by_hand += 'expect = "139"\nmeant = "149"\nreason = "手写"\nwho = "editor"\ndate = "2026-11-20"\n'
    path(root).write_text(by_hand, "utf-8")
    assert sitting.decide(question.id, question.stamp, stands).outcome == CHANGED
    assert path(root).read_text("utf-8") == by_hand
    assert [choice.name for choice in on(sitting, CODE).choices] == ["348"]


def test_a_block_added_by_hand_meanwhile_is_kept_and_counted(root: Path) -> None:
    sitting = session(root)
    question = on(sitting, FIGURE)
    by_hand = '# 手写\n[[correction]]\nid = "k-0007"\nverdict = "stands"\ndocument = "report-2025"\nat = "4343-4347"\n'
    by_hand += 'expect = "165家"\nreason = "核过"\nwho = "editor"\ndate = "2026-11-20"'
    path(root).write_text(by_hand, "utf-8")
    told = sitting.decide(question.id, question.stamp, ruling(question, "misprint", "二批", "三批"))
    assert told.outcome == DONE
    assert path(root).read_text("utf-8").startswith(by_hand + "\n\n[[correction]]\n")
    assert [b["id"] for b in blocks(root)] == ["k-0007", "k-0008"]


@pytest.mark.parametrize("spoilt", ["[[correction]\n", '[[correction]]\nid = "k-0001"\n'])
def test_a_file_spoilt_by_hand_is_left_alone_and_named(root: Path, spoilt: str) -> None:
    sitting = session(root)
    question = on(sitting, FIGURE)
    path(root).write_text(spoilt, "utf-8")
    with pytest.raises(Misdeclared, match=r"corpus/corrections\.toml 第 1 行"):
        sitting.decide(question.id, question.stamp, ruling(question, "stands", "二批"))
    assert path(root).read_text("utf-8") == spoilt


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_killed_while_writing_it_is_as_it_was_or_complete(root: Path) -> None:
    sitting = session(root)
    question = on(sitting, FIGURE)
    flush, seen = os.fsync, set()
    for step in range(1, 12):
        child = os.fork()
        if child == 0:
            left = [step]

            def fsync(handle: int, left: list[int] = left) -> None:
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
                flush(handle)

            os.fsync = fsync  # type: ignore[assignment]
            sitting.decide(question.id, question.stamp, ruling(question, "stands", "二批"))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        seen.add((os.WIFSIGNALED(status), len(load_corpus(root).corrections)))
        with writing(root) as draft:
            draft.drop("corrections.toml")
    assert {(True, 0), (True, 1), (False, 1)} <= seen


# ---- the terminal


def sit(root: Path, *answers: str, lang: str = "zh", only: str = FIGURE) -> str:
    sitting = session(root)
    skipped = sitting.questions.index(on(sitting, only))
    typed = Typed(*["s"] * skipped, *answers)
    Sitting(sitting, typed.ask, typed.out, lang).conduct()
    return typed.shown


def test_the_terminal_takes_a_ruling_shows_what_came_of_it_and_undoes(root: Path) -> None:
    shown = sit(root, "m", "", "三个批次合计146", "u", "k", "核过", "q")
    assert [(b["verdict"], b.get("meant")) for b in blocks(root)] == [
        ("misprint", SUGGESTED), ("retract", None), ("stands", None)
    ]  # fmt: skip
    for words in ("[3/3] 数据  SUM-02 二批", "[m]误印* [d]误读* [k]所印无误*", "应为 [3批]", "发现消去：SUM-02",
                  "将了结 1 项发现", "已存 corpus/corrections.toml 第1行 k-0001", "已撤销 k-0001",
                  "发现重新待定：SUM-02 二批"):  # fmt: skip
        assert words in shown
    assert "[o]其他" not in shown[shown.index("[3/3]") : shown.index("应为")]


def test_without_a_reason_nothing_is_ruled(root: Path) -> None:
    sit(root, "k", "", "m", "", "", "q")
    assert not path(root).exists()


def test_another_value_than_the_one_suggested_shows_its_effect_first(root: Path) -> None:
    shown = sit(root, "d", "四批", "", "q")
    assert "新增发现：SUM-02 四批" in shown and not path(root).exists()
    shown = sit(root, "d", "几批", "q")
    assert "“几批”不能取代“二批”。" in shown and not path(root).exists()
    sit(root, "m", "?", "原件不清", "q")
    assert "meant" not in blocks(root)[0]


def test_another_figure_is_chosen_by_its_number(root: Path) -> None:
    sit(root, "2", "d", "2批", "看过原件", "q")
    (block,) = blocks(root)
    assert (block["verdict"], block["expect"], block["meant"]) == ("misread", "三批", "2批")


def test_codes_in_the_terminal_and_in_english(root: Path) -> None:
    shown = sit(root, "2", "y", "the later report has it", "q", lang="en", only=CODE)
    assert "code 348: disputed → misprint" in shown and "[y]this is right*" in shown and "1 finding settled" in shown
    assert [(b["expect"], b["meant"]) for b in blocks(root)] == [("348", "139")]


def test_names_are_asked_as_before(tmp_path: Path) -> None:
    sitting = session(undecided(tmp_path))
    question = asked(sitting, SMOKE)
    assert question.choices == () and sitting.options(question)[0].choice == ""
