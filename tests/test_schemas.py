"""Every output obeys its JSON Schema, and the schemas are strict and agree with each other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from extractors.render.audit import audit_json, findings_json
from extractors.render.history import History
from extractors.render.reading import claimed_figures, reading_json
from extractors.render.roster_json import roster_json
from schemas.document import DocumentInfo
from schemas.finding import Audit, Checked, Finding, Message, Suspect
from schemas.ledger import Evaluation, Honour, NameSeen, PanelSeat, Period, Profile
from schemas.population import Interval, Population
from schemas.quantity import Quantity, counted
from schemas.reading import Claim, Heading, Item, Mention, Person, Reading, Row, Structure
from schemas.where import Span, Where

FOLDER = Path(__file__).resolve().parent.parent / "schemas" / "json"
NAMES = tuple(sorted(path.name.removesuffix(".schema.json") for path in FOLDER.glob("*.schema.json")))


def schema(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))


def obey(name: str, text: str) -> Any:
    """Check a text against a schema and give its value."""
    value = json.loads(text)
    Draft202012Validator(schema(name)).validate(value)
    return value


def place(quote: str, line: int = 1, document: str = "report-2025", box: bool = False) -> Where:
    span = Span(1, line, None, None, (1.0, 2.0, 3.5, 4.0)) if box else Span(1, line, 10 * line, 10 * line + len(quote))
    return Where(document, f"{document}.txt", quote, (span,), "pdf" if box else "text", 0.97 if box else 1.0)


HIGH = Population(periods=("2025",)).having("tier", ("high",))
INFO = DocumentInfo(
    "report-2025", "report-2025.txt", "a" * 64, "text/plain", "report", "alliance-activity", "2025", "", "年报",
    "协发网", "2026-04", 32,
)  # fmt: skip
FULL_ROW = Row(
    "evaluations", 1, 1, "电动汽车产业技术创新战略联盟", "212", "92.5", "high", "活跃度高", "", "", "", None, "", "",
    place("1 电动", 4),
)  # fmt: skip
HONOUR_ROW = Row(
    "honours", 2, 3, "化纤产业技术创新战略联盟", "D101", "", "", "", "A", "2022", "2025", 3, "", "", place("3 化纤", 5)
)
BARE_ROW = Row(
    "activities", 3, None, "共建研发平台", "", "", "", "", "", "", "", None, "12", "家", place("12", 6, box=True)
)
PERSON = Person("李某", "head", "某大学", "教授", place("李某", 7), place("某大学", 7))


def claim(kind: str, quantity: Quantity | None, line: int, **more: Any) -> Claim:
    plain: dict[str, Any] = {
        "measure": "", "of": (HIGH,), "base": (), "period": "2025", "against_period": "", "members": (),
        "complete": True,
    }  # fmt: skip
    return Claim(kind=kind, quantity=quantity, text="活跃度高43家", where=place("43家", line), **{**plain, **more})


CLAIMS = (
    claim("count", counted(43, "家"), 20),
    claim("share", Quantity(Decimal("61.430"), "%", 3, "61.430%", None, Decimal("61.43")), 21, base=(Population(),)),
    claim("band", None, 22, of=(HIGH.within("score", Interval(Decimal(80), None, True, False)),)),
    claim("amount", Quantity(Decimal("3.5E+3"), "亿元", 0, "3500亿元", None, None), 23, measure="funds", period=""),
    claim("list", None, 24, of=(Population(members=("甲联盟",), complete=False),), members=("甲联盟",), complete=False),
    claim("date", None, 25, of=(), date_from="2025-10-28", date_to="2025-10-28", place="一"),
    claim("change", counted(-6, "家"), 26, against_period="2024"),
)
READING = Reading(
    document=INFO,
    rows=(BARE_ROW, HONOUR_ROW, FULL_ROW),
    groups=(),
    claims=CLAIMS,
    mentions=(Mention("化纤联盟", "prose", place("化纤联盟", 30)),),
    panel=(PERSON, Person("王某", "adviser", "", "", place("王某", 8), place("王某", 8))),
    items=(
        Item(
            "重要政策动态",
            1,
            "标题",
            "近日",
            "",
            "",
            "",
            "科技部",
            ("m-1",),
            "正文",
            place("标题", 40),
            place("正文", 41),
        ),
    ),
    headings=(
        Heading(1, "三", 1, "联盟活跃度情况", True, "联盟活跃度情况", place("三", 2)),
        Heading(2, "", 2, "无号", False, "", place("无号", 3)),
    ),
    contents=(),
    structure=(Structure("date", "2025年", place("2025年", 9)),),
    unread=(place("7", 50),),
)
FINDING = Finding(
    "SUM-01", "error", "笔误", "print", Message("分项与合计不符", "parts do not add up"), "146家", "147家",
    "52 + 39 + 55 = 146", (place("146家", 20),), (place("52家", 21), place("39家", 22)),
    (Suspect(place("146家", 20), "146", "147", 3),),
)  # fmt: skip
BARE_FINDING = Finding(
    "FILE-01", "note", "", "open", Message("读不了", "cannot be read"), "", "", "", (Where("x", "x.txt", "", ()),), ()
)
AUDIT = Audit(
    "report-2025",
    (BARE_FINDING, FINDING),
    (Checked(place("43家", 20), ("SUM-01", "ROW-01")),),
    (place("61.43%", 21),),
    1,
)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_itself_valid(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield node
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from objects(value)


@pytest.mark.parametrize("name", NAMES)
def test_every_object_is_closed_and_every_key_required(name: str) -> None:
    for node in objects(schema(name)):
        if "properties" in node:
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])


def test_shared_definitions_are_the_same_everywhere() -> None:
    for key in ("where", "document", "counts"):
        found = [schema(name)["$defs"][key] for name in NAMES if key in schema(name)["$defs"]]
        assert all(one == found[0] for one in found), key


def test_a_full_reading_obeys() -> None:
    value = obey("reading", reading_json(READING))
    share = next(c for c in value["claims"] if c["kind"] == "share")
    assert (share["value"], share["low"], share["high"], share["decimals"]) == ("61.430", None, "61.43", 3)
    assert next(c for c in value["claims"] if c["kind"] == "amount")["value"] == "3500"
    band = next(c for c in value["claims"] if c["kind"] == "band")
    assert band["of"][0]["intervals"] == {
        "score": {"low": "80", "high": None, "includes_low": True, "includes_high": False}
    }
    assert [r["name"][:2] for r in value["rows"]] == ["电动", "化纤", "共建"]
    assert value["numbers"]["claimed"] == claimed_figures(READING) == len(CLAIMS) - 1


def test_what_is_absent_is_null_and_never_an_empty_string() -> None:
    def empties(node: Any, path: str = "") -> Iterator[str]:
        if isinstance(node, dict):
            for key, value in node.items():
                yield from empties(value, f"{path}.{key}")
        elif isinstance(node, list):
            for value in node:
                yield from empties(value, path)
        elif node == "":
            yield path

    assert list(empties(json.loads(reading_json(READING)))) == []


def test_an_empty_reading_obeys() -> None:
    empty = Reading(
        DocumentInfo("x", "x", "0" * 64, "text/plain", "", "", "", "", "", "", "", 1),
        (), (), (), (), (), (), (), (), (), (),
    )  # fmt: skip
    obey("reading", reading_json(empty))


def test_audits_obey() -> None:
    value = obey("audit", audit_json((AUDIT,), (INFO,)))
    assert value[0]["counts"] == {"pass": 1, "unchecked": 1, "note": 1, "warning": 0, "error": 1}
    assert [f["level"] for f in value[0]["findings"]] == ["error", "note"]


def test_findings_obey_and_one_that_two_documents_share_counts_once() -> None:
    other = Audit("report-2018", (FINDING,), (), (), 0)
    value = obey(
        "findings",
        findings_json((AUDIT, other), (("report-2025", "a.txt"), ("gone", "b.txt")), frozenset({"report-2025"})),
    )
    assert value["counts"]["error"] == 1
    assert [d["read"] for d in value["documents"]] == [True, False]
    assert value["findings"][0]["documents"] == ["report-2025"]


def test_a_roster_obeys() -> None:
    profile = Profile(
        "al-0001", "化纤产业技术创新战略联盟", ("1",), ("101",), "2016", "2025", ("2016",), (), ("2022-2025",)
    )
    evaluations = (
        Evaluation("2016", "al-0001", FULL_ROW, "high", ("high",), "printed", ()),
        Evaluation("2017", "al-0001", None, "", ("average", "not_evaluated"), "inferred", ("r-1",)),
    )
    history = History(
        profile,
        (NameSeen("al-0001", "化纤联盟", "short", "2016", "2016", ""),),
        evaluations,
        (Honour("al-0001", HONOUR_ROW),),
        (PanelSeat("2025", "al-0001", PERSON),),
    )
    period = Period("2016", 2016, 2016, "", "", "report-2016", 146, None, 100, "printed", ())
    obey("roster", roster_json((history,), (period,)))


def test_founding_readings_obey(reading: Reading) -> None:
    value = obey("reading", reading_json(reading))
    assert len(value["rows"]) == len(reading.rows)
    known = {mention["id"] for mention in value["mentions"]}
    assert all(set(item["mentions"]) <= known for item in value["items"])


def test_json_can_not_steer_a_terminal_and_loses_nothing() -> None:
    from extractors.render.plain import dump

    nasty = "甲\x1b[31m\u202e乙\x9b\x00\x7f"
    text = dump({"a": nasty})
    assert json.loads(text) == {"a": nasty}
    assert not set(text) & {"\x1b", "\u202e", "\x9b", "\x00", "\x7f"}
