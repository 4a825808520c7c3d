"""Reports: one document, read in the order a person would: cover, contents, tables, people, headings, sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from pathlib import Path

from extractors.layout import (
    Contents,
    Printed,
    as_printed,
    find_contents,
    find_furniture,
    find_headings,
    passages,
    place_names,
    printed_lines,
    wrap_width,
)
from extractors.readers import bitmaps, draw_pages, read_source, reading_with, running, uncollected
from extractors.reports.accounts import account, contents_structure, page_structure
from extractors.reports.bulletin import entries, imprint, make_item
from extractors.reports.charts import chart_claims, find_charts
from extractors.reports.cover import choose_series, cover_year, read_cover
from extractors.reports.facsimile import facsimile
from extractors.reports.lists import enumerated
from extractors.reports.people import people_in_prose, publishers
from extractors.reports.rows import activity_rows, groups_of, table_rows
from extractors.statistics.claims import Spoken, read_passage, surest_dates
from extractors.statistics.mentions import full_names
from extractors.statistics.tokens import tokens
from extractors.tables import (
    ActivityTable,
    Member,
    PanelList,
    Table,
    find_activities,
    find_panel,
    find_strays,
    find_tables,
    rows_abreast,
    rows_of_cells,
)
from schemas.document import DocumentInfo, Source
from schemas.passage import Passage
from schemas.population import Population
from schemas.quantity import counted
from schemas.reading import Claim, Heading, Item, Label, Mention, Person, Reading, Row, Structure
from schemas.vocabulary import Vocabulary, all_series
from schemas.where import Where

_REFERENCE = re.compile(r"(附件|附录|附表|图|表)(\d{1,2})(?!\d)|见(下图|下表|上表|上图)")


def read_path(path: Path, document: str = "", file: str = "", vocabulary: Vocabulary | None = None) -> Reading:
    """Read a file.

    `document` is its id (the file's stem where empty), `file` the name shown (the path as given where empty).

    Raises:
        Unreadable: when it is no file, or nothing here can read it.

    """
    return read_bytes(path.read_bytes(), document or path.stem, file or path.name, vocabulary)


def read_bytes(data: bytes, document: str, file: str, vocabulary: Vocabulary | None = None) -> Reading:
    """Read the bytes of a file.

    Raises:
        Unreadable: when nothing here can read them, or they are of no declared series.

    """
    try:
        with uncollected():
            return read_decoded(read_source(data, document, file), vocabulary)
    finally:
        if (progress := running().progress) is not None:
            progress(0, 0)


def read_decoded(source: Source, vocabulary: Vocabulary | None = None) -> Reading:
    """Read a decoded document, of the series it names where no vocabulary is given.

    Raises:
        Unreadable: when it is of no declared series.

    """
    return read_document(source, vocabulary or choose_series(source, all_series()))


def read_document(source: Source, vocabulary: Vocabulary) -> Reading:
    """Read a decoded document: the order of steps."""
    printed = printed_lines(source)
    furniture = find_furniture(printed)
    lines = rows_of_cells(tuple(line for line in printed if line.line.number not in furniture), vocabulary)
    lines, abreast = rows_abreast(lines, vocabulary)
    width = wrap_width(lines)
    contents = find_contents(lines, source, vocabulary)
    body = tuple(line for line in lines if line.line.number not in contents.lines)
    tables = find_tables(body, vocabulary)
    activities = find_activities(body, vocabulary)
    panel = find_panel(body, vocabulary)
    charts = find_charts(body, vocabulary)
    taken = _taken(tables, activities, panel).union(*(chart.lines for chart in charts))
    prose = tuple(line for line in body if line.line.number not in taken)
    rows_found = sum(len(t.records) for t in tables)
    info = read_cover(source, body, vocabulary, rows_found, sum(len(line.text) for line in prose))
    headings = find_headings(prose, contents, source, vocabulary, info.kind == "bulletin", width)
    found = (*_listed(lines, contents), *passages(prose, taken, headings, vocabulary, width))
    known = _known(tables, panel, found, vocabulary)
    year = cover_year(info)
    spoken = tuple(read_passage(p, source, vocabulary, info.period, known, year, info.kind == "report") for p in found)
    pages = page_structure((line for line in printed if line.line.number in furniture), source)
    shares = chart_claims(charts, source, vocabulary, info.period)
    reading = _assemble(
        source, vocabulary, info, lines, pages, contents, tables, activities, panel, headings, spoken, shares
    )
    strays = tuple(source.where(ink.at) for ink in find_strays(body, taken, tables, abreast, vocabulary))
    cut_names = tuple(source.where(ink.at) for table in tables for ink in table.cut)
    return replace(reading, strays=strays, unsure_labels=_unsure(source), cut_names=cut_names)


def _unsure(source: Source) -> tuple[Where, ...]:
    """Place the lines of which the reader could not tell where they belong."""
    return tuple(source.where(tuple(range(x.start, x.end))) for x in source.lines if x.number in source.unsure)


def _taken(tables: tuple[Table, ...], activities: tuple[ActivityTable, ...], panel: PanelList) -> frozenset[int]:
    lines = [panel.lines, *(t.lines for t in tables), *(a.lines for a in activities)]
    return frozenset().union(*lines)


def _listed(lines: tuple[Printed, ...], contents: Contents) -> tuple[Passage, ...]:
    """Take the lines of a contents list that prints no pages (a bulletin's) as passages: their figures are told."""
    if any(e.page for e in contents.entries):
        return ()
    return tuple(Passage(line.ink, "contents", "", 0) for line in lines if line.line.number in contents.lines)


def _known(
    tables: tuple[Table, ...], panel: PanelList, found: tuple[Passage, ...], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Gather the full names the document prints anywhere, so that its short forms are known where they stand."""
    names = [r.name.text for t in tables for r in t.records] + [m.affiliation.text for m in panel.members]
    in_tables = tuple(n for n in names if n.endswith(vocabulary.entity.name_endings))
    prose = [name for p in found for name in full_names(p.ink.text, vocabulary.entity, in_tables)]
    return tuple(dict.fromkeys((*in_tables, *prose)))


def _assemble(
    source: Source,
    vocabulary: Vocabulary,
    info: DocumentInfo,
    lines: tuple[Printed, ...],
    pages: list[Structure],
    contents: Contents,
    tables: tuple[Table, ...],
    activities: tuple[ActivityTable, ...],
    panel: PanelList,
    headings: tuple[Heading, ...],
    spoken: tuple[Spoken, ...],
    shares: tuple[Claim, ...],
) -> Reading:
    prose_claims = (*(c for s in spoken for c in s.claims), *surest_dates(spoken))
    rows: list[Row] = []
    heads: list[Spoken] = []
    for number, table in enumerate(tables, 1):
        rows += table_rows(number, table, source, vocabulary, _streak(prose_claims))
        heads += _group_claims(table, source, vocabulary, info, headings)
    activity, activity_claims = _activities(activities, len(tables), source, vocabulary, info, headings)
    rows += activity
    claims = (*prose_claims, *(c for s in heads for c in s.claims), *activity_claims, *shares)
    people = tuple(_person(m, source) for m in panel.members)
    mentions = _mentions(tuple(rows), people, spoken, headings, info.kind, source)
    items, item_mentions = _items(info, headings, spoken, mentions, source, vocabulary)
    claimed = frozenset(chain.from_iterable(_claimed(claims, rows)))
    accounts = account(((s.passage, s.tokens) for s in (*spoken, *heads)), claimed, source)
    paged = any(e.page for e in contents.entries)
    contents_lines = [line for line in lines if paged and line.line.number in contents.lines]
    structure = (
        *pages,
        *contents_structure(contents_lines, source),
        *accounts.structure,
        *imprint(lines, source, vocabulary),
    )
    groups = tuple(g for n, t in enumerate(tables, 1) for g in groups_of(n, t, source))
    return Reading(
        document=info,
        rows=tuple(rows),
        groups=groups,
        claims=tuple(sorted(claims, key=_position)),
        mentions=item_mentions,
        panel=people,
        items=items,
        headings=headings,
        contents=contents.entries,
        structure=tuple(sorted(structure, key=lambda s: s.where.spans[0].start)),
        unread=accounts.unread,
        references=_references(spoken, source),
        labels=_labels((*spoken, *heads), source, vocabulary),
        people=tuple(people_in_prose((s.passage for s in spoken), panel.members, source, vocabulary)),
        wordings=tuple(w for s in spoken for w in s.wordings),
        cut=_end(source) if source.cut else None,
        enumerations=tuple(enumerated(spoken, source, claims, groups)),
        publishers=tuple(publishers((s.passage for s in spoken), source, vocabulary)),
        pictures=source.pictures,
    )


def _end(source: Source) -> Where | None:
    """Place the last character of a document."""
    printed = len(source.text.rstrip())
    return source.where((printed - 1,)) if printed else None


def _position(claim: Claim) -> tuple[int, int, str]:
    span = claim.where.spans[0]
    return (span.page, span.start, claim.kind)


def _claimed(claims: tuple[Claim, ...], rows: list[Row]) -> list[range]:
    places = [c.where for c in claims if c.kind != "list"] + [w for r in rows for _, w in r.cells]
    return [range(s.start, s.end) for w in places for s in w.spans]


def _streak(claims: tuple[Claim, ...]) -> Claim | None:
    """Find what the prose says of honours: a streak with its periods, the last that names them."""
    told = [c for c in claims if c.kind == "streak" and c.of and c.of[0].every and len(c.of[0].periods) > 1]
    return told[-1] if told else None


def _heading_at(headings: tuple[Heading, ...], line: int) -> int:
    return sum(1 for h in headings if h.where.spans[0].line <= line)


def _group_claims(
    table: Table, source: Source, vocabulary: Vocabulary, info: DocumentInfo, headings: tuple[Heading, ...]
) -> list[Spoken]:
    """Read the group headings of a table as sentences: 活跃度高的联盟（共 29 家）counts like prose does."""
    position = _heading_at(headings, min(table.lines)) if table.lines else 0
    place = place_names(headings)[position]
    return [
        read_passage(Passage(g.ink, "group", place, position), source, vocabulary, info.period, ())
        for g in table.groups
    ]


def _activities(
    found: tuple[ActivityTable, ...],
    tables: int,
    source: Source,
    vocabulary: Vocabulary,
    info: DocumentInfo,
    headings: tuple[Heading, ...],
) -> tuple[list[Row], list[Claim]]:
    rows: list[Row] = []
    claims: list[Claim] = []
    for number, table in enumerate(found, tables + 1):
        named = ((t, t.entry) for t in tokens(table.caption.text, vocabulary) if t.entry and t.entry.axis == "tier")
        tier, entry = next((pair for pair in named if pair[1].values), (None, None))
        label = as_printed(source, table.caption.cut(tier.start, tier.end)) if tier else ""
        key = entry.values[0] if entry else ""
        made = activity_rows(number, table, (key, label), source)
        rows += made
        position = _heading_at(headings, min(table.lines))
        for row, (_, activity, cell) in zip(made, table.columns, strict=True):
            of = Population(vocabulary.entity.name).having("activity", (activity or row.name,))
            of = of.having("tier", (key,)) if key else of
            quantity = counted(int(row.value), row.unit, cell.text)
            claims.append(
                Claim("count", vocabulary.entity.name, (of,), (), info.period, quantity, "", (), True,
                      f"{row.name} {cell.text}", row.cell("value"), place_names(headings)[position])
            )  # fmt: skip
    return rows, claims


def _person(member: Member, source: Source) -> Person:
    ink = member.person + member.affiliation + member.title
    return Person(
        as_printed(source, member.person),
        member.role,
        as_printed(source, member.affiliation),
        as_printed(source, member.title),
        source.where(ink.at),
        source.where(member.affiliation.at),
    )


def _mentions(
    rows: tuple[Row, ...],
    people: tuple[Person, ...],
    spoken: tuple[Spoken, ...],
    headings: tuple[Heading, ...],
    kind: str,
    source: Source,
) -> tuple[Mention, ...]:
    found = [
        Mention(r.name, "honour" if r.table == "honours" else "row", r.cell("name"))
        for r in rows
        if r.table != "activities"
    ]
    found += [Mention(p.affiliation, "panel", p.affiliation_where) for p in people]
    role = "item" if kind == "bulletin" else "prose"
    for part in spoken:
        closing = part.passage.ink.text.startswith("（") and part.passage.kind != "title"
        for token in part.tokens:
            if token.name:
                ink = part.passage.ink.cut(token.start, token.end)
                own = "contributor" if closing and kind == "bulletin" else role
                found.append(Mention(as_printed(source, ink), own, source.where(ink.at)))
    return tuple(found)


def _items(
    info: DocumentInfo,
    headings: tuple[Heading, ...],
    spoken: tuple[Spoken, ...],
    mentions: tuple[Mention, ...],
    source: Source,
    vocabulary: Vocabulary,
) -> tuple[tuple[Item, ...], tuple[Mention, ...]]:
    if info.kind != "bulletin":
        return (), mentions
    items = []
    found = entries(headings, tuple(s.passage for s in spoken), vocabulary)
    starts = [e.heading.where.spans[0].start for e in found] + [len(source.text)]
    for n, entry in enumerate(found):
        own = tuple(m for m in mentions if starts[n] <= m.where.spans[0].start < starts[n + 1])
        items.append(make_item(entry, own, source, vocabulary, cover_year(info)))
    return tuple(items), mentions


def _labels(spoken: tuple[Spoken, ...], source: Source, vocabulary: Vocabulary) -> tuple[Label, ...]:
    """Gather the words for values of axes, wherever they stand; a bare one with the stem it leaves out."""
    found = []
    for part in spoken:
        before = ""
        joined = False
        for token in part.tokens:
            entry = token.entry
            if entry is None or token.kind not in ("axis", "bare"):
                if before:
                    joined = token.kind in ("and", "list") or (joined and token.text == "的")
                    before = before if joined or (token.kind in ("head", "word") and len(token.text) <= 4) else ""
                continue
            if token.kind == "axis" or (joined and before == entry.axis):
                where = source.where(part.passage.ink.at[token.start : token.end])
                stem = vocabulary.axis(entry.axis).stem[0] if token.kind == "bare" else ""
                found.append(Label(entry.axis, entry.values, stem + token.text, where))
                before = entry.axis
            joined = False
    return tuple(found)


def _references(spoken: tuple[Spoken, ...], source: Source) -> tuple[Structure, ...]:
    """Find references to annexes, tables and figures, and the captions that answer them (type ends in `_here`)."""
    found = []
    for part in spoken:
        ink = part.passage.ink
        for m in _REFERENCE.finditer(ink.text):
            kind = {"附": "annex", "图": "figure", "表": "table"}[(m[1] or m[3][-1])[0]]
            here = m.start() == 0 and part.passage.kind in ("caption", "title")
            text = m.group() if m[1] else m[3]
            piece = ink.cut(m.start() if m[1] else m.start() + 1, m.end())
            found.append(Structure(kind + ("_here" if here else ""), text, source.where(piece.at)))
    return tuple(found)


__all__ = [
    "bitmaps",
    "draw_pages",
    "facsimile",
    "read_bytes",
    "read_decoded",
    "read_document",
    "read_path",
    "read_source",
    "reading_with",
]
