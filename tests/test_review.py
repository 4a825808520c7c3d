"""Open questions and the decisions on them: evidence, effect, undo, and several people at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from extractors.desk.decisions import options
from extractors.names.judgements import parse_evidence
from extractors.review.session import CHANGED, DONE, GONE
from extractors.review.terminal import Sitting
from schemas.errors import Misdeclared
from schemas.question import CODE, FIGURE, NAME
from tests.review_desk import (
    CHIPS,
    HOMES,
    MACHINES,
    SMOKE,
    WATER,
    asked,
    decision,
    homes,
    lines,
    session,
    state,
    undecided,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return undecided(tmp_path)


# ---- questions


def test_each_open_name_is_asked_once_with_all_its_places(root: Path) -> None:
    names = [question for question in session(root).questions if question.kind == NAME]
    waiting = {m.mention.id for m in state(root).ledger.matches if m.outcome == "review"}
    assert len({question.id for question in names}) == len(names)
    assert sum(len(question.places) for question in names) == len(waiting) == 20
    assert all(question.candidates for question in names)


def test_the_evidence_is_in_words_and_in_places(root: Path) -> None:
    question = asked(session(root), SMOKE)
    candidate = question.candidates[0]
    # By eye: both names have code 235, and 王聆燕 sat on both panels as secretary-general.
    assert candidate.alliance == "al-0009"
    assert candidate.witnesses == ("code", "person")
    assert [m.zh for m in candidate.reasons] == ["编号相同：235（report-2025）", "同一人任职：王聆燕（report-2025）"]
    assert question.periods == ("2016", "2018", "2019")
    assert question.rows == 4
    # What people wrote down by hand for this name.
    by_hand = "report-2018#evaluations/20;report-2018#panel/25;report-2018#honours/15;release-2019#honours/17"
    assert set(by_hand.split(";")) <= {seen.evidence for seen in question.places}
    assert {"report-2025#evaluations/17", "report-2025#panel/8", "report-2025#honours/19"} == {
        seen.evidence for seen in candidate.places
    }


def test_who_came_near_is_told_with_the_reason_why_not(root: Path) -> None:
    passed = {p.name: " ".join(m.zh for m in p.against) for p in asked(session(root), MACHINES).passed_over}
    assert "report-2016 同一表中另有一行是它" in passed["高效精密磨具产业技术创新战略联盟"]


def test_a_code_in_dispute_and_a_doubtful_figure_are_asked_too(root: Path) -> None:
    by_kind = {question.kind: question for question in session(root).questions}
    assert "348" in by_kind[CODE].title and "139" in by_kind[CODE].title
    assert [seen.where.quote for seen in by_kind[FIGURE].places] == ["二批"]
    assert [seen.where.quote for seen in by_kind[FIGURE].against] == ["三批"]


def test_codes_disputed_by_an_open_name_are_not_asked_by_themselves(root: Path) -> None:
    assert not [q for q in session(root).questions if q.kind == CODE and ("235" in q.title or "106" in q.title)]


def test_an_ambiguous_short_form_fits_several(root: Path) -> None:
    question = asked(session(root), CHIPS)
    assert question.ambiguous
    assert [c.alliance for c in question.candidates] == ["al-0002", "al-0101"]


# ---- what may be decided


def test_what_goes_against_the_evidence_needs_a_reason(root: Path) -> None:
    sitting = session(root)
    needs = {(o.kind, o.alliance): o.needs_reason for o in sitting.options(asked(sitting, SMOKE))}
    assert not needs[("same", "al-0009")] and not needs[("rename", "al-0009")]
    assert needs[("different", "al-0009")] and needs[("new", "")] and needs[("successor", "al-0009")]
    # One witness is not enough for a rename, and a second candidate is not the first.
    assert {o.needs_reason for o in sitting.options(asked(sitting, MACHINES)) if o.kind == "rename"} == {True}
    assert all(o.needs_reason for o in sitting.options(asked(sitting, CHIPS)))


def test_the_effect_that_is_shown_is_the_effect_that_comes(root: Path) -> None:
    sitting = session(root)
    for title in (SMOKE, MACHINES, WATER, CHIPS):
        question = asked(sitting, title)
        for option in options(question, sitting.state):
            told = sitting.decide(question.id, question.stamp, decision(option.kind, option.alliance, "理由"))
            assert told.outcome == DONE and told.effect is not None and told.judgement is not None
            if not question.ambiguous:
                assert (told.effect.rows, told.effect.remaining) == (option.effect.rows, option.effect.remaining)
                assert told.effect.after == option.effect.after
            sitting.undo(told.judgement.id)
            question = asked(sitting, title)


def test_merging_two_rows(root: Path) -> None:
    sitting = session(root)
    question = asked(sitting, MACHINES)
    same = next(o for o in sitting.options(question) if o.kind == "same")
    assert same.effect.rows == 2
    line = next(line for line in same.effect.after if line.alliance == "al-0079")
    told = dict(zip(same.effect.periods, line.words, strict=True))
    assert (told["2016"], told["2018"], told["2025"]) == ("average", "average", "high")


# ---- deciding


def test_a_decision_is_a_line_that_replays(root: Path) -> None:
    sitting = session(root)
    question = asked(sitting, SMOKE)
    told = sitting.decide(question.id, question.stamp, decision("rename", "al-0009"))
    assert told.outcome == DONE
    (line,) = lines(root)
    assert (line["judgement_id"], line["kind"], line["names"], line["alliance"]) == (
        "j-0001",
        "rename",
        SMOKE,
        "al-0009",
    )
    assert (line["who"], line["date"]) == ("editor", "2026-11-21")
    assert "235" in line["reason"] and "王聆燕" in line["reason"]
    assert parse_evidence(line["evidence"])
    assert homes(session(root), SMOKE) == {"al-0009"}
    assert question.id not in {q.id for q in session(root).questions}


def test_nothing_else_in_the_file_changes(root: Path) -> None:
    path = root / "corpus" / "judgements.csv"
    before = b"\xef\xbb\xbf" + path.read_bytes().rstrip(b"\n")
    path.write_bytes(before)
    sitting = session(root)
    question = asked(sitting, SMOKE)
    sitting.decide(question.id, question.stamp, decision("same", "al-0009"))
    assert path.read_bytes().startswith(before + b"\nj-0001,same,")
    assert path.read_bytes().endswith(b"\n")


def test_undo_restores_the_roster_by_a_line_of_its_own(root: Path) -> None:
    sitting = session(root)
    before = sitting.state.ledger
    question = asked(sitting, SMOKE)
    first = sitting.decide(question.id, question.stamp, decision("same", "al-0009"))
    assert first.judgement
    undone = sitting.undo(first.judgement.id, "看错了")
    assert undone.outcome == DONE
    assert [(line["kind"], line["supersedes"], line["reason"]) for line in lines(root)][1] == (
        "retract", "j-0001", "看错了",
    )  # fmt: skip
    assert sitting.state.ledger.profiles == before.profiles
    assert sitting.taken == []
    assert question in sitting.questions


def test_a_new_alliance_gets_an_id_that_is_never_used_again(root: Path) -> None:
    alliances = root / "corpus" / "alliances.csv"
    before = alliances.read_bytes()
    sitting = session(root)
    question = asked(sitting, WATER)
    told = sitting.decide(question.id, question.stamp, decision("new", reason="另一家"))
    assert told.judgement and told.judgement.alliance == "al-0139"
    assert alliances.read_bytes() == before + f"al-0139,{WATER}\n".encode()
    assert homes(sitting, WATER) == {"al-0139"}
    sitting.undo(told.judgement.id)
    assert alliances.read_bytes() == before
    again = asked(sitting, SMOKE)
    told = sitting.decide(again.id, again.stamp, decision("new", reason="另一家"))
    assert told.judgement and told.judgement.alliance == "al-0140"


def test_an_ambiguous_form_is_settled_in_its_document_only(root: Path) -> None:
    sitting = session(root)
    question = asked(sitting, CHIPS)
    made = decision("same", "al-0002", "下文说半导体照明", documents=question.documents)
    assert sitting.decide(question.id, question.stamp, made).outcome == DONE
    assert lines(root)[0]["names"] == f"{CHIPS}@report-2018"
    assert homes(sitting, CHIPS) == {"al-0002"}


# ---- several at once, and hands in the file


def test_two_sessions_at_once_lose_nothing(root: Path) -> None:
    one, other = session(root), session(root, "reviewer")
    titles = [q.title for q in one.questions if q.kind == NAME]
    told = []

    def work(sitting, wanted) -> None:
        for title in wanted:
            question = next((q for q in sitting.questions if q.title == title), None)
            if question and question.candidates:
                made = decision("same", question.candidates[0].alliance, "理由", sitting.who)
                told.append(sitting.decide(question.id, question.stamp, made))

    with ThreadPoolExecutor(2) as people:
        for done in [people.submit(work, one, titles), people.submit(work, other, titles[::-1])]:
            done.result()
    assert len(told) >= len(titles)
    done = [t for t in told if t.outcome == DONE]
    assert len(lines(root)) == len(done)
    assert [line["judgement_id"] for line in lines(root)] == [f"j-{n:04d}" for n in range(1, len(done) + 1)]
    assert not [q for q in session(root).questions if q.kind == NAME]


def test_a_question_that_somebody_else_decided_is_told_in_one_line(root: Path) -> None:
    mine, theirs = session(root), session(root, "reviewer")
    question = asked(mine, SMOKE)
    theirs.decide(question.id, question.stamp, decision("different", "al-0009", "两家", "reviewer"))
    before = (root / "corpus" / "judgements.csv").read_bytes()
    told = mine.decide(question.id, question.stamp, decision("same", "al-0009"))
    assert told.outcome == GONE
    assert told.message.zh == "已由 reviewer 认定（j-0001，不同 al-0009），没有再写入。"
    assert (root / "corpus" / "judgements.csv").read_bytes() == before


def test_a_line_added_by_hand_on_another_name_is_kept(root: Path) -> None:
    sitting = session(root)
    question = asked(sitting, SMOKE)
    path = root / "corpus" / "judgements.csv"
    by_hand = f"j-0007,same,{WATER},al-0108,report-2018#evaluations/53,手写的理由,editor,2026-11-20,\n".encode()
    path.write_bytes(path.read_bytes() + by_hand)
    told = sitting.decide(question.id, question.stamp, decision("same", "al-0009"))
    assert told.outcome == DONE
    assert by_hand in path.read_bytes()
    assert [line["judgement_id"] for line in lines(root)] == ["j-0007", "j-0008"]


def test_a_question_whose_evidence_changed_is_asked_again(root: Path) -> None:
    sitting = session(root)
    question = asked(sitting, MACHINES)
    path = root / "corpus" / "alliances.csv"
    path.write_text(path.read_text("utf-8") + "al-0500,数控机床高速精密加工产业技术创新战略联盟\n", "utf-8")
    told = sitting.decide(question.id, question.stamp, decision("same", "al-0079"))
    assert told.outcome == CHANGED
    assert lines(root) == []
    assert len(asked(sitting, MACHINES).candidates) == 2


def test_a_file_spoilt_by_hand_is_left_alone_and_named(root: Path) -> None:
    sitting = session(root)
    question = asked(sitting, SMOKE)
    path = root / "corpus" / "judgements.csv"
    path.write_bytes(path.read_bytes() + b"j-0001,same\n")
    spoilt = path.read_bytes()
    with pytest.raises(Misdeclared, match="第 2 行"):
        sitting.decide(question.id, question.stamp, decision("same", "al-0009"))
    assert path.read_bytes() == spoilt


def test_a_contradiction_is_not_written_and_shows_both_lines(root: Path) -> None:
    sitting = session(root)
    question = asked(sitting, SMOKE)
    # The judgement names an alliance that it says elsewhere is another one.
    path = root / "corpus" / "judgements.csv"
    path.write_bytes(
        path.read_bytes() + f"j-0001,different,{SMOKE},al-0108,report-2018#panel/25,两家,editor,2026-11-20,\n".encode()
    )
    before = path.read_bytes()
    with pytest.raises(Misdeclared) as error:
        sitting.decide(question.id, question.stamp, decision("same", "al-0108", "试试"))
    assert "第 2 行与第 3 行矛盾" in str(error.value) and "j-0001" in str(error.value) and "j-0002" in str(error.value)
    assert path.read_bytes() == before


def test_a_judgement_with_a_wrong_id_is_not_written(root: Path) -> None:
    sitting = session(root)
    question = asked(sitting, SMOKE)
    with pytest.raises(Misdeclared, match="al-0999"):
        sitting.decide(question.id, question.stamp, decision("same", "al-0999", "试试"))
    assert lines(root) == []


def test_undoing_what_was_retracted_already(root: Path) -> None:
    mine, theirs = session(root), session(root)
    question = asked(mine, SMOKE)
    mine.decide(question.id, question.stamp, decision("same", "al-0009"))
    theirs.undo("j-0001")
    told = mine.undo("j-0001")
    assert told.outcome == GONE and "j-0001" in told.message.zh
    assert mine.undo("j-0099").outcome == GONE
    assert len(lines(root)) == 2


# ---- the terminal


class Typed:
    """Answers from a list; what was shown is kept."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.shown = list(answers), ""

    def ask(self, prompt: str) -> str:
        self.shown += prompt
        if not self.answers:
            raise EOFError
        return self.answers.pop(0)

    def out(self, text: str) -> None:
        self.shown += text + "\n"


