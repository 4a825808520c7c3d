"""Typesetting: a document's parts in order."""

from __future__ import annotations

from tests.press.columns import columns_of, widths_of
from tests.press.copy import Copy
from tests.press.more import PLAIN
from tests.press.pen import LEADING, MARGIN, TITLE, Pen
from tests.press.plan import Plan
from tests.press.table import result_lines, row_line, set_table
from tests.press.traps import set_traps

NOTE = "*备注：“批次”一栏首位数字 1、2、3 分别代表第一、二、三批试点联盟。"

# A person with the longest affiliation and the longest office, in widths of a character.
PEOPLE_WIDTH = 44


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
    pen.turning = plan.rotated or plan.more.turned_tables
    if not plan.start_low or pen.turning is not plan.rotated:
        pen.open_page()
    if plan.more.caption:
        pen.centred(0, pen.width, pen.y, plan.more.caption, plan.size)
        pen.y += plan.size * LEADING
    if plan.more.unit_line:
        pen.text(pen.width - MARGIN - 12 * plan.size, pen.y, plan.more.unit_line, plan.size)
        pen.y += plan.size * LEADING
    columns = columns_of(plan, True)
    set_table(pen, copy, result_lines(pen, copy, widths_of(pen, columns)), columns)
    pen.turning = plan.rotated
    if plan.more.ended:
        pen.need(2 * plan.size * LEADING)
        pen.centred(0, pen.width, pen.y, plan.more.ended, plan.size)
        pen.y += plan.size * LEADING * 1.5
    if plan.more.marks:
        pen.need(2 * plan.size * LEADING)
        pen.text(MARGIN, pen.y, f"注：带{plan.more.marks}的联盟信息待核实。", plan.size)
        pen.y += plan.size * LEADING * 1.5
    if plan.note:
        pen.need(3 * plan.size * LEADING)
        pen.paragraph(NOTE)
    if plan.honours:
        _heading(pen, "附件 3：A 级活跃度联盟名单")
        columns = columns_of(plan, False)
        widths = widths_of(pen, columns)
        set_table(pen, copy, [row_line(pen, copy, r, widths, n) for n, r in enumerate(copy.honours, 1)], columns)
    set_traps(pen, copy)
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
    size, offices = pen.plan.size, 26
    if pen.plan.more != PLAIN:  # The longest line has the room it needs.
        size, offices = min(size, (pen.width - 2 * MARGIN) / PEOPLE_WIDTH), 31
    column = (MARGIN, MARGIN + 3 * size, MARGIN + 8 * size, MARGIN + offices * size)
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
