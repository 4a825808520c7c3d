"""A corpus whose judgements have been taken away, so that its names wait for decisions, and sessions over it."""

from __future__ import annotations

import csv
import hashlib
import shutil
from functools import cache
from pathlib import Path

from extractors.audit import Graphs
from extractors.desk.desk import Desk, checked, read_corpus
from extractors.desk.tried import State
from extractors.ledger import load_corpus, reconcile
from extractors.review.session import Session
from schemas.question import Decision, Question
from tests.gold_files import ROOT

SMOKE, MACHINES, WATER = (
    "烟气污染治理产业技术创新战略联盟",
    "数控机床高速精密化技术创新战略联盟",
    "水环境处理产业技术创新战略联盟",
)
CHIPS, HOMES = "半导体联盟", "住宅联盟"
TODAY = "2026-11-21"


@cache
def _desk() -> Desk:
    return read_corpus(load_corpus(ROOT))


@cache
def _graphs() -> Graphs:
    return {}


@cache
def _audits():
    return checked(_desk(), _graphs())[1]


def undecided(root: Path) -> Path:
    """Copy the corpus without its judgements."""
    shutil.copytree(ROOT / "corpus", root / "corpus")
    path = root / "corpus" / "judgements.csv"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    return root


def decided(root: Path) -> Path:
    """Copy the corpus with its judgements: one name, one code and one figure are open."""
    shutil.copytree(ROOT / "corpus", root / "corpus")
    return root


def with_pdf(root: Path) -> Path:
    """Put a PDF of the report of 2018 in the place of its text."""
    pdf = ROOT / "tests" / "material" / "report-2018_chr_ruled_rephead_png.pdf"
    shutil.copy(pdf, root / "corpus" / "documents" / pdf.name)
    manifest = root / "corpus" / "manifest.csv"
    kept = [line for line in manifest.read_text("utf-8").splitlines() if not line.startswith("report-2018")]
    digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
    told = f"report-2018,documents/{pdf.name},{digest},report,alliance-activity,2018,,,,application/pdf,"
    manifest.write_text("\n".join([*kept, told, ""]), "utf-8")
    return root


def state(root: Path) -> State:
    """Make the state of a copied corpus from the readings of the original: they have the same documents."""
    corpus = load_corpus(root)
    bare = reconcile(_desk().readings, corpus.alliances, corpus.judgements, _desk().vocabulary)
    stale = corpus.judgements != _desk().corpus.judgements
    return State(corpus, _desk().vocabulary, bare, _audits(), stale, _graphs()).with_files(corpus.seen)


def anew(root: Path) -> State:
    """Make the state of a corpus by reading its own documents."""
    return State.of(read_corpus(load_corpus(root)))


def session(root: Path, who: str = "editor", read_anew: bool = False) -> Session:
    """Open a sitting over a copied corpus."""
    make = anew if read_anew else state
    return Session(make(root), lambda: make(root), who, TODAY)


def asked(sitting: Session, title: str) -> Question:
    """Give the question on a name."""
    return next(question for question in sitting.questions if question.title == title)


def decision(kind: str = "same", alliance: str = "", reason: str = "", who: str = "editor", **more: object) -> Decision:
    return Decision(kind, alliance, reason, who, TODAY, **more)  # type: ignore[arg-type]


def lines(root: Path) -> list[dict[str, str]]:
    """Read the judgements on file."""
    with (root / "corpus" / "judgements.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def homes(sitting: Session, title: str) -> set[str]:
    """Give whom the prints of a name are taken to mean."""
    return {match.alliance for match in sitting.state.ledger.matches if match.mention.name == title}