def sit(root: Path, *answers: str, lang: str = "zh") -> tuple[int, str]:
    typed = Typed(*answers)
    return Sitting(session(root), typed.ask, typed.out, lang).conduct(), typed.shown


def test_the_terminal_takes_shows_undoes_and_quits(root: Path) -> None:
    left, shown = sit(root, "y", "", "u", "y", "", "q")
    assert [line["kind"] for line in lines(root)] == ["same", "retract", "same"]
    assert left == 10
    for words in ("[1/11] 名称  " + SMOKE, "编号相同：235", "将影响 4 行", "已存 corpus/judgements.csv 第2行 j-0001",
                  "已撤销 j-0001", "剩 10", "[y]同一 [r]更名"):  # fmt: skip
        assert words in shown


def test_an_override_without_a_reason_decides_nothing(root: Path) -> None:
    sit(root, "n", "", "q")
    assert lines(root) == []
    sit(root, "n", "两家，各有秘书长", "q")
    assert [(line["kind"], line["reason"]) for line in lines(root)] == [("different", "两家，各有秘书长")]


def test_what_is_skipped_comes_last(root: Path) -> None:
    count = len(session(root).questions)
    _, shown = sit(root, *["s"] * count, "q")
    assert shown.count(f"名称  {SMOKE}") == 2
    left, _ = sit(root, *["s"] * (2 * count))
    assert left == count


