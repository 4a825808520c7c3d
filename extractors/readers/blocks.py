"""Blocks: the ranks of a table on one page, or of one of its parts side by side, and what is found about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median

from extractors.readers.pieces import Cell, Piece

# Three numbers going up under each other are a rank column; fewer are one only where a head or a page before says so.
MIN_RANKS = 3
# A page has fewer blocks side by side than these.
BLOCKS = 5


@dataclass(slots=True)
class Block:
    """A table on one page, or one of its blocks side by side: its ranks, and its edges left and right."""

    ranks: list[Piece]
    left: float
    right: float
    names: list[list[Cell]] = field(default_factory=list)
    bands: list[tuple[float, float]] = field(default_factory=list)
    labels: list[list[Cell]] = field(default_factory=list)
    name_column: tuple[float, float] = (0.0, 0.0)
    height: float = 0.0
    continued: bool = False
    headed: bool = False

    def __post_init__(self) -> None:
        self.height = median(p.height for p in self.ranks)


def apart(one: Block, other: Block) -> bool:
    """Tell whether the second rank column stands so far right of the first that names have room between them."""
    return other.ranks[0].x0 - one.ranks[0].x1 > other.right / BLOCKS
