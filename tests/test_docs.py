"""The documentation says what the program does: its blocks are run, its links lead somewhere, its lists are whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractors.cli.group import COMMANDS
from tests.gold_files import ROOT, manifest
from tests.readme_blocks import (
    MEASURED,
    PAGES,
    blocks_of,
    commands_of,
    findings_table,
    findings_told,
    run,
    same,
    workplace,
)

ALL_PAGES = (
    *PAGES,
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "corpus/RIGHTS.md",
    *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs").rglob("*.md"))),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workplace(tmp_path_factory.mktemp("docs"))


@pytest.mark.parametrize("page", MEASURED)
def test_every_console_block_is_what_the_commands_print(page: str, folder: Path) -> None:
    ran = 0
    for block in blocks_of(page):
        for command in commands_of(block):
            real = run(command.words, folder)
            if real is not None and command.output.strip():
                ran += 1
                assert same(command.output, real), f"{command.words} now prints:\n{real}"
    assert ran >= (3 if page in (*PAGES, "docs/accuracy.md") else 1) or page.endswith("start.md")


def test_the_comparison_itself() -> None:
    assert same("a  b\nc\n", "a b\n\nc")
    assert same("a\n…\nd\n", "a\nb\nc\nd\n")
    assert not same("a\n", "b\n")
    assert not same("a\n…\nd\n", "a\nb\n")


@pytest.mark.parametrize("page", ALL_PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if not target.startswith(("http://", "https://")):
            assert ((ROOT / page).parent / target).exists(), f"{page}: {target}"


@pytest.mark.parametrize("page", PAGES)
def test_the_first_screen_says_what_it_is_and_how_to_start(page: str) -> None:
    first = "\n".join((ROOT / page).read_text(encoding="utf-8").splitlines()[:60])
    assert "$ make build" in first
    assert "alliances audit" in first


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_told(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert [name for name, _ in COMMANDS if f"alliances {name}" not in text] == []


def test_the_changes_count_the_findings_of_the_outputs() -> None:
    assert findings_told() == findings_table()


def test_every_document_has_its_rights_note() -> None:
    text = (ROOT / "corpus" / "RIGHTS.md").read_text(encoding="utf-8")
    for entry in manifest():
        assert entry["document_id"] in text
        assert entry["publisher"] in text


def test_every_dependency_has_its_reason() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    text = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    for wanted in (*project["project"]["dependencies"], *project["dependency-groups"]["dev"]):
        name = re.match(r"[a-z0-9-]+", wanted)
        assert name and f"| {name.group()} |" in text, wanted


def test_the_lock_has_every_dependency_pinned_and_hashed() -> None:
    import tomllib

    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9-]+)==\S+(?: ; [^\\]*)? \\$", lock, re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for wanted in (*project["project"]["dependencies"], *project["dependency-groups"]["dev"]):
        name = re.match(r"[a-z0-9-]+", wanted)
        assert name and name.group() in pins
    entries = re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"index-url|find-links|https?://", lock)


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE")
    assert "13. Remote Network Interaction" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_generated_pages_are_those_of_the_program() -> None:
    import runpy

    made = runpy.run_path(str(ROOT / "docs" / "generate.py"))["PAGES"]
    assert len(made) == 4
    for path, write in made.items():
        assert path.read_text(encoding="utf-8") == write(), f"{path.name}: python docs/generate.py"


def test_both_languages_have_the_same_pages() -> None:
    english = {path.name for path in (ROOT / "docs").glob("*.md")} - {"accuracy.md", "design.md", "performance.md"}
    assert english == {path.name for path in (ROOT / "docs" / "zh").glob("*.md")}
