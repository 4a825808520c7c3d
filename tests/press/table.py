"""Tables: rows into areas (blocks of pages), each area drawn when it is full."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.press.columns import GUTTER, widths_of
from tests.press.copy import LABELS, Copy, Printed, digits
from tests.press.more import EXTRA_HEADS, HEAD_WORDS
from tests.press.pen import LEADING, MARGIN, Pen
from tests.press.plan import Plan

PROVINCES = ("北京", "广东省", "江苏", "内蒙古自治区", "上海市", "湖北")
PEOPLE = ("张三", "李四光", "欧阳文", "王小明", "赵一")
UNITS = ("清华大学", "中国钢研科技集团有限公司", "北京有色金属研究总院", "中国农业科学院", "国家半导体照明工程研发中心")
FIELDS = ("新材料", "先进制造", "现代农业", "能源", "生物医药")


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


def row_line(pen: Pen, copy: Copy, row: Printed, widths: dict[str, float], place: int) -> Line:
    """Set a row; `place` is its number in the table, counted from 1."""
    plan, more = pen.plan, pen.plan.more
    result = row.table == "evaluations"
    name = row.name
    if result and place in copy.marked:
        name = more.marks + name if more.mark_before else name + more.marks
    cells = {
        "rank": [digits(more.rank_form.format(int(row.rank)), plan)],
        "name": pen.wrap(name, widths["name"] - plan.size, plan.size),
        "code": [digits(row.code, plan)],
        "score": [digits(_score(row, plan), plan)],
    }
    if result:
        cells["remark"] = [copy.remarks[place]] if place in copy.remarks else []
        number = int(row.rank) + len(row.name)
        own = {
            "province": PROVINCES[number % len(PROVINCES)],
            "person": PEOPLE[number % len(PEOPLE)],
            "field": FIELDS[number % len(FIELDS)],
            "telephone": f"010-6{number:03}1{number % 7}28",
            "unit": UNITS[number % len(UNITS)],
        }
        cells |= {column: pen.wrap(own[column], widths[column] - plan.size, plan.size) for column in more.extra}
        if plan.tiers == "column":
            cells["tier"] = [copy.labels[row.tier]]
    return Line(cells, tier=row.tier)


def _score(row: Printed, plan: Plan) -> str:
    if not row.score:
        return plan.more.blank or "" if plan.score and row.table == "evaluations" else ""
    return row.score + ("分" if plan.more.score_form.endswith("分") else "")


def result_lines(pen: Pen, copy: Copy, widths: dict[str, float]) -> list[Line]:
    """Set the rows of the result table, with a heading over each group where the layout has them."""
    plan, more = pen.plan, pen.plan.more
    lines: list[Line] = []
    tier, groups = "", 0
    for place, row in enumerate(copy.results, 1):
        if plan.tiers == "group row" and row.tier != tier:
            tier = row.tier
            groups += 1
            count = sum(r.tier == tier for r in copy.results)
            number = more.group_numbered.format("一二三四五"[groups - 1])
            lines.append(Line(through=number + copy.labels[tier] + digits(f"（共 {count} 家）", plan) * plan.counts))
        lines.append(row_line(pen, copy, row, widths, place))
        after = copy.results[place].tier if place < len(copy.results) else ""
        if more.subtotals and plan.tiers == "group row" and after != row.tier:
            count = sum(r.tier == row.tier for r in copy.results)
            lines.append(Line({"rank": ["小计"], "name": [digits(f"{count} 家", plan)]}, tier=tier))
    if more.totals:
        lines.append(Line({"rank": ["合计"], "name": [digits(f"{len(copy.results)} 家", plan)]}, tier=tier))
    return lines


def set_table(pen: Pen, copy: Copy, lines: list[Line], columns: list[str]) -> None:
    """Set a table: rows into areas (blocks of pages), each area drawn when it is full."""
    plan = pen.plan
    widths = widths_of(pen, columns)
    head = Line({c: _head(pen, c) for c in columns}, head=True)
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
            running = line.through.split("（共")[0] or running
            y = _place(pen, placed, line, y)
        if queue and plan.more.torn and any(not p.line.head for p in placed):
            y = _tear(pen, placed, queue, y)
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
                if plan.more.continued:
                    pen.centred(0, pen.width, pen.y, plan.more.continued, plan.size)
                    pen.y += plan.size * LEADING * 1.2
                top = lowest = pen.y
    pen.y = lowest + plan.size


def _head(pen: Pen, column: str) -> list[str]:
    text = (HEAD_WORDS[pen.plan.more.heads] | EXTRA_HEADS)[column]
    if len(text) > 1 and (pen.plan.more.head_broken or (pen.plan.more.upright and column == "tier")):
        return [text[: len(text) // 2], text[len(text) // 2 :]]
    return [text]


def _tear(pen: Pen, placed: list[Placed], queue: list[Line], y: float) -> float:
    """Let the next row begin here and go on over the page where a line of its name fits and its other cells do."""
    line, step = queue[0], pen.plan.size * 1.25
    fit = int((pen.bottom - y - 2 * pen.plan.padding) / step)
    name = line.cells.get("name", [])
    others = max((len(cell) for column, cell in line.cells.items() if column != "name"), default=1)
    if line.through or not others <= fit < len(name):
        return y
    queue[0] = Line({"name": name[fit:]}, tier=line.tier)
    return _place(pen, placed, Line({**line.cells, "name": name[:fit]}, tier=line.tier), y)


def _left(pen: Pen, block: int, width: float) -> float:
    room = (pen.width - 2 * MARGIN - GUTTER * (pen.plan.blocks - 1)) / pen.plan.blocks
    return MARGIN + block * (room + GUTTER) + max(0.0, (room - width) / 2)


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
        if (plan.rules == "zebra" and n % 2) or (p.line.head and plan.more.head_fill):
            pen.fill(left, p.top, right, p.bottom, dark=p.line.head and plan.more.head_fill == "dark")
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
                _label(pen, copy, segment, x, x + w)
            x += w


def _segments(placed: list[Placed]) -> list[list[Placed]]:
    """Part the rows of an area into runs of one tier."""
    runs: list[list[Placed]] = []
    for p in placed:
        if p.line.head or "合计" in p.line.cells.get("rank", []):
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
        if plan.more.group_left:
            pen.text(left + 3, p.top + plan.padding, p.line.through, plan.size, twice=plan.more.strike)
        else:
            pen.centred(left, right, p.top + plan.padding, p.line.through, plan.size, twice=plan.more.strike)
        return
    room = p.bottom - p.top - 2 * plan.padding
    x = left
    for c, w in widths.items():
        lines = [t for t in p.line.cells.get(c, []) if t]
        spare = room - len(lines) * plan.size * 1.25
        y = p.top + plan.padding + {"top": 0.0, "middle": spare / 2, "bottom": spare}[plan.align]
        for text in lines:
            twice = p.line.head and plan.more.strike
            if c == "name" and plan.more.spread and not p.line.head and len(lines) == 1:
                _spread(pen, x + 3, x + w - 3, y, text)
            elif c == "name" and not plan.name_centred and not p.line.head:
                pen.text(x + 3, y, text, plan.size)
            else:
                pen.centred(x, x + w, y, text, plan.size, twice=twice)
            y += plan.size * 1.25
        x += w


def _spread(pen: Pen, left: float, right: float, y: float, text: str) -> None:
    """Set a name over the width of its cell, its characters spaced by less than they are wide."""
    size = pen.plan.size
    space = (right - left - pen.length(text, size)) / max(1, len(text) - 1)
    pen.spaced(left, y, text, min(max(space, 0.0), size * 0.8), size)


def _label(pen: Pen, copy: Copy, segment: list[Placed], left: float, right: float) -> None:
    plan, tier = pen.plan, segment[0].line.tier
    text = LABELS[tier][1] if plan.more.upright else copy.labels[tier]
    half = (len(text) + 1) // 2
    lines = [text[:half], text[half:]] if plan.label_wrapped and len(text) > 2 else [text]
    if plan.more.upright:
        lines = list(text)
    elif plan.more.label_counts:
        lines.append(digits(f"（{sum(r.tier == tier for r in copy.results)}家）", plan))
    top, bottom = segment[0].top + plan.padding, segment[-1].bottom - plan.padding
    height = len(lines) * plan.size * 1.25
    if height > bottom - top:
        lines, height = [text], plan.size * 1.25
    y = top if plan.label_align == "top" else top + (bottom - top - height) / 2
    for line in lines:
        pen.centred(left, right, y, line, plan.size)
        y += plan.size * 1.25
