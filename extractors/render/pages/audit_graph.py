"""The check graph as a drawing: every printed figure a pill in its chapter, and a line where two were compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from extractors.render import plain
from extractors.render.pages.audit_places import Places
from extractors.render.screen import clean, cut, width
from schemas.finding import Audit, Tie
from schemas.where import Where

MAX_NODES = 300
"""Pills that can still be told apart; of more figures the ones in ties and findings are drawn first."""
WIDTH, LABELS, ROW, PILL = 760, 104, 26, 18
"""Width of the drawing, of its column of chapters, height of a row and of a pill, in the drawing's own units."""
CHARACTER, MARGIN, GAP = 5.9, 12, 8
"""Width of a half-width character at 11 units, space inside a pill, space between pills."""
DIP = 7
"""How far a line between neighbours hangs down."""
TEXT_COLUMNS = 14
LABEL_COLUMNS = 16


@dataclass(frozen=True, slots=True)
class Node:
    """A figure: `state` is pass, unchecked or the level of the finding on it."""

    key: str
    text: str
    state: str
    x: float
    y: float
    wide: float

    @property
    def centre(self) -> float:
        return self.x + self.wide / 2


@dataclass(frozen=True, slots=True)
class Chapter:
    """The name of a chapter beside its first row."""

    name: str
    y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A comparison of two figures: the curve, their keys, and whether it holds."""

    path: str
    keys: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The graph laid out; `left_out` counts the figures that did not fit."""

    nodes: tuple[Node, ...]
    chapters: tuple[Chapter, ...]
    edges: tuple[Edge, ...]
    width: int
    height: float
    left_out: int


def drawing(audit: Audit, places: Places) -> Drawing:
    """Lay out the figures of a document by chapter, in the order of the ink, with the comparisons between them."""
    states = _states(audit)
    figures = sorted(states, key=lambda w: (states[w] == "unchecked", plain.position(w)))
    shown = sorted((w for w in figures if places.key(w)), key=plain.position)
    kept = set(figures[:MAX_NODES])
    nodes, chapters, height = _placed([w for w in shown if w in kept], states, places)
    by_key = {node.key: node for node in nodes}
    edges = tuple(_edges(audit.evidence.ties, by_key, places))
    return Drawing(nodes, chapters, edges, WIDTH, height, max(0, len(figures) - len(kept)))


def _states(audit: Audit) -> dict[Where, str]:
    """Tell of each figure whether it agrees, is unchecked, or has a finding (the heaviest)."""
    figures = {w.id: w for w in (*(c.where for c in audit.checked), *audit.unchecked)}
    found = {key: "pass" for key in figures} | {w.id: "unchecked" for w in audit.unchecked}
    for level in ("warning", "error"):
        found |= {w.id: level for f in audit.findings if f.level == level for w in f.where if w.id in figures}
    return {figures[key]: state for key, state in found.items()}


def _placed(
    wheres: list[Where], states: dict[Where, str], places: Places
) -> tuple[tuple[Node, ...], tuple[Chapter, ...], float]:
    nodes: list[Node] = []
    chapters: list[Chapter] = []
    y = 8.0
    for name, group in groupby(wheres, key=places.names.chapter):
        x = float(LABELS)
        chapters.append(Chapter(cut(name, LABEL_COLUMNS) or "—", y + PILL - 5))
        for where in group:
            text = cut(clean(where.quote).replace(" ", ""), TEXT_COLUMNS)
            wide = width(text) * CHARACTER + MARGIN
            if x + wide > WIDTH:
                x, y = float(LABELS), y + ROW
            nodes.append(Node(places.key(where), text, states[where], round(x, 1), y, round(wide, 1)))
            x += wide + GAP
        y += ROW + 4
    return tuple(nodes), tuple(chapters), y + 4


def _edges(ties: tuple[Tie, ...], nodes: dict[str, Node], places: Places) -> Iterator[Edge]:
    """Draw the comparisons that fail, and of the others those that first join two figures: a net, not a hairball."""
    roots = {key: key for key in nodes}

    def root(key: str) -> str:
        while roots[key] != key:
            key = roots[key]
        return key

    for tie in sorted(ties, key=lambda t: t.holds):
        keys = [k for w in tie.figures if (k := places.key(w)) in nodes]
        hub = keys[-1:] if tie.rule.startswith("SHR") else keys[:1]
        for key in (k for k in keys if k not in hub):
            one, other = root(hub[0]), root(key)
            if one != other or not tie.holds:
                roots[one] = other
                yield Edge(_curve(nodes[hub[0]], nodes[key]), f"{hub[0]} {key}", tie.holds)


def _curve(a: Node, b: Node) -> str:
    """Bend between two pills: along a row below it, else from the lower edge of one to the upper edge of the other."""
    if a.y == b.y:
        foot, middle = a.y + PILL, (a.centre + b.centre) / 2
        return f"M{a.centre:.1f} {foot:.1f}Q{middle:.1f} {foot + DIP:.1f} {b.centre:.1f} {foot:.1f}"
    upper, lower = (a, b) if a.y < b.y else (b, a)
    start, end = upper.y + PILL, lower.y
    bend = min(40.0, (end - start) / 2)
    return (
        f"M{upper.centre:.1f} {start:.1f}C{upper.centre:.1f} {start + bend:.1f} "
        f"{lower.centre:.1f} {end - bend:.1f} {lower.centre:.1f} {end:.1f}"
    )
