"""Charts: the sectors of a pie as shares, of the population that the caption names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extractors.layout import Printed
from extractors.statistics.phrases import implied
from extractors.statistics.tokens import Token, tokens
from schemas.document import Source
from schemas.population import Population
from schemas.reading import Claim
from schemas.vocabulary import Vocabulary

# Shares that are rounded one by one add up to a whole within a point; other numbers beside labels do not.
WHOLE, OFF = Decimal(100), Decimal(1)


@dataclass(frozen=True, slots=True)
class Sector:
    """A line of a chart: what it names, and its share."""

    line: Printed
    label: Token
    share: Token

    @property
    def value(self) -> Decimal:
        quantity = self.share.figure.quantity if self.share.figure else None
        return (quantity.value if quantity else None) or Decimal(0)


@dataclass(frozen=True, slots=True)
class Chart:
    """The sectors of one chart, and the line below them."""

    sectors: tuple[Sector, ...]
    caption: Printed | None

    @property
    def lines(self) -> frozenset[int]:
        """Give the numbers of the lines that are read as the chart."""
        return frozenset(sector.line.line.number for sector in self.sectors)


def chart_claims(charts: Iterable[Chart], source: Source, vocabulary: Vocabulary, period: str) -> tuple[Claim, ...]:
    """Read each sector as a share of its label among what the caption names, or among the whole that its axis parts."""
    claims: list[Claim] = []
    for chart in charts:
        base = _base(chart, vocabulary)
        for sector in chart.sectors:
            entry, figure = sector.label.entry, sector.share.figure
            assert entry is not None and figure is not None
            ink = sector.line.ink
            of = implied(base.having(entry.axis, entry.values), vocabulary)
            where = source.where(ink.at[sector.share.start : sector.share.end])
            claims.append(
                Claim("share", "", (of,), (base,), period, figure.quantity, "", (), True, ink.text, where, "")
            )
    return tuple(claims)


def find_charts(lines: tuple[Printed, ...], vocabulary: Vocabulary) -> tuple[Chart, ...]:
    """Gather the sectors of each chart; charts whose shares make no whole are left out."""
    found: list[Chart] = []
    run: list[Sector] = []
    for line in lines:
        sector = _sector(line, vocabulary) if line.text.endswith("%") else None
        if sector is not None:
            run.append(sector)
            continue
        if run:
            found.append(Chart(tuple(run), line))
            run = []
    found += [Chart(tuple(run), None)] if run else []
    return tuple(chart for chart in found if _makes_a_whole(chart.sectors))


def _makes_a_whole(sectors: tuple[Sector, ...]) -> bool:
    axes = {s.label.entry.axis for s in sectors if s.label.entry}
    return len(sectors) > 1 and len(axes) == 1 and abs(sum(s.value for s in sectors) - WHOLE) <= OFF


def _sector(line: Printed, vocabulary: Vocabulary) -> Sector | None:
    """Read a line of a label and a share, and nothing else."""
    found = tokens(line.text, vocabulary)
    if len(found) != 2 or found[0].kind not in ("axis", "bare") or found[1].kind != "percent":
        return None
    return Sector(line, found[0], found[1])


def _base(chart: Chart, vocabulary: Vocabulary) -> Population:
    """Give what the shares are of: what the caption names on other axes, else the whole of the axis that is parted."""
    own = chart.sectors[0].label.entry.axis if chart.sectors[0].label.entry else ""
    caption = chart.caption
    base = Population(vocabulary.entity.name)
    named = [t.entry for t in (tokens(caption.text, vocabulary) if caption else ()) if t.entry and t.kind == "axis"]
    for entry in named:
        if entry.axis != own:
            base = base.having(entry.axis, entry.values)
    if not base.axes:
        for axis, value in vocabulary.axis(own).whole:
            base = base.having(axis, (value,))
    return base
