"""Who may import whom: no arrow upward, no circle, one home for each library."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

MAY_IMPORT: dict[str, set[str]] = {
    "schemas": set(),
    # reading
    "extractors.readers": {"schemas"},
    "extractors.layout": {"schemas"},
    "extractors.statistics": {"schemas"},
    "extractors.tables": {"extractors.layout", "extractors.statistics", "schemas"},
    "extractors.reports": {
        "extractors.layout",
        "extractors.readers",
        "extractors.statistics",
        "extractors.tables",
        "schemas",
    },
    # judging
    "extractors.names": {"schemas"},
    "extractors.ledger": {"extractors.names", "schemas"},
    "extractors.audit": {"extractors.ledger", "extractors.names", "schemas"},
    # telling
    "extractors.render": {"extractors.ledger", "schemas"},
    # where they meet: what one does with a document on the desk, and the page on which questions are decided
    "extractors.desk": {
        "extractors.audit",
        "extractors.ledger",
        "extractors.names",
        "extractors.reports",
        "extractors.statistics",
        "schemas",
    },
    "extractors.review": {
        "extractors.desk",
        "extractors.ledger",
        "extractors.names",
        "extractors.render",
        "schemas",
    },
    "extractors.cli": {
        "extractors",
        "extractors.audit",
        "extractors.desk",
        "extractors.ledger",
        "extractors.names",
        "extractors.render",
        "extractors.reports",
        "extractors.review",
        "schemas",
    },
    "extractors": {
        "extractors.audit",
        "extractors.cli",
        "extractors.desk",
        "extractors.ledger",
        "extractors.render",
        "extractors.reports",
        "schemas",
    },
}
HOMES = {
    "click": "extractors.cli",
    "jinja2": "extractors.render",
    "markupsafe": "extractors.render",
    "opencc": "extractors.names",
    "pandas": "extractors",
    "pdfplumber": "extractors.readers",
    "pymupdf": "extractors.readers",
    "rapidfuzz": "extractors.names",
    "pyarrow": "extractors",
    "regex": "extractors.statistics",
    "starlette": "extractors.review",
    "uvicorn": "extractors.review",
    "xlsxwriter": "extractors.render",
    "rich_click": "extractors.cli",
}


def modules() -> Iterator[tuple[str, Path]]:
    """Give every module's package (two names deep) and file."""
    for top in ("schemas", "extractors"):
        for path in sorted((ROOT / top).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:2]) if top == "extractors" and len(parts) > 2 else top, path


def imported(path: Path) -> set[str]:
    """Give the packages a module imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found = [node.module or ""]
            if node.module == "extractors":
                found = [f"extractors.{a.name}" if (ROOT / "extractors" / a.name).exists() else "extractors"
                         for a in node.names]  # fmt: skip
            names.update(found)
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return {".".join(n.split(".")[: 2 if n.startswith("extractors.") else 1]) for n in names}


def folded(name: str) -> str:
    """A module directly in extractors/ belongs to the library's face."""
    return name if name in MAY_IMPORT or not name.startswith("extractors.") else "extractors"


@pytest.mark.parametrize("package", sorted({package for package, _ in modules()}))
def test_imports_follow_the_table(package: str) -> None:
    allowed = MAY_IMPORT[package] | {package}
    for own, path in modules():
        if own == package:
            ours = {folded(name) for name in imported(path) if name.split(".")[0] in ("schemas", "extractors")}
            assert ours <= allowed, f"{path.relative_to(ROOT)} imports {sorted(ours - allowed)}"


def test_the_table_has_no_circle() -> None:
    graph = {package: needed for package, needed in MAY_IMPORT.items() if package != "extractors"}
    graph["extractors.cli"] = graph["extractors.cli"] - {"extractors"}
    order = list(TopologicalSorter(graph).static_order())
    assert order[0] == "schemas"
    assert order[-1] == "extractors.cli"


def test_reading_and_judging_share_only_the_nouns() -> None:
    reading = {f"extractors.{name}" for name in ("readers", "layout", "tables", "statistics", "reports")}
    judging = {f"extractors.{name}" for name in ("names", "ledger", "audit")}
    for package in reading:
        assert not MAY_IMPORT[package] & judging
    for package in judging:
        assert not MAY_IMPORT[package] & reading


def test_modules_have_no_circle() -> None:
    names = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for _, path in modules()
    }
    graph = {
        name: {m for m in direct_imports(path, names) if m != name and m != "extractors"}
        for name, path in names.items()
        if name != "extractors"
    }
    list(TopologicalSorter(graph).static_order())


def direct_imports(path: Path, names: dict[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if whole in names:
                    yield whole
                elif node.module in names:
                    yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in names)


def test_each_library_has_one_home() -> None:
    homes: dict[str, set[str]] = {}
    for package, path in modules():
        for name in imported(path):
            if name.split(".")[0] not in ("schemas", "extractors") and name not in sys.stdlib_module_names:
                homes.setdefault(name, set()).add(package)
    assert {library: sorted(found) for library, found in homes.items()} == {
        library: [home] for library, home in HOMES.items()
    }


def test_importing_the_library_imports_nothing_heavy() -> None:
    import subprocess

    code = "import extractors, extractors.cli, sys; print(sorted({'pandas', 'pymupdf', 'click'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_no_module_is_too_long() -> None:
    # A file that cannot be read in one sitting hides its order; 400 lines is about where the good codebases stop.
    long = {str(path.relative_to(ROOT)): n for _, path in modules() if (n := len(path.read_text().splitlines())) > 420}
    assert long == {}
