"""The press for texts: rows in the forms that tables have in text files, drawn by a seed, with what is read back."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.press.copy import LABELS, Printed, make_copy
from tests.press.plan import make_plan

FORMS = (
    "tabs",
    "spaces",
    "columns",
    "markdown",
    "boxes",
    "ascii",
    "commas",
    "quoted",
    "cells",
    "spaced cells",
    "wrapped",
)
RANKS = ("{}", "{}", "{}", "{}.", "（{}）", "{}、", "第{}名")
COLUMNS = (
    ("rank", "name", "code", "score"),
    ("rank", "code", "name", "score"),
    ("rank", "name", "score", "code"),
    ("rank", "name", "tier", "code", "score"),
    ("rank", "tier", "code", "name", "score"),
    ("rank", "name", "code", "score", "tier"),
    ("tier", "rank", "name", "score"),
    ("tier", "rank", "code", "name"),
    ("rank", "score", "name"),
    ("rank", "name", "tier"),
    ("rank", "name"),
)
HEADS = {
    "rank": ("序号", "排名"),
    "name": ("联盟名称", "名称"),
    "code": ("批次", "编号"),
    "score": ("评分", "得分"),
    "tier": ("等级", "活跃度"),
}
# How many characters of a name stand on its first line where it is wrapped.
WRAP = 12


@dataclass(frozen=True, slots=True)
class Form:
    """How a table is written: its columns, what parts them, and where the tier is told."""

    form: str
    columns: tuple[str, ...]
    rank: str
    tiers: str
    page: int
    heads: dict[str, str]


def plain(seed: int) -> tuple[bytes, tuple[Printed, ...], Form]:
    """Make the text of a seed, the rows it prints and the form chosen for it."""
    rng = random.Random(f"plain {seed}")
    copy = make_copy(seed, make_plan(seed))
    columns = rng.choice(COLUMNS)
    told = bool(copy.results[0].tier)
    columns = tuple(c for c in columns if c != "tier" or told)
    tiers = "column" if "tier" in columns else rng.choice(("groups", "groups", "none")) if told else "none"
    form = Form(
        form=rng.choice(FORMS),
        columns=columns,
        rank=rng.choice(RANKS),
        tiers="merged" if tiers == "column" and rng.random() < 0.3 else tiers,
        page=rng.choice((0, 0, 20)),
        heads={c: rng.choice(HEADS[c]) for c in columns},
    )
    # A column of cells one a line cannot say where a cell is empty, nor what counts the rows but a bare number.
    if "cells" in form.form:
        form = replace(form, rank="{}", tiers="column" if form.tiers == "merged" else form.tiers)
    rows = tuple(_row(row, n, form, rng) for n, row in enumerate(copy.results))
    paragraphs = copy.paragraphs
    title, annex = "2023年度产业技术创新战略联盟活跃度评价报告", "附件1 2023年度产业技术创新战略联盟活跃度评价结果"
    lines = [title, "", paragraphs[0], "", annex, "", *_table(rows, form), "", paragraphs[1]]
    return "\n".join(lines).encode(), rows, form


def _row(row: Printed, n: int, form: Form, rng: random.Random) -> Printed:
    """Leave of a row what the form prints."""
    code = row.code or str(rng.choice((1, 2, 3)) * 100 + rng.randint(1, 56))
    return replace(
        row,
        code=code if "code" in form.columns else "",
        score=(row.score or str(100 - n // 2)) if "score" in form.columns else "",
        tier="" if form.tiers == "none" else row.tier,
    )


def _table(rows: Sequence[Printed], form: Form) -> list[str]:
    """Write the lines of the table."""
    lines: list[list[str]] = [[form.heads[c] for c in form.columns]]
    before = ""
    for n, row in enumerate(rows):
        if form.page and n and n % form.page == 0:
            lines.append(lines[0])
        if form.tiers == "groups" and row.tier != before:
            number = sum(r.tier == row.tier for r in rows)
            lines.append([f"{LABELS[row.tier][0]}（共{number}家）", *[""] * (len(form.columns) - 1)])
        lines.append([_cell(row, c, form, row.tier == before) for c in form.columns])
        before = row.tier
    return _written(lines, form)


def _cell(row: Printed, column: str, form: Form, again: bool) -> str:
    if column == "tier":
        return "" if again and form.tiers == "merged" else LABELS[row.tier][1]
    values = {"rank": form.rank.format(row.rank), "name": row.name, "code": row.code, "score": row.score}
    return values[column]


def _written(lines: list[list[str]], form: Form) -> list[str]:
    widths = [
        max(_width(line[k]) for line in lines if line[1:] != [""] * (len(line) - 1)) for k in range(len(lines[0]))
    ]
    padded = [[cell + " " * max(0, n - _width(cell)) for cell, n in zip(line, widths, strict=True)] for line in lines]
    if form.form == "markdown":
        between = "|" + "|".join(" --- " for _ in widths) + "|"
        return [text for n, line in enumerate(lines) for text in (f"| {' | '.join(line)} |", *([] if n else [between]))]
    if form.form in ("boxes", "ascii"):
        bar, cross, dash = ("│", "┼", "─") if form.form == "boxes" else ("|", "+", "-")
        edge = cross + cross.join(dash * (n + 2) for n in widths) + cross
        return [text for line in padded for text in (edge, f"{bar} {f' {bar} '.join(line)} {bar}")]
    if form.form in ("cells", "spaced cells"):
        cells = [cell for line in lines for cell in line if cell]
        return [text for cell in cells for text in ((cell, "") if form.form == "spaced cells" else (cell,))]
    if form.form == "wrapped":
        return [text for line in lines for text in _wrapped(line, form)]
    if form.form == "quoted":
        return [",".join(f'"{cell}"' for cell in line) for line in lines]
    if form.form == "columns":
        return ["   ".join(line).rstrip() for line in padded]
    mark = {"tabs": "\t", "commas": ",", "spaces": " "}[form.form]
    return [mark.join(line if mark != " " else [cell for cell in line if cell]) for line in lines]


def _wrapped(line: list[str], form: Form) -> list[str]:
    """Break a long name over two lines, what stands right of it beside its end."""
    at = form.columns.index("name")
    name = line[at]
    if len(name) <= WRAP:
        return [" ".join(cell for cell in line if cell)]
    first, second = [*line[:at], name[:WRAP]], [name[WRAP:], *line[at + 1 :]]
    return [" ".join(cell for cell in part if cell) for part in (first, second)]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
