"""The copy of one document: rows of the gold files, mixed anew, and prose of the corpus around them."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass, replace
from functools import cache

from tests.gold_files import ROOT, gold
from tests.press.more import PLAIN, More
from tests.press.plan import Plan

LABELS = {
    "high": ("活跃度高的联盟", "高", "活跃度高"),
    "fairly_high": ("活跃度较高的联盟", "较高", "活跃度较高"),
    "average": ("活跃度一般的联盟", "一般", "活跃度一般"),
    "low": ("活跃度较差的联盟", "较差", "活跃度差"),
    "incomplete": ("其他联盟", "其他", "其他联盟"),
}
REMARKS = ("新增", "复核", "信息不全", "首次参评", "更名")
# A paragraph of the corpus has this many characters at least; shorter lines are headings, captions and cells.
MIN_PARAGRAPH = 70
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Printed:
    """A row as it should be read back, widths folded."""

    table: str
    rank: str
    name: str
    code: str
    score: str
    tier: str


@dataclass(frozen=True, slots=True)
class Copy:
    """What is printed: result rows, honours rows, people, paragraphs, remarks by the row's place, names for traps."""

    results: tuple[Printed, ...]
    honours: tuple[Printed, ...]
    people: tuple[tuple[str, str, str], ...]
    paragraphs: tuple[str, ...]
    remarks: dict[int, str]
    labels: dict[str, str]
    marked: frozenset[int] = frozenset()
    names: tuple[str, ...] = ()

    def rows(self, plan: Plan) -> tuple[Printed, ...]:
        """Give the rows that a layout prints."""
        return (*self.results, *(self.honours if plan.honours else ()))


def bare(text: str) -> str:
    """Fold widths and take white space out: what two prints of one cell share."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@cache
def _rows() -> tuple[dict[str, str], ...]:
    found = [row for year in ("2016", "2018", "2025") for row in gold(f"rows-report-{year}")]
    return tuple(row for row in found if row["table"] == "evaluations" and row["name"].endswith("联盟"))


@cache
def _paragraphs() -> tuple[str, ...]:
    found = []
    for year in ("2016", "2025"):
        text = (ROOT / "corpus" / "documents" / f"alliance-activity-{year}-report.txt").read_text(encoding="utf-8")
        found += [line.strip() for line in text.splitlines() if len(line) >= MIN_PARAGRAPH and "\t" not in line]
    return tuple(p for p in found if p.endswith("。"))


def make_copy(seed: int, plan: Plan) -> Copy:
    """Draw the copy of a document."""
    rng = random.Random(seed * 7919 + 1)
    rows = rng.sample(_rows(), rng.randint(12, 110))
    order = list(LABELS)
    tiers = sorted(order.index(r["tier"]) for r in rows) if plan.tiers != "none" else []
    scores = sorted((rng.randint(20, 100) for _ in rows), reverse=True)
    results = []
    for n, row in enumerate(rows):
        code = row["code"] or str(rng.choice((1, 2, 3)) * 100 + rng.randint(1, 56))
        score = f"{scores[n]}.{rng.randint(0, 9)}" if seed % 5 == 0 else str(scores[n])
        tier = order[tiers[n]] if tiers else ""
        results.append(
            Printed(
                "evaluations",
                str(n + 1),
                bare(row["name"]),
                code if plan.code else "",
                score if plan.score else "",
                tier,
            )
        )
    honours = [
        Printed("honours", str(n), bare(row["name"]), results[0].code and row["code"], "", "")
        for n, row in enumerate(rng.sample(rows, min(len(rows), rng.randint(4, 30))), 1)
    ]
    people = [(p["person"], p["affiliation"], p["title"]) for p in gold("panel-report-2025")]
    remarks = {n: rng.choice(REMARKS) for n in range(1, len(results) + 1) if rng.random() < 0.15}
    style = rng.choice((1, 2))
    copy = Copy(
        tuple(results),
        tuple(replace(h, code=h.code or "") for h in honours),
        tuple(people),
        tuple(rng.sample(_paragraphs(), 8)),
        remarks if plan.remark == "some" else {},
        {tier: texts[0 if plan.tiers == "group row" else style] for tier, texts in LABELS.items()},
    )
    return _more(copy, seed, plan.more)


def _more(copy: Copy, seed: int, more: More) -> Copy:
    """Change the rows as a layout with more in it asks: ranks, ties, blank scores, marked names."""
    rng = random.Random(f"copy {seed}")
    rows: list[Printed] = []
    for n, row in enumerate(copy.results, 1):
        before = rows[-1] if rows else None
        rank, score = str(n), row.score and more.score_form.format(row.score.partition(".")[0]).removesuffix("分")
        if more == PLAIN:
            score = row.score
        if more.restart:
            rank = str(int(before.rank) + 1) if before and before.tier == row.tier else "1"
        if more.ties and before and before.tier == row.tier and rng.random() < 0.1:
            rank, score = before.rank, before.score
        if more.blank is not None and rng.random() < 0.15:
            score = ""
        rows.append(replace(row, rank=rank, score=score))
    marked = frozenset(n for n in range(1, len(rows) + 1) if more.marks and rng.random() < 0.1)
    names = tuple(bare(r["name"]) for r in rng.sample(_rows(), 24)) if more.traps else ()
    return replace(copy, results=tuple(rows), marked=marked, names=names)


def digits(text: str, plan: Plan) -> str:
    """Write digits as the layout has them."""
    return text.translate(_WIDE) if plan.wide_digits else text
