"""The documentation builds as a site, without a warning."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.gold_files import ROOT


def test_the_site_builds(tmp_path: Path) -> None:
    pytest.importorskip("sphinx", reason="needs sphinx: make test-pages")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", str(ROOT / "docs"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    for page in ("index.html", "start.html", "zh/index.html", "zh/rules.html"):
        assert (tmp_path / page).stat().st_size > 2000
