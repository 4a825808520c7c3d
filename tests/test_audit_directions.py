"""Changes in findings: a rise and a fall are told as such, in both languages and in every form that shows them."""

from __future__ import annotations

import json
import re
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors.audit import audit_document
from extractors.ledger.meant import as_meant, same_value
from extractors.render.audit import audit_json, audit_text
from extractors.render.github import github_text
from extractors.render.pages.audit import audit_page
from extractors.render.sarif import sarif_json
from schemas.direction import directed, direction_words
from schemas.finding import Finding
from schemas.ledger import Corrected, Correction
from schemas.quantity import Quantity
from tests.audit_builders import case_ledger, case_reading, vocabulary
from tests.audit_pages import REPORT, rule_texts, shown

CASES = tomllib.loads((Path(__file__).parent / "cases" / "directions.toml").read_text(encoding="utf-8"))["case"]
SUSPECTS = {
    "zh": [("增加6家", "增加2家"), ("减少4家", "减少8家"), ("减少2家", "增加2家")],
    "en": [
        ("a rise of 6家", "a rise of 2家"),
        ("a fall of 4家", "a fall of 8家"),
        ("a fall of 2家", "a rise of 2家"),
    ],
}
SUM = {"zh": "增加6 + 减少4 = 增加2 ≠ 减少2", "en": "a rise of 6 + a fall of 4 = a rise of 2 ≠ a fall of 2"}


def findings(case: dict[str, Any]) -> list[Finding]:
    reading = case_reading(case)
    audit = audit_document(reading, case_ledger(case, reading), vocabulary(), alone="earlier" not in case)
    return [f for f in audit.findings if f.rule[:3] in ("SUM", "CHG")]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_a_change_is_told_with_its_direction(case: dict[str, Any]) -> None:
    (found,) = findings(case)
    told = {
        "rule": found.rule,
        "zh": found.message.zh,
        "en": found.message.en,
        "published": found.published,
        "recomputed": found.recomputed,
        "working": found.working,
        "suspects": [f"{s.published} → {s.would_be}" for s in found.suspects],
    }
    assert told == {**told, "suspects": [], **{key: case[key] for key in told if key in case}}


@pytest.mark.parametrize(
    "sentence",
    ["比上一年度增长16%", "比上一年度减少16%", "占参评联盟的61%，比上一年度提高16个百分点"],
)
def test_a_rate_is_held_against_no_count_of_the_earlier_report(sentence: str) -> None:
    text = ["2025年度产业技术创新战略联盟活跃度评价报告", "一、总体情况", f"活跃度高的联盟43家，{sentence}。"]
    assert findings({"text": text, "earlier": [{"period": "2024", "claims": ["count tier=high = 38家"]}]}) == []


@pytest.mark.parametrize(
    ("value", "text", "zh", "en"),
    [
        ("6", "6家", "增加6家", "a rise of 6家"),
        ("-4", "4家", "减少4家", "a fall of 4家"),
        ("-4", "-4家", "减少4家", "a fall of 4家"),
        ("-3", "三家", "减少三家", "a fall of 三家"),
        ("5", "近5家", "增加近5家", "a rise of 近5家"),
        ("-0.5", "0.50个百分点", "减少0.50个百分点", "a fall of 0.50个百分点"),
        ("0", "0家", "持平", "no change"),
    ],
)
def test_directions(value: str, text: str, zh: str, en: str) -> None:
    told = directed(Decimal(value), text)
    assert (direction_words(told, "zh"), direction_words(told, "en")) == (zh, en)


@pytest.mark.parametrize("text", ["大幅增加", "增加项目145个", "43家", "21 + 6 = 27 ≠ 28"])
def test_what_is_no_change_stays_as_printed(text: str) -> None:
    assert direction_words(text, "en") == text


# ---- what a person says is meant by a change


