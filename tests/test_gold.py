"""What is read from the founding documents, against what was transcribed from them by hand."""

from __future__ import annotations

import pytest

from schemas.reading import Reading
from tests.conftest import reading_of
from tests.gold_files import GOLD, ROOT, gold

WITH_ROWS = ("report-2016", "report-2018", "release-2019", "report-2025")
WITH_PANEL = ("report-2018", "report-2025")
ALL = (*WITH_ROWS, "bulletin-2026-01")


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("document", WITH_ROWS)
def test_rows_are_exactly_the_printed_rows(document: str) -> None:
    rows = [r for r in reading_of(document).rows if r.table != "activities"]
    read = [
        (
            r.table,
            str(r.rank),
            bare(r.name),
            r.code,
            r.score,
            r.tier,
            r.honour,
            r.start,
            r.end,
            str(r.periods_count or ""),
        )
        for r in rows
    ]
    printed = [
        tuple(
            g[k] for k in ("table", "rank", "name", "code", "score", "tier", "honour", "start", "end", "periods_count")
        )
        for g in gold(f"rows-{document}")
    ]
    assert read == printed


def test_the_bulletin_has_no_rows() -> None:
    assert reading_of("bulletin-2026-01").rows == ()


@pytest.mark.parametrize("document", ("report-2016", "report-2018"))
def test_activity_tables(document: str) -> None:
    rows = [r for r in reading_of(document).rows if r.table == "activities"]
    read = [(r.tier, str(r.rank), bare(r.name), r.value, r.unit) for r in rows]
    assert read == [
        (g["tier"], g["position"], g["label"], g["value"], g["unit"]) for g in gold(f"activities-{document}")
    ]


@pytest.mark.parametrize("document", WITH_PANEL)
def test_panels(document: str) -> None:
    read = [(p.person, p.role, bare(p.affiliation), bare(p.title)) for p in reading_of(document).panel]
    assert read == [(g["person"], g["role"], g["affiliation"], g["title"]) for g in gold(f"panel-{document}")]


@pytest.mark.parametrize("document", ALL)
def test_headings(document: str) -> None:
    read = [
        (h.number, h.level, bare(h.text), h.in_contents, bare(h.contents_text)) for h in reading_of(document).headings
    ]
    printed = [
        (g["number"], int(g["level"]), g["text"], g["in_contents"] == "true", g["contents_text"])
        for g in gold(f"headings-{document}")
    ]
    assert read == printed


def test_bands() -> None:
    read = set()
    for document in WITH_ROWS:
        for claim in reading_of(document).claims:
            interval = claim.of[0].interval("score") if claim.kind == "band" else None
            if interval:
                tier = (claim.of[0].values("tier") or ("",))[0]
                read.add((document, tier, str(interval.low or ""), str(interval.high or "")))
    printed = {(g["document"], g["tier"], g["low"], g["high"]) for g in gold("bands")}
    assert read == printed


def test_items() -> None:
    reading = reading_of("bulletin-2026-01")
    sections = [h.text for h in reading.headings if h.level == 1]
    names = {m.id: m.name for m in reading.mentions}
    read = [
        (str(sections.index(i.section) + 1), str(i.position), bare(i.heading), i.date_text, i.date_from, i.date_to,
         i.contributor, i.source, ";".join(dict.fromkeys(bare(names[m]) for m in i.mentions)))
        for i in reading.items
    ]  # fmt: skip
    columns = (
        "section",
        "position",
        "heading",
        "date_text",
        "date_from",
        "date_to",
        "contributor",
        "source",
        "alliances",
    )
    assert read == [tuple(g[c] for c in columns) for g in gold("items-bulletin-2026-01")]


def test_dates_of_the_procedure() -> None:
    read = {
        (document, c.measure, c.date_from, c.date_to)
        for document in ("report-2016", "report-2018", "report-2025")
        for c in reading_of(document).claims
        if c.kind == "date"
    }
    printed = {
        (g["document"], g["event"], g["date_from"], g["date_to"]) for g in gold("procedure") if g["event"] != "release"
    }
    assert read == printed


def test_named_lists() -> None:
    lists: dict[tuple[str, str], list[str]] = {}
    for g in gold("lists"):
        lists.setdefault((g["document"], g["what"]), []).append(g["name"])
    for (document, what), names in lists.items():
        claims = [c for c in reading_of(document).claims if c.kind == "list"]
        read = [[bare(m) for m in c.members] for c in claims]
        parts = [members for members in read if set(members) <= set(names)]
        assert [m for members in parts for m in members] == names, (document, what)


def test_offsets_give_the_quotes_back(reading: Reading) -> None:
    text = (ROOT / "corpus" / reading.document.file).read_bytes().decode("utf-8")
    places = [r.where for r in reading.rows] + [w for r in reading.rows for _, w in r.cells]
    places += [c.where for c in reading.claims] + [m.where for m in reading.mentions]
    places += [p.where for p in reading.panel] + [h.where for h in reading.headings]
    places += [w for i in reading.items for w in (i.where, i.text_where)] + [s.where for s in reading.structure]
    assert places
    for place in places:
        assert "".join(text[s.start : s.end] for s in place.spans) == place.quote
        assert place.quote == place.quote.strip() and place.quote


def test_every_gold_file_is_used() -> None:
    assert {p.stem for p in GOLD.glob("rows-*.csv")} == {f"rows-{d}" for d in WITH_ROWS}


def test_the_imprint_of_the_bulletin() -> None:
    reading = reading_of("bulletin-2026-01")
    printed = {g["field"]: g["value"] for g in gold("imprint-bulletin-2026-01")}
    lines = {s.type: "" for s in reading.structure}
    for item in reading.structure:
        lines[item.type] += item.text
    kinds = {"recipients": "recipients", "editor": "editor", "reviewer": "reviewer", "signatory": "signatory"}
    kinds |= {"address": "address", "phone": "telephone", "web": "contact", "wechat": "contact", "mail": "contact"}
    for field, value in printed.items():
        kind = kinds.get(field.partition("_")[0])
        if kind is not None:
            where = lines[kind] if kind == "telephone" else lines[f"imprint_{kind}"]
            assert value in where, field
    assert (reading.document.issue, reading.document.published) == ("2026-01", printed["published"])
    assert f"总第{printed['issue_total']}期" in lines["ordinal"] and printed["issue"] in lines["ordinal"]
