"""The command line: what goes where, exit codes, and errors that advise."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from extractors.cli import main
from extractors.cli.group import COMMANDS
from extractors.render.screen import width
from tests.gold_files import ROOT
from tests.test_schemas import obey

DOCUMENTS = ROOT / "corpus" / "documents"
REPORT = DOCUMENTS / "alliance-activity-2025-report.txt"


class Ran:
    """What a run left: its exit code, stdout and stderr."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code, self.out, self.err = code, out.decode(), err.decode()


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]):
    def go(*words: object) -> Ran:
        code = main([str(word) for word in words])
        return Ran(code, *capsysbinary.readouterr())

    return go


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Copy the corpus, so that a test may spoil it."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    return tmp_path


def alliances(*words: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "extractors", *words], capture_output=True, cwd=ROOT, **more)  # type: ignore[call-overload]


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


# ---- read


def test_read_json_obeys_the_schema_from_a_file_and_from_standard_input(run) -> None:
    from_file = obey("reading", run("read", REPORT, "--format", "json").out)
    done = alliances("read", "-", "--format", "json", input=REPORT.read_bytes())
    from_pipe = obey("reading", done.stdout.decode())
    assert from_file["rows"][0]["name"] == from_pipe["rows"][0]["name"]
    assert from_pipe["document"]["file"] == "stdin"


def test_output_is_utf8_with_plain_line_feeds_in_any_locale() -> None:
    outs = {
        alliances("read", str(REPORT), "--show", "rows", env={**os.environ, **locale}).stdout
        for locale in (
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            {"LC_ALL": "C.UTF-8"},
            {"PYTHONIOENCODING": "gbk"},
        )
    }
    assert len(outs) == 1
    assert b"\r" not in outs.pop()


@pytest.mark.parametrize("show", ("rows", "claims", "numbers", "tables", "items"))
def test_every_part_can_be_shown(show: str, run) -> None:
    for lang in ("zh", "en"):
        ran = run("read", REPORT, "--show", show, "--lang", lang)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.strip()


def test_columns_stand_under_each_other(run) -> None:
    lines = run("read", REPORT, "--show", "rows").out.splitlines()
    ends = {width(line[: line.index("附件")]) for line in lines[1:]}
    assert len(ends) == 1


# ---- audit


@cache
def audited(*words: str) -> list[dict]:
    """Audit in a process of its own, once for all tests that look at it."""
    return obey("audit", alliances("audit", "--format", "json", *words).stdout.decode())


def test_audit_json_obeys_the_schema_beside_the_corpus_and_alone() -> None:
    for more in ((), ("--alone",)):
        assert [audit["document"]["file"] for audit in audited(str(REPORT), *more)] == [REPORT.name]


def test_audit_of_the_corpus_has_one_object_a_document_in_the_order_of_the_manifest() -> None:
    assert [audit["document"]["file"] for audit in audited()] == [e["file"] for e in manifest_of(ROOT)]


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_exit_code_follows_fail_on(path: Path, run) -> None:
    counts = audited(str(path), "--alone")[0]["counts"]
    expected = {
        "error": counts["error"] > 0,
        "warning": counts["error"] + counts["warning"] > 0,
        "never": False,
    }
    for level, fails in expected.items():
        assert run("audit", path, "--alone", "--fail-on", level).code == int(fails)
    assert run("audit", path, "--alone").code == int(expected["error"])


def test_all_five_counts_are_shown(run) -> None:
    out = run("audit", REPORT, "--alone").out
    for word in ("相符", "提示", "存疑", "矛盾", "未核"):
        assert word in out


