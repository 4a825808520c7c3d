"""The command line: what goes where, exit codes, and errors that advise."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from extractors.cli import main
from extractors.cli.group import COMMANDS
from extractors.cli.settings import speaker
from extractors.render.screen import width
from tests.command import REPORT, corpus, run  # noqa: F401
from tests.gold_files import ROOT
from tests.test_schemas import obey

# ---- help


def test_alone_it_prints_the_journeys(run) -> None:
    ran = run()
    assert ran.code == 0
    for verb in ("build", "audit", "ingest", "roster", "verify", "cite"):
        assert f"alliances {verb}" in ran.out
    assert "check a report" in run("--lang", "en").out


@pytest.mark.parametrize("columns", (60, 80, 100))
@pytest.mark.parametrize("command", ("", *(name for name, _ in COMMANDS)))
@pytest.mark.parametrize("lang", ("zh", "en"))
def test_help_wraps_at_the_edge(command: str, columns: int, lang: str, run, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    ran = run(*filter(None, (command, "--lang", lang, "--help")))
    assert ran.code == 0
    assert ran.out.strip()
    assert [line for line in ran.out.splitlines() if width(line) > columns] == []
    # Filled, not merely short: some line of the Chinese prose comes near the edge.
    assert max(width(line.rstrip()) for line in ran.out.splitlines()) > columns * 0.5


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from extractors.cli import main; main(['--help']);"
        "print(sorted({'pandas', 'pymupdf', 'pdfplumber', 'rapidfuzz', 'extractors.audit'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"


# ---- usage


def test_a_mistyped_command_is_suggested(run) -> None:
    ran = run("rostr")
    assert (ran.code, ran.out) == (2, "")
    assert "是 roster 吗" in ran.err


@pytest.mark.parametrize(
    ("words", "says"),
    (
        (("read",), "缺少"),
        (("read", "x", "--formt", "json"), "--format"),
        (("read", "x", "--format", "xml"), "text、json"),
        (("--lang", "fr"), "zh、en"),
        (("audit", "--fail-on", "note"), "error、warning、never"),
        (("explain", "NOPE-99"), "NOPE-99"),
        (("ingest", "a", "b", "--id", "x"), "--id"),
    ),
)
def test_wrong_usage_is_exit_2(words: tuple[str, ...], says: str, run) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert "Traceback" not in ran.err


def wrong_lines() -> Iterator[tuple[str, ...]]:
    """Misuse every option of every command in every way that its kind can be misused."""
    for name, _ in COMMANDS:
        command = import_module(f"extractors.cli.{name}").command(speaker("zh"))
        arguments = [p for p in command.params if isinstance(p, click.Argument)]
        fit = ["extra"] * sum(p.required for p in arguments)
        if all(p.nargs == 1 for p in arguments):
            yield (name, *["extra"] * (len(arguments) + 1))
        if fit:
            yield (name,)
        yield (name, *fit, "--nothing")
        for option in (p for p in command.params if isinstance(p, click.Option)):
            word = option.opts[-1]
            if option.is_flag:
                yield (name, *fit, f"{word}=abc")
                continue
            yield (name, *fit, word)
            if isinstance(option.type, click.Choice):
                yield (name, *fit, word, "abc")
            if isinstance(option.type, click.IntRange):
                yield from ((name, *fit, word, value) for value in ("abc", "99999"))
            if isinstance(option.type, click.Path):
                yield (name, *fit, word, "folder" if not option.type.dir_okay else "extra")


@pytest.mark.parametrize("words", list(wrong_lines()), ids=" ".join)
def test_wrong_usage_is_said_in_chinese_with_the_help_of_its_command(words, run, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "extra").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    told, see = ran.err.splitlines()
    assert see == f"用法见 alliances {words[0]} --help"
    assert re.search("[\u4e00-\u9fff]", told)
    assert not re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", told), told
    english = run("--lang", "en", *words).err
    assert not re.search("[\u4e00-\u9fff]", english.splitlines()[0])
    assert english.splitlines()[1:] == [f"see alliances {words[0]} --help"]


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    (
        (("export", "--parquet"), "--parquet 后面要写一个值。", "Option '--parquet' requires an argument."),
        (("doctor", "x"), "多写了 x。", "Got unexpected extra argument (x)"),
        (("doctor", "x", "y"), "多写了 x y。", "Got unexpected extra arguments (x y)"),
        (("review", "--port", "99999"), "--port 的值不对：99999 不在 0 到 65535 之间。", "99999 is not in the range"),
        (("review", "--port", "abc"), "--port 的值不对：“abc”不是整数。", "'abc' is not a valid integer range."),
        (("audit", "F", "-o", "."), "-o 的值不对：. 是文件夹，要写文件。", "File '.' is a directory."),
        (("audit", "--open=1"), "--open 后面不写值。", "Option '--open' does not take a value."),
        (("build", "-o", __file__), f"-o 的值不对：{__file__} 是文件，要写文件夹。", "is a file."),
    ),
)
def test_wrong_usage_in_words(words: tuple[str, ...], zh: str, en: str, run) -> None:
    assert run(*words).err.splitlines()[0] == zh
    assert en in run("--lang", "en", *words).err.splitlines()[0]


# ---- files that cannot be read


def bad_files(folder: Path) -> dict[str, Path]:
    """Make one of each kind of file that is no report."""
    made = {
        "empty": b"",
        "blank": b"\n \n\t\n",
        "binary": bytes(range(256)) * 20,
        "letter": "亲爱的同学：今天天气很好，我们去爬山。".encode() * 30,
        "wrong-encoding": "产业技术创新战略联盟活跃度评价报告".encode("utf-16-be") * 20 + b"\xff\xfe\xff",
        "cut": REPORT.read_bytes()[:4001] + b"\xff\xff\xff" * 3,
    }
    for name, data in made.items():
        (folder / f"{name}.txt").write_bytes(data)
    return {
        **{name: folder / f"{name}.txt" for name in made},
        "missing": folder / "missing.txt",
        "directory": folder,
    }


@pytest.mark.parametrize("command", ("read", "audit"))
@pytest.mark.parametrize(
    "kind", ("missing", "directory", "empty", "blank", "binary", "letter", "wrong-encoding", "cut")
)
def test_what_cannot_be_read_says_what_why_and_what_to_do(command: str, kind: str, run, tmp_path: Path) -> None:
    path = bad_files(tmp_path)[kind]
    ran = run(command, path)
    assert (ran.code, ran.out) == (3, "")
    lines = ran.err.splitlines()
    assert len(lines) == 3, ran.err
    assert all(line.strip() for line in lines)
    assert path.name in lines[0]


def test_one_bad_file_leaves_the_others_to_be_audited(run, tmp_path: Path) -> None:
    bad = bad_files(tmp_path)
    ran = run("audit", bad["empty"], REPORT, bad["missing"], "--format", "json", "--alone")
    assert ran.code == 3
    assert [audit["document"]["file"] for audit in obey("audit", ran.out)] == [REPORT.name]


def test_debug_shows_the_error_itself(tmp_path: Path) -> None:
    from schemas.errors import Unreadable

    with pytest.raises(Unreadable):
        main(["read", "--debug", str(tmp_path / "missing.txt")])


def test_a_fault_of_ours_is_no_finding(run, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("extractors.cli.read.open_file", broken)
    ran = run("read", REPORT)
    assert ran.code == 70
    assert "boom" in ran.err
    assert len(ran.err.splitlines()) == 3


def test_control_c_is_130(run, monkeypatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("extractors.cli.read.open_file", interrupted)
    ran = run("read", REPORT)
    assert ran.code == 130
    assert "Traceback" not in ran.err


@pytest.mark.skipif(os.name == "nt", reason="no SIGPIPE")
def test_a_closed_pipe_is_quiet() -> None:
    words = [sys.executable, "-m", "extractors", "read", str(REPORT), "--format", "json"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout and process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


def test_hostile_file_names_can_not_steer_the_terminal(run, tmp_path: Path) -> None:
    ran = run("read", tmp_path / "a\x1b[31m\u202eb.txt")
    assert ran.code == 3
    assert not set(ran.err) & {"\x1b", "\u202e"}
    assert "U+202E" in ran.err


# ---- explain


def test_every_rule_is_listed_and_explained(run) -> None:
    rules = [line.split()[0] for line in run("explain").out.splitlines()]
    assert "FILE-01" in rules
    assert rules == sorted(set(rules))
    for rule in rules:
        text = run("explain", rule.lower()).out
        assert rule in text
        assert len(text.splitlines()) >= 4, text


def test_the_rules_that_begin_so_are_listed(run) -> None:
    every = run("explain").out.splitlines()
    for beginning in ("SUM", "s", "FILE-"):
        ran = run("explain", beginning)
        fitting = [line.split() for line in every if line.startswith(beginning.upper())]
        assert ran.code == 0 and len(fitting) > 1
        assert [line.split() for line in ran.out.splitlines()] == fitting


# ---- roster


def test_roster_in_every_format(run) -> None:
    text = run("--root", ROOT, "roster")
    assert text.code == 0
    value = obey("roster", run("--root", ROOT, "roster", "--format", "json").out)
    rows = list(csv.DictReader(run("--root", ROOT, "roster", "--format", "csv").out.splitlines()))
    assert len(value["alliances"]) == len(rows) == text.out.count("\nal-")
    assert "2025  高 80–100，较高 70–79，一般 40–69" in text.out
    assert set(value["periods"]) <= set(rows[0])


def test_roster_of_one_alliance(run) -> None:
    out = run("--root", ROOT, "roster", "电动汽车产业技术创新战略联盟").out
    assert out.startswith("电动汽车产业技术创新战略联盟")
    assert "report-2025" in out


def test_an_ambiguous_name_lists_all_it_fits(run) -> None:
    ran = run("--root", ROOT, "roster", "汽车")
    assert ran.code == 0
    assert len(ran.out.splitlines()) > 2


def test_an_unknown_name_advises(run) -> None:
    ran = run("--root", ROOT, "roster", "火星移民")
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 3


# ---- what to type next


@pytest.mark.parametrize("lang", ("zh", "en"))
@pytest.mark.parametrize(
    ("words", "following"),
    (
        (("build",), "roster 电动汽车"),
        (("review", "--no-input"), "review"),
        (("expect", "2026"), "ingest"),
        (("remove", "report-2025", "--dry-run"), "remove report-2025 --yes"),
        (("ingest", "new.txt", "--dry-run"), "ingest new.txt --yes"),
        (("ingest", "new.txt", "--yes"), "build"),
    ),
)
def test_what_to_type_next_is_for_the_same_corpus(
    words: tuple[str, ...], following: str, lang: str, run, corpus: Path, monkeypatch
) -> None:
    (corpus / "two words").mkdir()
    (corpus / "corpus").rename(corpus / "two words" / "corpus")
    monkeypatch.chdir(corpus)
    text = REPORT.read_text(encoding="utf-8").replace("2025", "2024")
    Path("new.txt").write_text(text, encoding="utf-8")
    out = run("--lang", lang, "--root", "two words", *words).out
    assert f"alliances --root 'two words' {following}" in out
    assert "outputs/" not in out.replace("two words/outputs/", "")
    assert not re.search(rf"alliances ({'|'.join(name for name, _ in COMMANDS)})\b", out)


# ---- doctor


@pytest.mark.parametrize(("lang", "says"), (("zh", "语料  *.*没有语料"), ("en", "corpus  *.*has no corpus")))
def test_doctor_says_where_there_is_no_corpus_and_how_to_make_one(lang: str, says: str, run, tmp_path: Path) -> None:
    ran = run("--lang", lang, "--root", tmp_path, "doctor")
    assert ran.code == 0
    assert re.search(f"{says}.*alliances init", ran.out)


@pytest.mark.parametrize("lang", ("zh", "en"))
def test_doctor_looks_upward_for_a_corpus(lang: str, run, corpus: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(corpus / "corpus" / "documents")
    assert f" {corpus}\n" in run("--lang", lang, "doctor").out
    (corpus / "corpus" / "manifest.csv").unlink()
    assert "alliances init" in run("--lang", lang, "doctor").out


# ---- roots


def test_no_corpus_is_said(run, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (("build",), ("roster",), ("audit",), ("--root", tmp_path / "nowhere", "build")):
        ran = run(*words)
        assert (ran.code, ran.out) == (2, "")
        assert len(ran.err.splitlines()) == 3


def test_root_may_stand_before_or_after_the_command(run, corpus: Path, tmp_path: Path) -> None:
    one = run("--root", corpus, "roster", "--format", "csv").out
    assert one == run("roster", "--root", corpus, "--format", "csv").out
