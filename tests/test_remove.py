"""Taking a document out of the corpus and putting it back: nothing is lost, and nothing is as it was not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extractors.desk.pending import Pending
from extractors.desk.remove import leave, plan_removal
from extractors.desk.state import state_of
from tests.corpora import (  # noqa: F401
    EDITION,
    FOUNDING,
    SMALL,
    Run,
    founding_file,
    ingested,
    lay,
    on_disk,
    reread,
    run,
    small,
    whole,
)
from tests.gold_files import ROOT
from tests.test_schemas import obey


def outputs(root: Path) -> dict[str, bytes]:
    """Give what a build made, but for the database, whose head names the library's version."""
    files = (p for p in (root / "outputs").rglob("*") if p.is_file() and p.suffix != ".sqlite")
    return {str(p.relative_to(root)): p.read_bytes() for p in files}


@pytest.mark.parametrize("document", FOUNDING)
def test_taken_out_and_put_back_all_is_as_it_was(document: str, run: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    before, file = on_disk(tmp_path), founding_file(document)
    assert run("--root", tmp_path, "remove", document, "--yes")[0] == 0
    assert f"corpus/documents/{file.name}" not in on_disk(tmp_path)
    assert run("--root", tmp_path, "ingest", file, "--yes")[0] == 0
    after = on_disk(tmp_path)
    # The manifest has its line at the end now: people read it as a list of what was registered when.
    assert sorted(after.pop("corpus/manifest.csv").splitlines()) == sorted(
        before.pop("corpus/manifest.csv").splitlines()
    )
    assert after == before
    assert run("--root", tmp_path, "build")[0] == 0
    assert outputs(tmp_path) == outputs(ROOT)


@pytest.mark.parametrize("document", FOUNDING)
def test_judgements_are_never_lost_by_a_removal(document: str) -> None:
    corpus = whole().desk.corpus
    entry = corpus.entry(document)
    assert entry
    pending, told = leave(Pending(whole().desk), entry, whole().ledger)
    assert pending.corpus.judgements == corpus.judgements
    resting = {j.id for j in corpus.judgements if f"{document}@" in j.evidence or f"{document}#" in j.evidence}
    assert {judgement.id for judgement in told.judgements} == resting
    assert {judgement.fate for judgement in told.judgements} <= {"rests"}


def test_a_judgement_that_names_the_leaving_document_nowhere_gets_the_place_as_evidence(tmp_path: Path) -> None:
    # 应急装备 is printed in the bulletin alone; here its judgement rests on another document.
    root = lay(tmp_path, SMALL)
    path = root / "corpus" / "judgements.csv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("j-0003")]
    lines.append("j-0099,same,应急装备产业技术创新战略联盟,al-0021,release-2019#honours/1,同一家,editor,2026-11-20,")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    before = reread(root)
    plan = plan_removal(before, ("bulletin-2026-01",))
    told = {judgement.id: judgement.fate for judgement in plan.removals[0].resting.judgements}
    assert told["j-0099"] == "completed"
    added = plan.pending.corpus.judgements[-1]
    assert (added.supersedes, added.names, added.alliance) == ("j-0099", ("应急装备产业技术创新战略联盟",), "al-0021")
    assert "bulletin-2026-01@" in added.evidence
    state_of(plan.pending.desk)
    back = ingested(state_of(plan.pending.desk), founding_file("bulletin-2026-01"))
    for table in ("alliances", "honours", "items", "claims"):
        assert dict(back.after.rows)[table] == dict(before.rows)[table]


def test_nothing_is_taken_out_without_a_yes(run: Run, small: Path) -> None:
    before = on_disk(small)
    for words in ((), ("--dry-run",), ("--no-input",), ("--format", "json")):
        assert run("--root", small, "remove", "release-2019", *words)[0] == 0
    code, out, err = run("--root", small, "remove", "report-1999", "--yes")
    assert (code, out, len(err.splitlines())) == (2, "", 3)
    assert on_disk(small) == before


CORRECTED = """[[correction]]
id = "k-0001"
verdict = "misprint"
document = "report-2018"
at = "evaluations/40/code"
expect = "348"
meant = "139"
reason = "2025 年报印 139"
who = "editor"
date = "2026-11-20"

[[correction]]
id = "k-0002"
verdict = "stands"
document = "report-2025"
at = "evaluations/1/code"
expect = "102"
reason = "核对过"
who = "editor"
date = "2026-11-20"

[[correction]]
id = "k-0003"
verdict = "retract"
supersedes = ["k-0002"]
reason = "看错"
who = "editor"
date = "2026-11-21"
"""


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """Lay the founding corpus with a correction of 2018, and one of 2025 that was taken back."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    (tmp_path / "corpus" / "corrections.toml").write_text(CORRECTED, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("lang", "words"), [("zh", "“348”应为“139”"), ("en", "“348” for “139”")])
def test_corrections_that_rest_on_what_leaves_are_told(lang: str, words: str, run: Run, corrected: Path) -> None:
    _, told, _ = run("--root", corrected, "--lang", lang, "remove", "report-2018", "--dry-run")
    assert f"k-0001 {words}" in told
    _, other, _ = run("--root", corrected, "--lang", lang, "remove", "report-2025", "--dry-run")
    assert "k-000" not in other
    value = obey("remove", run("--root", corrected, "remove", "report-2018", "--format", "json")[1])
    assert [c["correction_id"] for c in value["removals"][0]["corrections"]] == ["k-0001"]


def test_a_correction_rests_while_its_document_is_out(run: Run, corrected: Path) -> None:
    before = (corrected / "corpus" / "corrections.toml").read_bytes()
    assert run("--root", corrected, "remove", "report-2018", "--yes")[0] == 0
    assert reread(corrected).ledger.corrections == ()
    assert run("--root", corrected, "ingest", founding_file("report-2018"), "--yes")[0] == 0
    assert [c.correction.id for c in reread(corrected).ledger.corrections] == ["k-0001"]
    assert (corrected / "corpus" / "corrections.toml").read_bytes() == before


def test_an_edition_that_takes_the_place_of_another_tells_what_rests_on_that(run: Run, small: Path) -> None:
    _, told, _ = run("--root", small, "ingest", EDITION, "--replace", "--dry-run")
    assert "j-0003" in told
    value = obey("ingest", run("--root", small, "ingest", EDITION, "--replace", "--format", "json")[1])
    assert "j-0003" in [j["judgement_id"] for j in value["intakes"][0]["resting"]["judgements"]]