@pytest.mark.parametrize(
    ("meant", "value", "text"),
    [
        ("减少3家", "-3", "3家"),
        ("增加3家", "3", "3家"),
        ("3家", "-3", "3家"),
        ("3", "-3", "3家"),
        ("-3家", "-3", "3家"),
        ("＋3家", "3", "3家"),
        ("三家", "-3", "三家"),
        ("持平", "0", "0家"),
    ],
)
def test_a_change_is_meant_in_the_direction_said_else_in_the_one_printed(meant: str, value: str, text: str) -> None:
    quantity = meant_for("change tier=high = -4家 vs 2024", meant)
    assert quantity is not None
    assert (quantity.value, quantity.low, quantity.high) == (Decimal(value),) * 3
    assert quantity.text == text


@pytest.mark.parametrize(
    ("claim", "meant"),
    [
        ("count tier=high = 43家", "增加3家"),
        ("change tier=high = -4家 vs 2024", "减少3批"),
        ("change tier=high = 4家", "减少几家"),
    ],
)
def test_what_is_no_figure_of_its_kind_is_not_meant(claim: str, meant: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        meant_for(claim, meant)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("减少4家", "4家", True), ("增加三家", "3 家", True), ("减少4家", "5家", False), ("减少4家", "增加4家", False)],
)
def test_a_change_is_found_in_print_without_its_direction(one: str, other: str, same: bool) -> None:
    assert same_value(one, other) is same


def meant_for(line: str, meant: str) -> Quantity | None:
    reading = case_reading({"claims": [line]})
    told = Correction("k-0001", "misprint", "report", "", "", meant, "", "—", "", "", (), 0)
    made = Corrected(told, (reading.claims[0].where,))
    return as_meant(reading, (made,), vocabulary()).claims[0].quantity


# ---- every form that shows a finding, of a report in which a rise of 2 was made a fall of 2


@cache
def forms(lang: str) -> dict[str, str]:
    data = REPORT.read_text(encoding="utf-8").replace("比上一年度增加 2 家", "比上一年度减少 2 家").encode()
    laid, opened = shown(data, "report.txt")
    audits, infos, sources, readings = (laid.audit,), (laid.info,), (opened.source,), (opened.reading,)
    page = audit_page((laid,), readings, rule_texts(), "0", lang)
    return {
        "text": audit_text(audits, infos, readings, lang, columns=1000),
        "page": re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)),
        "json": audit_json(audits, infos),
        "sarif": sarif_json(audits, infos, sources, rule_texts(), "0", lang),
        "github": github_text(audits, infos, sources, lang),
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ["text", "page", "json", "sarif", "github"])
def test_the_sum_redone_is_told_in_every_form(form: str, lang: str) -> None:
    text = forms(lang)[form]
    assert SUM["zh" if form == "json" else lang] in text
    assert not re.search(r"\+ -|≠ -\d|-\d+家", text)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_suspect_is_told_with_what_it_would_have_to_be(lang: str) -> None:
    text, page = forms(lang)["text"], forms(lang)["page"]
    for published, would_be in SUSPECTS[lang]:
        gap = r" at .* were " if lang == "en" else " 为 "
        assert re.search(f"{published}{gap}{would_be}", text)
        assert f"{published} {',' if lang == 'en' else '为'} {would_be}" in page
    found = next(f for f in json.loads(forms(lang)["json"])[0]["findings"] if f["rule"] == "SUM-01")
    assert [(s["published"], s["would_be"]) for s in found["suspects"]] == SUSPECTS["zh"]


@pytest.mark.parametrize(
    ("lang", "printed", "meant"), [("zh", "减少6家", "增加6家"), ("en", "a fall of 6家", "a rise of 6家")]
)
def test_errata_name_the_direction(lang: str, printed: str, meant: str) -> None:
    lines = ["2025年度产业技术创新战略联盟活跃度评价报告"]
    for number, turn in zip("一二三四", ("增加", "增加", "增加", "减少"), strict=True):
        lines += [f"{number}、总体情况", f"活跃度高的联盟43家，比上一年度{turn}6家。"]
    laid, opened = shown("\n".join(lines).encode(), "report.txt")
    page = audit_page((laid,), (opened.reading,), rule_texts(), "0", lang)
    assert f"<td>{printed}</td><td><b>{meant}</b></td>" in page
