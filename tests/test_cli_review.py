"""alliances review as a command: the list, its JSON, exit codes, and a real terminal."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import sys
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from extractors.cli import main
from tests.gold_files import ROOT
from tests.review_desk import SMOKE, lines, undecided


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return undecided(tmp_path)


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]):
    def go(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return go


def test_away_from_a_terminal_it_lists_and_asks_nothing(run, root: Path) -> None:
    code, out, _ = run("--root", root, "review")
    assert code == 0
    assert out.startswith("未定 11 个：名称 9 · 编号 1 · 数据 1\n")
    assert f"名称  {SMOKE}  4 行  2016、2018、2019" in out
    assert run("--root", root, "review", "--no-input")[1] == out
    assert run("--root", root, "review", "--strict")[0] == 1
    assert "11 open: names 9" in run("--root", root, "--lang", "en", "review")[1]
    assert lines(root) == []


def test_the_list_as_json_obeys_its_schema(run, root: Path) -> None:
    code, out, _ = run("--root", root, "review", "--format", "json")
    value = json.loads(out)
    schema = json.loads((ROOT / "schemas" / "json" / "review.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(value)
    assert code == 0
    assert value["counts"] == {"name": 9, "code": 1, "figure": 1}
    assert value["questions"][0]["title"] == SMOKE
    # What is printed stands behind its English label; a name of a person needs none.
    told = [m["en"] for place in value["questions"][0]["places"] if place["role"] == "panel" for m in place["told"]]
    assert told[:2] == ["王聆燕", "office 秘书长"]
    figure = next(q for q in value["questions"] if q["kind"] == "figure")
    assert [(c["name"], c["would_be"]) for c in figure["choices"]] == [("二批", "3批"), ("三批", "2批")]
    assert figure["finding"].startswith("f-")


def test_a_judgement_is_taken_back_by_its_id(run, root: Path) -> None:
    path = root / "corpus" / "judgements.csv"
    line = f"j-0001,same,{SMOKE},al-0009,report-2018#evaluations/20,理由,editor,2026-11-20,\n"
    path.write_text(path.read_text("utf-8") + line, "utf-8")
    code, out, _ = run("--root", root, "review", "--retract", "j-0001", "--reason", "看错", "--date", "2026-11-21")
    assert code == 0 and "已撤销 j-0001" in out and "4 行变动" in out
    assert [x["reason"] for x in lines(root)] == ["理由", "看错"]
    code, _, err = run("--root", root, "review", "--retract", "j-0001")
    assert code == 2 and len(err.splitlines()) == 3 and "j-0001" in err


def test_a_day_that_is_none_is_refused(run, root: Path) -> None:
    code, _, err = run("--root", root, "review", "--date", "昨天")
    assert code == 2 and "2026-11-20" in err


@pytest.mark.skipif(sys.platform == "win32", reason="no pty on Windows")
def test_in_a_terminal_ctrl_c_keeps_what_was_decided(root: Path) -> None:
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "extractors", "--root", str(root), "review"])
    shown = _until(terminal, "> ")
    assert "[1/11]" in shown and "[y]同一" in shown
    os.write(terminal, b"y\n")
    _until(terminal, "依据]：")
    os.write(terminal, b"\n")
    shown = _until(terminal, "[2/11]", "> ")
    assert "已存 corpus/judgements.csv 第2行 j-0001" in shown
    os.write(terminal, b"\x03")
    shown = _until(terminal, "已存的认定都在。")
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGINT
    (line,) = lines(root)
    assert line["kind"] == "same" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", line["date"])


def _until(terminal: int, *words: str) -> str:
    """Read until the words were shown, one after the other."""
    wanted = re.compile(".*".join(map(re.escape, words)), re.DOTALL)
    shown, end = b"", time.monotonic() + 120
    while not wanted.search(shown.decode("utf-8", "ignore")):
        assert time.monotonic() < end, shown.decode("utf-8", "replace")
        if select.select([terminal], [], [], 0.5)[0]:
            shown += os.read(terminal, 65536)
    return shown.decode("utf-8", "replace")