def test_a_second_candidate_is_chosen_by_its_number(root: Path) -> None:
    order = [q.title for q in session(root).questions]
    sit(root, *["s"] * order.index(CHIPS), "2", "y", "正文说第三代", "", "q")
    assert [(line["alliance"], line["names"]) for line in lines(root)] == [("al-0101", f"{CHIPS}@report-2018")]


def test_another_alliance_by_its_id_and_a_wrong_one(root: Path) -> None:
    _, shown = sit(root, "o", "al-0999", "试试", "o", "al-0108", "原文另有说明", "q")
    assert "没有写入。" in shown and "al-0999" in shown
    assert [line["alliance"] for line in lines(root)] == ["al-0108"]


def test_the_print_is_shown_with_its_neighbours(root: Path) -> None:
    _, shown = sit(root, "e", "q")
    assert f"【{SMOKE}】" in shown
    assert "粉末冶金产业技术创新战略联盟 98" in shown


def test_in_english(root: Path) -> None:
    _, shown = sit(root, "y", "", "q", lang="en")
    assert "will change 4 rows" in shown and "saved as line 2" in shown and "same code 235" in shown


def test_the_end_of_input_keeps_what_was_decided(root: Path) -> None:
    sit(root, "y", "")
    assert len(lines(root)) == 1


def test_a_file_edited_while_the_question_stands_is_read_again(root: Path) -> None:
    typed = Typed()
    sitting = Sitting(session(root), typed.ask, typed.out, "zh")
    path = root / "corpus" / "judgements.csv"
    by_hand = f"j-0003,same,{WATER},al-0108,report-2018#evaluations/53,手写,editor,2026-11-20,\n".encode()

    def edit() -> str:
        path.write_bytes(path.read_bytes() + by_hand)
        return "y"

    answers = iter([edit, lambda: "", lambda: "q"])
    sitting.ask = lambda prompt: next(answers)()
    sitting.conduct()
    assert [line["judgement_id"] for line in lines(root)] == ["j-0003", "j-0004"]


def test_homes_is_two_names_and_one_decision_settles_both(root: Path) -> None:
    sitting = session(root)
    question = asked(sitting, HOMES)
    told = sitting.decide(question.id, question.stamp, decision("same", "al-0005"))
    assert told.effect and told.effect.mentions == 8
    assert homes(sitting, "住宅产业技术创新战略联盟") == {"al-0005"}
