"""The roster page: what it holds, that nothing in it acts, its size, and that the same corpus gives the same bytes."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest

from extractors.audit import audit_corpus
from extractors.ledger.cohorts import cohorts_of
from extractors.ledger.standing import standings_of
from extractors.render.pages.frame import asset
from extractors.render.pages.roster import SCRIPTS
from extractors.render.pages.roster_words import words
from schemas.ledger import Ledger
from tests.roster_made_up import HARMFUL, harmful, large, page_of
from tests.test_ledger_facts import VOCABULARY, ledger, named

MEGABYTE = 1_000_000


@cache
def founding() -> str:
    return page_of(ledger())


def data(text: str) -> dict[str, Any]:
    blocks = re.findall(r'<script type="application/json" id="data-(\w+)">(.*?)</script>', text, re.S)
    return {name: json.loads(body) for name, body in blocks}


def one(name: str) -> dict[str, Any]:
    return next(a for a in data(founding())["alliances"] if a["id"] == named(name))


def kind(standing: Any) -> str:
    """Give the kind of a standing; that of a tier shows from its basis and score."""
    if isinstance(standing, str):
        return standing
    return standing.get("k") or ("inferred" if "o" in standing else "scored" if "s" in standing else "unscored")


def test_the_same_ledger_gives_the_same_bytes() -> None:
    assert page_of(ledger()) == founding()


def test_two_hundred_alliances_by_fifteen_periods_stay_under_a_megabyte() -> None:
    text = page_of(large())
    held = data(text)
    assert len(held["alliances"]) == 200 and len(held["periods"]) == 15
    assert all(kind(s) == "scored" for a in held["alliances"] for s in a["s"])
    assert len(text.encode()) < MEGABYTE


def test_it_fetches_nothing_and_runs_only_its_own_scripts() -> None:
    text = founding()
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", text)
    assert "@import" not in text and "url(http" not in text
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy and "default-src 'none'" in policy[1] and "'unsafe-inline'" not in policy[1].split("script-src")[1]
    assert policy[1].count("sha256-") == len(SCRIPTS)


def test_an_alliance_is_one_line() -> None:
    lines = [
        json.loads(line.rstrip(",")) for line in founding().splitlines() if '"codes":' in line or '"names":' in line
    ]
    assert [line["id"] for line in lines] == [p.alliance for p in ledger().profiles if p.first_seen]


def test_it_says_of_every_period_what_the_ledger_says() -> None:
    standings = standings_of(ledger())
    for held in data(founding())["alliances"]:
        told = standings[held["id"]]
        assert [kind(s) for s in held["s"]] == [s.kind for s in told]
        assert [s.get("t", "") if isinstance(s, dict) else "" for s in held["s"]] == [s.tier for s in told]
        assert [s.get("s", "") if isinstance(s, dict) else "" for s in held["s"]] == [s.score for s in told]


def test_a_tier_has_its_printed_word_and_its_place() -> None:
    vans = one("电动汽车")
    periods = [p["p"] for p in data(founding())["periods"]]
    first = vans["s"][periods.index("2016")]
    assert (kind(first), first["t"], first["s"], first["g"]) == ("scored", "low", "47", "average")
    assert first["at"] == [["", "附件", 351]]
    assert first["q"] == ["84\t", 0, "\t47"] and vans["names"][0]["n"] == "电动汽车产业技术创新战略联盟"
    assert vans["s"][periods.index("2017")]["o"] == "inferred"
    assert vans["s"][periods.index("2017")]["at"][0][0] == "release-2019"
    graphite = one("石墨")["s"][periods.index("2018")]
    assert graphite["w"] == "不活跃" and graphite["t"] == "low"


def test_kinds_of_nothing_are_told_apart() -> None:
    held = data(founding())
    kinds = {kind(s) for a in held["alliances"] for s in a["s"]}
    assert {"not_joined", "not_evaluated", "named_absent", "no_report", "unscored", "not_high"} <= kinds


def test_bands_break_where_they_changed() -> None:
    compared = {p["p"]: (p["compared"], p["since"]) for p in data(founding())["periods"]}
    assert compared == {
        "2016": ("", ""),
        "2017": ("unknown", "2016"),
        "2018": ("same", "2016"),
        "2019": ("same", "2018"),
        "2024": ("unknown", "2019"),
        "2025": ("changed", "2019"),
    }
    bridges = data(founding())["bridges"]
    assert [(b["from"], b["to"]) for b in bridges] == [("2018", "2025")]
    assert sum(count for _, _, count in bridges[0]["rows"]) == 88
    assert ["fairly_high", "high", 5] in bridges[0]["rows"]


def test_cohorts_spell_out_their_denominators() -> None:
    found = {(c.period, c.batch): c for c in cohorts_of(ledger(), VOCABULARY)}
    listed = [total.value for b in ("1", "2", "3", "later") if (total := found[("2025", b)].listed)]
    assert listed == [52, 39, 55, 19]
    for period, evaluated in (("2016", 100), ("2018", 88), ("2025", 70)):
        totals = [c.evaluated.value for (p, _), c in found.items() if p == period and c.evaluated]
        assert sum(totals) == evaluated
    network = found[("2018", "later")]
    assert network.evaluated and (network.evaluated.value, network.evaluated.basis) == (6, "derived")
    assert network.high and network.high.value == 1
    for cohort in data(founding())["cohorts"]:
        for stage in ("listed", "evaluated", "high"):
            assert cohort[stage] is None or cohort[stage][2], cohort


def test_disputes_renames_and_confusions_are_there() -> None:
    brine = one("卤水精细化工")
    assert {c["v"] for c in brine["codes"]} == {"disputed"} and brine["find"]
    cleaner = one("重点行业减污降碳")
    former = next(n for n in cleaner["names"] if n["k"] == "former")
    assert dict(data(founding())["judgements"])[former["j"]]["kind"] == "rename"
    assert {f["id"] for f in data(founding())["findings"]} >= set(cleaner["find"])
    meat = one("国家肉类加工产业科技创新联盟")
    assert named("肉类加工产业技术创新战略联盟") in [other["id"] for other in meat["like"]]


def test_every_finding_pointed_at_has_the_page_of_its_document() -> None:
    audits = {a.document: {f.id for f in a.findings} for a in audit_corpus(ledger(), VOCABULARY)}
    for finding in data(founding())["findings"]:
        assert finding["id"] in audits[finding["doc"]]


@pytest.mark.parametrize("made", [harmful, ledger], ids=["harmful", "founding"])
def test_nothing_of_a_document_leaves_its_data(made: Any) -> None:
    text = page_of(made())
    outside = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.S)
    for code in SCRIPTS:
        outside = outside.replace(asset(code), "")
    assert "owned" not in outside and "onerror" not in outside and "HYPERLINK" not in outside
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
    assert text.count("<script>") == len(SCRIPTS)
    for body in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.S):
        assert "<" not in body


def test_harmful_names_are_kept_as_text() -> None:
    names = [a["n"] for a in data(page_of(harmful()))["alliances"]]
    assert names[0] == HARMFUL[0] and names[2] == HARMFUL[2] and len(names[4]) == len(HARMFUL[4])
    assert names[3] == HARMFUL[3].replace("\u202e", "⟨202E⟩").replace("\u2066", "⟨2066⟩")


def test_every_word_has_both_languages() -> None:
    told = words()
    for key, message in told.items():
        assert bool(message.zh) == bool(message.en), key
        assert set(re.findall(r"\{\d\}", message.zh)) == set(re.findall(r"\{\d\}", message.en)), key
    asked = {key for code in SCRIPTS for key in re.findall(r'\bt\("([\w.]+)"', asset(code))}
    assert asked and asked <= set(told)
    english = dict(data(founding())["english"])
    held = data(founding())
    said = {f["zh"] for f in held["findings"]} | {
        s[3] for a in held["alliances"] for s in a.get("steps", ()) if s[3:] and s[3]
    }
    assert said <= set(english)


def test_an_empty_ledger_has_a_page() -> None:
    empty = Ledger((), (), (), (), (), (), ())
    assert data(page_of(empty))["alliances"] == []
