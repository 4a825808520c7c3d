"""Parts that look like tables of results and are none: no row may come of them."""

from __future__ import annotations

from tests.press.copy import Copy
from tests.press.pen import LEADING, MARGIN, Pen
from tests.press.table import PEOPLE


def set_traps(pen: Pen, copy: Copy) -> None:
    """Set the traps that the layout asks for, each under a heading of its own."""
    for trap in pen.plan.more.traps:
        {
            "contents of names": _contents,
            "people of alliances": _people,
            "numbered sentences": _sentences,
            "cases": _cases,
            "telephones": _telephones,
        }[trap](pen, copy)


def _headed(pen: Pen, text: str) -> None:
    pen.need(6 * pen.plan.size * LEADING)
    pen.y += pen.plan.size
    pen.text(MARGIN, pen.y, text, pen.plan.size + 2)
    pen.y += (pen.plan.size + 2) * LEADING * 1.3


def _contents(pen: Pen, copy: Copy) -> None:
    """A contents list of cases: numbered names of alliances with leaders and pages."""
    _headed(pen, "典型案例目录")
    size = pen.plan.size
    for n, name in enumerate(copy.names[:8], 1):
        pen.need(size * 2)
        title, page = f"{n}. {name}", str(n * 2 + 30)
        room = pen.width - 2 * MARGIN - pen.length(title + page, size) - 8
        pen.text(MARGIN, pen.y, title, size)
        pen.text(MARGIN + pen.length(title, size) + 4, pen.y, "." * max(3, int(room / pen.length(".", size))), size)
        pen.text(pen.width - MARGIN - pen.length(page, size), pen.y, page, size)
        pen.y += size * LEADING * 1.2


def _people(pen: Pen, copy: Copy) -> None:
    """A list of people, numbered, with the alliance that each is of."""
    _headed(pen, "附件 5：参会代表名单")
    _columns(pen, ["序号", "姓名", "所在联盟"], (0, 4, 9))
    for n, name in enumerate(copy.names[8:14], 1):
        _columns(pen, [str(n), PEOPLE[n % len(PEOPLE)], name], (0, 4, 9))


def _telephones(pen: Pen, copy: Copy) -> None:
    """A list of people with their telephones."""
    _headed(pen, "附件 6：联络员名单")
    _columns(pen, ["序号", "联络员", "职务", "电话"], (0, 4, 9, 16))
    for n in range(1, 7):
        _columns(pen, [str(n), PEOPLE[n % len(PEOPLE)], "联盟秘书长", f"010-6{n}31{n}728"], (0, 4, 9, 16))


def _columns(pen: Pen, cells: list[str], ems: tuple[float, ...]) -> None:
    size = pen.plan.size
    pen.need(size * 2)
    for text, at in zip(cells, ems, strict=True):
        pen.text(MARGIN + at * size, pen.y, text, size)
    pen.y += size * 1.8


def _sentences(pen: Pen, copy: Copy) -> None:
    """Numbered paragraphs that begin with a name."""
    _headed(pen, "五、联盟活动")
    for n, (name, text) in enumerate(zip(copy.names[14:18], copy.paragraphs[2:6], strict=True), 1):
        pen.paragraph(f"{n}. {name}：{text}")


def _cases(pen: Pen, copy: Copy) -> None:
    """Short numbered sentences that end with a name."""
    _headed(pen, "六、典型案例")
    for n, name in enumerate(copy.names[18:22], 1):
        pen.paragraph(f"（{n}）获得 {n + 90} 分的是{name}。")
