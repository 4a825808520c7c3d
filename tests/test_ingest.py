"""The day a new report appears: what ingest writes and what it leaves alone."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.desk.ingest import Plan, commit
from extractors.desk.pending import Pending
from extractors.desk.state import state_of
from extractors.ledger import load_corpus
from extractors.ledger.store import snapshot, writing
from schemas.errors import Misdeclared
from tests.corpora import (  # noqa: F401
    EDITION,
    FOUNDING,
    SMALL,
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

# ---- the same, whichever document comes last


@pytest.mark.parametrize("document", FOUNDING)
def test_four_and_the_fifth_make_the_same_dataset_as_all_five(document: str) -> None:
    assert without(document).rows != whole().rows
    plan = fifth(document)
    assert plan.after.rows == whole().rows
    assert [intake.status for intake in plan.intakes] == ["back"]
    assert plan.pending.corpus.removed == ()


@pytest.mark.parametrize("document", ("report-2025",))
def test_so_they_do_where_the_fifth_was_never_there(document: str, tmp_path: Path) -> None:
    root = lay(tmp_path, [d for d in FOUNDING if d != document])
    before = reread(root)
    plan = ingested(before, founding_file(document))
    commit(plan)
    assert [(intake.document, intake.status) for intake in plan.intakes] == [(document, "new")]
    # Beside a build of all five with the same judgements.
    corpus = replace(whole().desk.corpus, judgements=before.desk.corpus.judgements)
    assert reread(root).rows == plan.after.rows == state_of(replace(whole().desk, corpus=corpus)).rows


# ---- nothing without a yes


@pytest.mark.parametrize(
    "words", ((), ("--dry-run",), ("--no-input",), ("--format", "json"), ("--replace",), ("--as-edition", "--dry-run"))
)
def test_nothing_is_written_without_a_yes(words: tuple[str, ...], run: Run, small: Path) -> None:
    before = on_disk(small)
    assert run("--root", small, "ingest", EDITION, *words)[0] == 0
    assert on_disk(small) == before


@pytest.mark.parametrize(("answer", "written"), (("y", True), ("n", False), ("", False)))
def test_on_a_terminal_it_asks(answer: str, written: bool, run: Run, small: Path, monkeypatch) -> None:
    monkeypatch.setattr("extractors.cli.ingest.can_ask", lambda: True)
    answers = iter(("r", answer))
    monkeypatch.setattr("rich_click.prompt", lambda *_, **__: next(answers))
    before = on_disk(small)
    assert run("--root", small, "ingest", EDITION)[0] == 0
    assert (on_disk(small) != before) == written
    assert [e.document for e in load_corpus(small).removed] == (["bulletin-2026-01"] if written else [])


@pytest.mark.parametrize("words", (("--yes", "--dry-run"), ("--replace", "--as-edition")))
def test_wishes_that_contradict_each_other(words: tuple[str, ...], run: Run, small: Path) -> None:
    assert run("--root", small, "ingest", EDITION, *words)[0] == 2


# ---- the same file, another edition, a damaged one


def test_the_same_file_twice_is_skipped(run: Run, tmp_path: Path) -> None:
    root = lay(tmp_path, ("bulletin-2026-01",))
    assert run("--root", root, "ingest", founding_file("release-2019"), "--yes")[0] == 0
    before = on_disk(root)
    code, out, err = run("--root", root, "ingest", founding_file("release-2019"), "--yes")
    assert (code, err) == (0, "")
    assert "release-2019" in out and "跳过" in out
    assert on_disk(root) == before


def test_two_copies_at_once_are_one_document(small: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    shutil.copy(founding_file("report-2016"), copy)
    plan = ingested(reread(small), founding_file("report-2016"), copy)
    assert [(i.document, i.status) for i in plan.intakes] == [("report-2016", "new"), ("report-2016", "known")]
    assert len(plan.pending.documents) == 1


def test_another_edition_waits_for_a_word(small: Path) -> None:
    before = reread(small)
    plan = ingested(before, EDITION)
    (intake,) = plan.intakes
    assert (intake.status, intake.editions) == ("edition", ("bulletin-2026-01",))
    assert not plan.changes and plan.after.rows == before.rows
    assert intake.entries and sum(number for _, number in intake.entries.sections) == 26


def test_another_edition_is_refused_where_nobody_can_be_asked(run: Run, small: Path) -> None:
    before = on_disk(small)
    code, _, err = run("--root", small, "ingest", EDITION, "--yes")
    assert code == 2 and len(err.splitlines()) == 3
    assert "--replace" in err and "--as-edition" in err
    assert on_disk(small) == before


def test_an_edition_takes_the_place_of_the_other(run: Run, small: Path) -> None:
    judged = load_corpus(small).judgements
    assert run("--root", small, "ingest", EDITION, "--yes", "--replace")[0] == 0
    corpus = load_corpus(small)
    assert [entry.document for entry in corpus.entries] == ["release-2019", "bulletin-2026-01-2"]
    # An id is never given to other bytes: evidence that names the old edition still means it.
    assert [entry.document for entry in corpus.removed] == ["bulletin-2026-01"]
    assert corpus.judgements == judged
    assert not (small / "corpus" / corpus.removed[0].file).exists()
    assert run("--root", small, "build")[0] == 0


def test_an_edition_stands_beside_the_other(run: Run, small: Path) -> None:
    assert run("--root", small, "ingest", EDITION, "--yes", "--as-edition")[0] == 0
    documents = [entry.document for entry in load_corpus(small).entries]
    assert documents == ["release-2019", "bulletin-2026-01", "bulletin-2026-01-2"]
    assert run("--root", small, "build")[0] == 0


def test_an_id_is_never_given_to_other_bytes(run: Run, small: Path) -> None:
    assert run("--root", small, "remove", "bulletin-2026-01", "--yes")[0] == 0
    before = on_disk(small)
    for document in ("bulletin-2026-01", "release-2019"):
        code, _, err = run("--root", small, "ingest", EDITION, "--yes", "--id", document)
        assert code == 2 and document in err
        assert on_disk(small) == before
    assert run("--root", small, "ingest", EDITION, "--yes")[0] == 0
    assert load_corpus(small).entries[-1].document == "bulletin-2026-01-2"


def test_a_damaged_file_leaves_the_others_to_be_done(run: Run, tmp_path: Path) -> None:
    root = lay(tmp_path / "one", ("release-2019",))
    bad, missing = tmp_path / "damaged.pdf", tmp_path / "missing.txt"
    bad.write_bytes(EDITION.read_bytes()[:3000])
    files = (bad, founding_file("bulletin-2026-01"), missing, founding_file("report-2016"))
    code, out, err = run("--root", root, "ingest", *files, "--yes")
    assert code == 3
    assert len(err.splitlines()) == 6 and "damaged.pdf" in err and "missing.txt" in err
    # The older period first, whatever the order on the command line.
    assert out.index("2016年度") < out.index("试点工作简报")
    assert {e.document for e in load_corpus(root).entries} == {*SMALL, "report-2016"}


@pytest.mark.parametrize(
    ("name", "kept"),
    (
        ("2026年度 报告.txt", "documents/2026年度 报告.txt"),
        ("...", "documents/document"),
        ("a:b?.txt", "documents/a_b_.txt"),
        ("con.txt", "documents/_con.txt"),
        ("-rf.txt", "documents/_-rf.txt"),
        ("a\u202etxt.exe", "documents/a_txt.exe"),
        ("长" * 90 + ".txt", "documents/" + "长" * 38 + ".txt"),
        ("ALLIANCE-BULLETIN-2026-01.txt", "documents/report-2026.txt"),
    ),
)
def test_a_file_is_kept_under_a_name_every_system_takes(name: str, kept: str) -> None:
    assert Pending(whole().desk).file_for(name, "report-2026", b"") == kept


# ---- stopped at any moment


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_killed_at_any_step_of_writing_the_corpus_is_as_it_was_or_complete(tmp_path: Path) -> None:
    root = lay(tmp_path / "one", ("bulletin-2026-01",))
    plan = ingested(reread(root), founding_file("release-2019"), EDITION, replace=True)
    shutil.copytree(root / "corpus", tmp_path / "kept")
    before, after = plan.before.desk.corpus.seen, plan.pending.corpus.seen
    first, read = on_disk(root), list[bool]()
    for step in range(1, 200):
        shutil.rmtree(root / "corpus")
        shutil.copytree(tmp_path / "kept", root / "corpus")
        if not _killed(step, plan, root):
            break
        seen = snapshot(root)
        assert seen in (before, after), step
        read.append(seen == after)
        loaded = load_corpus(root)
        assert all(loaded.path(entry).is_file() for entry in loaded.entries), step
        with writing(root):
            pass
        if seen == before:
            assert on_disk(root) == first, step
        assert all((root / "corpus" / entry.file).is_file() for entry in load_corpus(root).entries), step
    assert len(read) > 30 and read == sorted(read) and {*read} == {False, True}


def _killed(step: int, plan: Plan, root: Path) -> bool:
    """Write a plan in a child that kills itself before a step on the disk; tell whether it came to that."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status)
    left = step

    def tick(event: str, words: tuple[object, ...]) -> None:
        nonlocal left
        if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir") and str(root) in str(words[0]):
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(tick)
    try:
        commit(plan)
    finally:
        os._exit(0)


def test_a_corpus_changed_since_the_question_is_not_written_over(small: Path) -> None:
    plan = ingested(reread(small), EDITION, replace=True)
    path = small / "corpus" / "judgements.csv"
    path.write_bytes(path.read_bytes().replace(b"editor", b"author", 1))
    before = on_disk(small)
    with pytest.raises(Misdeclared, match=r"judgements\.csv"):
        commit(plan)
    assert on_disk(small) == before
