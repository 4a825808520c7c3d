"""Merged cells: at which row a cell begins that is merged down many rows, over the page too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractors.readers.pieces import Cell, Piece

# A label in the middle of its rows is off by less than this part of a row.
TILED = 0.45

Strokes = Callable[[], list[tuple[float, float, float, float]]]


@dataclass(slots=True)
class Carry:
    """What goes on over a page: where the rank column stood, its last rank, and whether merged cells are centred."""

    column: Piece | None = None
    last: int = 0
    centred: bool | None = None


def merged_rows(
    merged: list[list[Cell]], ranks: list[Piece], bands: list[tuple[float, float]], carry: Carry, strokes: Strokes
) -> list[tuple[int, list[Cell]]]:
    """Tell at which row each merged cell begins: by its strokes, else by its middle, else by its own line."""
    if not merged:
        return []
    height = ranks[0].height
    middles = [(min(c[0].top for c in label) + max(c[0].bottom for c in label)) / 2 for label in merged]
    ruled = _ruled(merged, middles, bands, height, strokes())
    if ruled is not None:
        return list(zip(ruled, merged, strict=True))
    beside = [_nearest(label[0][0].middle, bands) for label in merged]
    if ranks[0].rank == 1:
        carry.centred = None
    tiled = _tiled(middles, bands, exactly=not carry.centred)
    if carry.centred is None and len(bands) > 2:
        # Where the first label stands beside the first of several rows, labels stand at the top of theirs.
        carry.centred = tiled is not None and (beside[0] > 0 or tiled[1:2] == [1])
    return list(zip(tiled if tiled and carry.centred else beside, merged, strict=True))


def _ruled(
    merged: list[list[Cell]],
    middles: list[float],
    bands: list[tuple[float, float]],
    height: float,
    strokes: list[tuple[float, float, float, float]],
) -> list[int] | None:
    """Read where merged cells begin from the horizontal strokes of their column; None where it has none."""
    x0, x1 = min(c[0].x0 for m in merged for c in m), max(c[-1].x1 for m in merged for c in m)
    level = sorted({round(s[1], 1) for s in strokes if abs(s[1] - s[3]) < 2 and s[0] <= x0 + 1 and s[2] >= x1 - 1})
    table = [y for y in level if bands[0][0] - height < y < bands[-1][1] + height]
    inside = [y for y in table if bands[0][1] - height / 2 < y < bands[-1][0] + height / 2]
    # Strokes at more places than labels part: they are the rows' own, or the edges of their shades.
    if not table or min(table) > min(middles) or len(inside) > len(merged):
        return None
    starts = []
    for middle in middles:
        top = max((y for y in table if y <= middle), default=bands[0][0])
        starts.append(next((n for n, band in enumerate(bands) if sum(band) / 2 > top), 0))
    # Two labels that begin at one row: the strokes are no cell borders.
    return starts if len(set(starts)) == len(starts) else None


def _tiled(middles: list[float], bands: list[tuple[float, float]], exactly: bool) -> list[int] | None:
    """Take each label to stand in the middle of its rows, from the first row on; None where that does not come out."""
    edges = [bands[0][0], *(band[1] for band in bands)]
    at, starts = 0, []
    for middle in middles:
        starts.append(at)
        mirrored = 2 * middle - edges[at]
        end = min(range(len(edges)), key=lambda n: abs(edges[n] - mirrored))
        off = end <= at or abs(edges[end] - mirrored) > TILED * (edges[end] - edges[end - 1])
        if off and exactly:
            return None
        at = min(max(end, at + 1), len(bands) - 1) if off else end
    return starts if at == len(bands) or not exactly else None


def _nearest(y: float, bands: list[tuple[float, float]]) -> int:
    return min(range(len(bands)), key=lambda n: max(bands[n][0] - y, y - bands[n][1], 0.0))
