"""The console blocks of the documentation, run for real: `python -m tests.readme_blocks` writes their output anew.

A line that starts with "$ " is a command; what follows, up to the next one, is its output. A line of only "…" stands
for any lines left out. Commands run in a copy of the project's corpus, so that nothing of the project changes. The
table of findings in the list of changes is counted from the committed outputs.
"""

from __future__ import annotations

import csv
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.gold_files import ROOT

PAGES = ("README.md", "README.zh.md")
GUIDES = tuple(
    f"docs/{folder}{name}.md" for folder in ("", "zh/") for name in ("audit", "cite", "ingest", "roster", "start")
)
MEASURED = (*PAGES, "docs/accuracy.md", *GUIDES)
CHANGES = "CHANGELOG.md"
LEVELS = ("error", "warning", "note")
ELLIPSIS = "…"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ALIASES = {"make build": "alliances build"}
"""How a command of the documentation is run here: make would install first, and then does just this."""
MODULES = ("tests.score", "tests.bench.gold", "tests.bench.wording")
"""What is run of the project's own measurements; the others take minutes, or tell times."""
_FINDINGS = re.compile(r"^\d+ errors, \d+ warnings, \d+ notes:\n\n(?:\|.*\n)+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a page and the output printed below it."""

    words: str
    output: str


def commands_of(block: str) -> list[Command]:
    """Part a block into its commands."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    return [Command(words, output) for words, output in zip(parts[1::2], parts[2::2], strict=True)]


def blocks_of(page: str) -> list[str]:
    """Give the console blocks of a page."""
    return _BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))


def runnable(words: str) -> list[str] | None:
    """Say how a command is run; None for one that is only shown (installing, changing folder)."""
    asked = shlex.split(ALIASES.get(words, words).replace(".venv/bin/", ""))
    if asked[:2] == ["python", "-m"]:
        return [sys.executable, *asked[1:]] if asked[2] in MODULES else None
    return [sys.executable, "-m", "extractors", *asked[1:]] if asked[0] == "alliances" else None


def run(words: str, folder: Path) -> str | None:
    """Run a command of the documentation and give what it prints, None where it is only shown."""
    command = runnable(words)
    if command is None:
        return None
    env = {"PYTHONPATH": str(ROOT), "COLUMNS": "100", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, capture_output=True, cwd=folder, env=env, check=False)
    return done.stdout.decode("utf-8")


def same(printed: str, real: str) -> bool:
    """Compare output with what a page prints: white space apart, and "…" for any lines."""
    parts = [re.escape("".join(part.split())) for part in re.split(rf"^{ELLIPSIS}$", printed, flags=re.MULTILINE)]
    return re.fullmatch(".*".join(parts), "".join(real.split()), re.DOTALL) is not None


def workplace(folder: Path) -> Path:
    """Make a folder in which the documentation's commands work."""
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    return folder


def refreshed(block: str, folder: Path) -> str:
    """Give a block with the real output of its commands; one with lines left out stays as it is while it is true."""
    text = ""
    for command in commands_of(block):
        real = run(command.words, folder)
        keep = real is None or same(command.output, real)
        text += f"$ {command.words}\n{command.output if keep else real}"
    return text


def findings_table() -> str:
    """Count the findings of the committed outputs by level and rule."""
    with (ROOT / "outputs" / "dataset" / "findings.csv").open(encoding="utf-8", newline="") as file:
        found = Counter((row["level"], row["rule"]) for row in csv.DictReader(file))
    told = run("alliances explain", ROOT) or ""
    titles = dict(re.findall(r"^(\S+) .*\((.*)\)\.$", told, re.MULTILINE))
    counts = [f"{sum(n for (k, _), n in found.items() if k == level)} {level}s" for level in LEVELS]
    lines = [f"{', '.join(counts)}:", "", "| rule | level | findings | what |", "|---|---|---|---|"]
    for level in LEVELS:
        lines += [f"| {r} | {k} | {n} | {titles[r]} |" for (k, r), n in sorted(found.items()) if k == level]
    return "\n".join(lines) + "\n"


def findings_told() -> str:
    """Give the table of findings as the list of changes has it, empty where it has none."""
    found = _FINDINGS.search((ROOT / CHANGES).read_text(encoding="utf-8"))
    return found.group() if found else ""


def main() -> None:
    """Write the real outputs into the pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = workplace(Path(name))
        for page in MEASURED:
            text = (ROOT / page).read_text(encoding="utf-8")
            text = _BLOCK.sub(lambda found: f"```console\n{refreshed(found[1], folder)}```", text)
            (ROOT / page).write_text(text, encoding="utf-8")
    text = (ROOT / CHANGES).read_text(encoding="utf-8")
    (ROOT / CHANGES).write_text(_FINDINGS.sub(lambda _: findings_table(), text), encoding="utf-8")


if __name__ == "__main__":
    main()