def test_select_takes_rules_and_their_beginnings(run) -> None:
    found = [f["rule"] for f in audited(str(REPORT), "--alone")[0]["findings"]]
    if not found:
        pytest.skip("nothing is found in this report")
    for asked, expected in (
        (found[0].lower(), {found[0]}),
        (found[0][:3], {r for r in found if r[:3] == found[0][:3]}),
    ):
        out = run("audit", REPORT, "--alone", "--format", "json", "--select", asked).out
        assert {f["rule"] for f in json.loads(out)[0]["findings"]} == expected
    unknown = run("audit", REPORT, "--alone", "--format", "json", "--select", "NONE")
    assert (unknown.code, unknown.out, len(unknown.err.splitlines())) == (2, "", 3)


def test_a_file_is_never_compared_with_its_own_copy(tmp_path: Path) -> None:
    copy = tmp_path / "another name.txt"
    shutil.copy(REPORT, copy)
    own = next(a for a in audited() if a["document"]["sha256"] == audited(str(copy))[0]["document"]["sha256"])
    assert audited(str(copy))[0]["counts"] == own["counts"]


def test_without_a_corpus_a_file_is_audited_alone(run, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("audit", REPORT, "--format", "json", "--fail-on", "never")
    assert ran.code == 0
    assert "没有找到语料" in ran.err
    assert run("audit", REPORT, "--alone", "--fail-on", "never").err == ""


# ---- explain


def test_every_rule_is_listed_and_explained(run) -> None:
    rules = [line.split()[0] for line in run("explain").out.splitlines()]
    assert "FILE-01" in rules
    assert rules == sorted(set(rules))
    for rule in rules:
        text = run("explain", rule.lower()).out
        assert rule in text
        assert len(text.splitlines()) >= 4, text


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


# ---- init and ingest


def manifest_of(root: Path) -> list[dict[str, str]]:
    with (root / "corpus" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_from_nothing_to_a_ledger(run, tmp_path: Path) -> None:
    root = tmp_path / "new"
    assert run("init", root).code == 0
    assert run("init", root).code == 2
    before = snapshot(root)
    look = run("--root", root, "ingest", REPORT)
    assert look.code == 0
    assert snapshot(root) == before
    assert "未写入" in look.out
    done = run("--root", root, "ingest", REPORT, "--yes")
    assert done.code == 0
    entry = manifest_of(root)[0]
    assert (entry["document_id"], entry["kind"], entry["period"]) == ("report-2025", "report", "2025")
    assert (root / "corpus" / entry["file"]).read_bytes() == REPORT.read_bytes()
    with (root / "corpus" / "alliances.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) >= 70
    after = snapshot(root)
    again = run("--root", root, "ingest", REPORT, "--yes")
    assert "已在语料中" in again.out
    assert snapshot(root) == after
    assert run("--root", root, "build").code == 0


def test_ingest_reads_the_others_when_one_cannot_be_read(run, tmp_path: Path) -> None:
    root = tmp_path / "new"
    run("init", root)
    ran = run("--root", root, "ingest", tmp_path / "missing.txt", REPORT, "--yes")
    assert ran.code == 3
    assert [e["document_id"] for e in manifest_of(root)] == ["report-2025"]


def test_ingest_takes_back_what_would_break_the_corpus(run, tmp_path: Path) -> None:
    root = tmp_path / "new"
    run("init", root)
    before = snapshot(root)
    assert run("--root", root, "ingest", REPORT, "--yes", "--id", "Bad Id").code == 2
    assert snapshot(root) == before


def test_ingest_does_not_write_over_another_file(run, corpus: Path, tmp_path: Path) -> None:
    other = tmp_path / REPORT.name
    other.write_text(REPORT.read_text(encoding="utf-8").replace("2025", "2024"), encoding="utf-8")
    assert run("--root", corpus, "ingest", other, "--yes").code == 0
    entry = manifest_of(corpus)[-1]
    assert (entry["document_id"], entry["file"]) == ("report-2024", "documents/report-2024.txt")
    assert (corpus / "corpus" / entry["file"]).read_bytes() == other.read_bytes()
    assert (corpus / "corpus" / "documents" / REPORT.name).read_bytes() == REPORT.read_bytes()


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
