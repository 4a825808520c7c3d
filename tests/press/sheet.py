"""Typesetting: a document's parts in order, and its tables row by row over blocks and pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.press.copy import Copy, Printed, digits
from tests.press.pen import LEADING, MARGIN, TITLE, Pen
from tests.press.plan import Plan

HEADS = {"rank": "序号", "name": "联盟名称", "code": "批次", "score": "评分", "tier": "等级", "remark": "备注"}
NOTE = "*备注：“批次”一栏首位数字 1、2、3 分别代表第一、二、三批试点联盟。"


@dataclass(slots=True)
class Line:
    """One row of a table as it is set: what its cells hold by column, or a heading that runs through."""

    cells: dict[str, list[str]] = field(default_factory=dict)
    through: str = ""
    tier: str = ""
    head: bool = False


@dataclass(slots=True)
class Placed:
    """A row with its place."""

    line: Line
    top: float
    bottom: float


def typeset(copy: Copy, plan: Plan) -> bytes:
    """Set the whole document."""
    pen = Pen(plan)
    _cover(pen)
    if plan.contents:
        _contents(pen)
    pen.open_page()
    _prose(pen, copy)
    if plan.people:
        _people(pen, copy)
    _heading(pen, "附件 2：活跃度评价结果表")
    if not plan.start_low:
        pen.open_page()
    columns = _columns(plan, True)
    _table(pen, copy, _result_lines(pen, copy, _widths(pen, columns)["name"]), columns)
    if plan.note:
        pen.need(3 * plan.size * LEADING)
        pen.paragraph(NOTE)
    if plan.honours:
        _heading(pen, "附件 3：A 级活跃度联盟名单")
        columns = _columns(plan, False)
        width = _widths(pen, columns)["name"]
        _table(pen, copy, [_row(pen, copy, r, width) for r in copy.honours], columns)
    pen.paragraph(copy.paragraphs[-1])
    return pen.finish()


def _cover(pen: Pen) -> None:
    pen.centred(0, pen.width, 200, "2024 年度" + TITLE, 18)
    pen.centred(0, pen.width, 420, "产业技术创新战略联盟协同发展网", 12)
    pen.centred(0, pen.width, 450, "2025 年 4 月", 12)


def _contents(pen: Pen) -> None:
    pen.open_page()
    pen.centred(0, pen.width, pen.y, "目 录", 16)
    pen.y += 40
    size = pen.plan.size
    titles = ("一、前言", "二、活跃度评价工作组织", "1.活跃度评价的原则", "2.评价指标及内容", "3.本次评价范围和程序",
              "三、联盟活跃度情况", "四、对联盟主管部门的相关建议", "附件 1：评价专家组成员",
              "附件 2：活跃度评价结果表", "附件 3：A 级活跃度联盟名单")  # fmt: skip
    for n, title in enumerate(titles):
        page = str(n + 3)
        room = pen.width - 2 * MARGIN - pen.length(title + page, size) - 8
        dots = "." * max(3, int(room / pen.length(".", size)))
        pen.text(MARGIN, pen.y, title, size)
        pen.text(MARGIN + pen.length(title, size) + 4, pen.y, dots, size)
        pen.text(pen.width - MARGIN - pen.length(page, size), pen.y, page, size)
        pen.y += size * LEADING * 1.2


def _heading(pen: Pen, text: str) -> None:
    pen.need(6 * pen.plan.size * LEADING)
    pen.y += pen.plan.size
    pen.text(MARGIN, pen.y, text, pen.plan.size + 2)
    pen.y += (pen.plan.size + 2) * LEADING * 1.3


def _prose(pen: Pen, copy: Copy) -> None:
    _heading(pen, "一、前言")
    pen.paragraph(copy.paragraphs[0])
    if pen.plan.two_column_prose:
        _two_columns(pen, copy.paragraphs[1] + copy.paragraphs[2])
    else:
        pen.paragraph(copy.paragraphs[1])
    _heading(pen, "四、对联盟主管部门的相关建议")
    for n, text in enumerate(copy.paragraphs[2:6], 1):
        pen.paragraph(f"{n}. {text}" if pen.plan.numbered else text)
    if pen.plan.numbered:
        for n, text in enumerate(copy.paragraphs[3:7], 1):
            pen.paragraph(f"{n}、" + text.split("，")[0] + "。")


def _two_columns(pen: Pen, text: str) -> None:
    size, gutter = pen.plan.size, 24.0
    width = (pen.width - 2 * MARGIN - gutter) / 2
    lines = pen.wrap(text, width, size)
    half = (len(lines) + 1) // 2
    pen.need((half + 1) * size * LEADING)
    for n in range(half):
        for k, x in ((n, MARGIN), (n + half, MARGIN + width + gutter)):
            if k < len(lines):
                pen.text(x, pen.y, lines[k], size)
        pen.y += size * LEADING
    pen.y += size


def _people(pen: Pen, copy: Copy) -> None:
    _heading(pen, "附件 1：评价专家组成员")
    size = pen.plan.size
    column = (MARGIN, MARGIN + 3 * size, MARGIN + 8 * size, MARGIN + 26 * size)
    for n, (person, affiliation, title) in enumerate(copy.people, 1):
        pen.need(size * 2)
        if pen.plan.people == "bulleted":
            pen.text(MARGIN, pen.y, f"（{n}）{person}，{affiliation}{title}", size)
        else:
            if pen.plan.people == "table":
                pen.text(column[0], pen.y, str(n), size)
            pen.text(column[1], pen.y, person, size)
            pen.text(column[2], pen.y, affiliation, size)
            pen.text(column[3] if column[3] + 6 * size < pen.width else column[2] + pen.length(affiliation, size) + 12,
                     pen.y, title, size)  # fmt: skip
        pen.y += size * 1.8


# ---- tables


def _columns(plan: Plan, result: bool) -> list[str]:
    names = ["rank", "name"]
    names += ["code"] if plan.code else []
    names += ["score"] if plan.score and result else []
    names += ["remark"] if plan.remark and result else []
    if result and plan.tiers in ("merged column", "column"):
        names.insert(0 if plan.tier_first else len(names) - bool(plan.remark), "tier")
    return names


def _row(pen: Pen, copy: Copy, row: Printed, width: float) -> Line:
    plan = pen.plan
    cells = {
        "rank": [digits(row.rank, plan)],
        "name": pen.wrap(row.name, width - plan.size, plan.size),
        "code": [digits(row.code, plan)],
        "score": [digits(row.score, plan)],
    }
    if row.table == "evaluations":
        cells["remark"] = [copy.remarks[int(row.rank)]] if int(row.rank) in copy.remarks else []
        if plan.tiers == "column":
            cells["tier"] = [copy.labels[row.tier]]
    return Line(cells, tier=row.tier)


def _result_lines(pen: Pen, copy: Copy, width: float) -> list[Line]:
    plan = pen.plan
    lines: list[Line] = []
    tier = ""
    for row in copy.results:
        if plan.tiers == "group row" and row.tier != tier:
            tier = row.tier
            count = sum(r.tier == tier for r in copy.results)
            lines.append(Line(through=copy.labels[tier] + digits(f"（共 {count} 家）", plan) * plan.counts))
        lines.append(_row(pen, copy, row, width))
    return lines


def _table(pen: Pen, copy: Copy, lines: list[Line], columns: list[str]) -> None:
    """Set a table: rows into areas (blocks of pages), each area drawn when it is full."""
    plan = pen.plan
    widths = _widths(pen, columns)
    head = Line({c: [HEADS[c]] for c in columns}, head=True)
    queue = list(lines)
    block, top, lowest, first = 0, pen.y, pen.y, True
    running = printed = ""
    while queue:
        placed: list[Placed] = []
        y = top
        if first or plan.heads_each:
            y = _place(pen, placed, head, y)
        if running and plan.tiers == "group row" and plan.repeat and not queue[0].through:
            y = _place(pen, placed, Line(through=running + "（续）"), y)
        while queue and y + _needed(pen, queue) <= pen.bottom:
            line = queue.pop(0)
            running = line.through.split("（")[0] or running
            y = _place(pen, placed, line, y)
        left = _left(pen, block, sum(widths.values()))
        if any(not p.line.head for p in placed):
            _draw(pen, copy, placed, widths, left, printed)
            printed = next((p.line.tier for p in reversed(placed) if not p.line.head), printed)
            first = False
            lowest = max(lowest, y)
        if queue:
            block = (block + 1) % plan.blocks
            if block == 0:
                pen.open_page()
                top = lowest = pen.y
    pen.y = lowest + plan.size


def _widths(pen: Pen, columns: list[str]) -> dict[str, float]:
    size = pen.plan.size
    ems = {"rank": 3.5, "name": pen.plan.name_width + 1, "code": 5.0, "score": 5.5, "tier": 6.5, "remark": 6.0}
    widths = {c: ems[c] * size for c in columns}
    room = (pen.width - 2 * MARGIN - 20 * (pen.plan.blocks - 1)) / pen.plan.blocks
    over = sum(widths.values()) - room
    if over > 0:
        widths["name"] = max(widths["name"] - over, 6 * size)
        shrunk = min(1.0, (room - widths["name"]) / (sum(widths.values()) - widths["name"]))
        widths = {c: w if c == "name" else w * shrunk for c, w in widths.items()}
    return widths


def _left(pen: Pen, block: int, width: float) -> float:
    room = (pen.width - 2 * MARGIN - 20 * (pen.plan.blocks - 1)) / pen.plan.blocks
    return MARGIN + block * (room + 20) + max(0.0, (room - width) / 2)


def _height(pen: Pen, line: Line) -> float:
    lines = max((len(c) for c in line.cells.values()), default=1)
    return lines * pen.plan.size * 1.25 + 2 * pen.plan.padding


def _needed(pen: Pen, queue: list[Line]) -> float:
    """A heading stays with its first row."""
    return sum(_height(pen, line) for line in queue[: 2 if queue[0].through else 1])


def _place(pen: Pen, placed: list[Placed], line: Line, y: float) -> float:
    bottom = y + _height(pen, line)
    placed.append(Placed(line, y, bottom))
    return bottom


def _draw(pen: Pen, copy: Copy, placed: list[Placed], widths: dict[str, float], left: float, printed: str) -> None:
    plan = pen.plan
    right = left + sum(widths.values())
    merged = _segments(placed) if plan.tiers == "merged column" and "tier" in widths else []
    inner = {bottom for s in merged for bottom in (p.bottom for p in s[:-1])}
    for n, p in enumerate(placed):
        if plan.rules == "zebra" and n % 2:
            pen.fill(left, p.top, right, p.bottom)
        if plan.rules in ("grid", "rows"):
            for y in (p.top, p.bottom):
                _rule(pen, widths, left, y, y in inner)
            if plan.rules == "grid":
                _uprights(pen, p, widths, left)
        _cells(pen, p, widths, left, right)
    for number, segment in enumerate(merged):
        x = left
        for c, w in widths.items():
            if c == "tier" and (number or plan.repeat or segment[0].line.tier != printed):
                _label(pen, copy.labels[segment[0].line.tier], segment, x, x + w)
            x += w


def _segments(placed: list[Placed]) -> list[list[Placed]]:
    """Part the rows of an area into runs of one tier."""
    runs: list[list[Placed]] = []
    for p in placed:
        if p.line.head:
            continue
        if runs and runs[-1][-1].line.tier == p.line.tier:
            runs[-1].append(p)
        else:
            runs.append([p])
    return runs


def _rule(pen: Pen, widths: dict[str, float], left: float, y: float, inside: bool) -> None:
    x = left
    for c, w in widths.items():
        if not (inside and c == "tier"):
            pen.stroke(x, y, x + w, y)
        x += w


def _uprights(pen: Pen, p: Placed, widths: dict[str, float], left: float) -> None:
    edges = [left]
    for w in widths.values():
        edges.append(edges[-1] + w)
    for x in (edges[0], edges[-1]) if p.line.through else edges:
        pen.stroke(x, p.top, x, p.bottom)


def _cells(pen: Pen, p: Placed, widths: dict[str, float], left: float, right: float) -> None:
    plan = pen.plan
    if p.line.through:
        pen.centred(left, right, p.top + plan.padding, p.line.through, plan.size)
        return
    room = p.bottom - p.top - 2 * plan.padding
    x = left
    for c, w in widths.items():
        lines = [t for t in p.line.cells.get(c, []) if t]
        spare = room - len(lines) * plan.size * 1.25
        y = p.top + plan.padding + {"top": 0.0, "middle": spare / 2, "bottom": spare}[plan.align]
        for text in lines:
            if c == "name" and not plan.name_centred and not p.line.head:
                pen.text(x + 3, y, text, plan.size)
            else:
                pen.centred(x, x + w, y, text, plan.size)
            y += plan.size * 1.25
        x += w


def _label(pen: Pen, text: str, segment: list[Placed], left: float, right: float) -> None:
    plan = pen.plan
    half = (len(text) + 1) // 2
    lines = [text[:half], text[half:]] if plan.label_wrapped and len(text) > 2 else [text]
    top, bottom = segment[0].top + plan.padding, segment[-1].bottom - plan.padding
    height = len(lines) * plan.size * 1.25
    if height > bottom - top:
        lines, height = [text], plan.size * 1.25
    y = top if plan.label_align == "top" else top + (bottom - top - height) / 2
    for line in lines:
        pen.centred(left, right, y, line, plan.size)
        y += plan.size * 1.25
