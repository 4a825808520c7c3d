"""Ledgers made up for the roster page: two hundred alliances by fifteen periods, and names that mean harm."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from extractors.audit import audit_corpus
from extractors.ledger import reconcile
from extractors.render.pages.roster import roster_page
from schemas.ledger import Alliance, Ledger
from schemas.population import Interval, Population
from schemas.reading import Claim, Item
from schemas.vocabulary import load_series
from tests.handmade import Ink, reading, row, seat, with_mentions

VOCABULARY = load_series("alliance-activity")
TAIL = "产业技术创新战略联盟"
PRINTED = ("活跃度高", "活跃度较高", "活跃度一般", "活跃度较差")
TIERS = ("high", "fairly_high", "average", "low")
EDGES = ((85, 100), (70, 84), (50, 69), (0, 49))
ROWS, CELLS = 39, 94
"""Full rows of the first level of GB 2312, the characters that names are made of."""

HARMFUL = (
    f"<script>document.title='owned'</script>{TAIL}",
    f"</script><img src=x onerror=alert(1)>{TAIL}",
    f'=HYPERLINK("http://example.org")"&<b>{TAIL}',
    f"左\u202e右\u2066转{TAIL}",
    f"{'长' * 10000}{TAIL}",
    f"{{{{ 7*7 }}}}${{1}}{TAIL}",
)
"""Names that would act if they were ever taken for anything but text."""


def stem(n: int) -> str:
    """Give four characters that no other alliance has, so that hardly any name is like another."""
    places = Random(n).sample(range(ROWS * CELLS), 4)
    return b"".join(bytes((0xB0 + place // CELLS, 0xA1 + place % CELLS)) for place in places).decode("gb2312")


def _band(ink: Ink, period: str, tier: str, edges: tuple[int, int]) -> Claim:
    of = Population().having("tier", (tier,)).within("score", Interval(Decimal(edges[0]), Decimal(edges[1])))
    text = f"{edges[0]}分至{edges[1]}分为{tier}"
    return Claim("band", "score", (of,), (), period, None, "", (), True, text, ink.place(text))


def made_up(names: tuple[str, ...], periods: tuple[str, ...], codes: tuple[str, ...] = ()) -> Ledger:
    """Reconcile one full report a period: everyone has a row, a code, a score, some a seat or an honour."""
    readings = []
    for p, period in enumerate(periods):
        ink = Ink(f"report-{period}")
        rows, honours, people, items = [], [], [], []
        for n, name in enumerate(names):
            tier = 0 if n % 6 == 0 else (n + p) % len(TIERS)
            score = str(EDGES[tier][1] - (n * 3 + p) % 15)
            code = codes[n] if n < len(codes) else str(101 + n)
            rows.append(row(ink, name, n + 1, code, TIERS[tier], score=score, tier_as_printed=PRINTED[tier]))
            if n % 6 == 0 and p >= 2:
                run = {"honour": "A", "start": periods[p - 2], "end": period, "periods_count": 3}
                honours.append(row(ink, name, len(honours) + 1, code, "", **run))
            if n % 5 == p % 5:
                people.append(seat(ink, f"某{n}", name))
            if n % 40 == 0:
                place = ink.place(f"{name}开会")
                items.append(
                    Item("动态", n, place.quote, "3月1日", f"{period}-03-01", "", "", "", (), "", place, place)
                )
        # The bands change half way, so that breaks and bridges are there.
        bands = [(low - 5 * (p > len(periods) // 2), high) for low, high in EDGES]
        claims = tuple(_band(ink, period, tier, (max(0, b[0]), b[1])) for tier, b in zip(TIERS, bands, strict=True))
        made = reading(
            f"report-{period}",
            period,
            f"{int(period) + 1}",
            rows=(*rows, *honours),
            panel=tuple(people),
            items=tuple(items),
            claims=claims,
        )
        readings.append(with_mentions(made))
    on_file = tuple(Alliance(f"al-{n + 1:04d}", name) for n, name in enumerate(names))
    return reconcile(readings, on_file, (), VOCABULARY)


def page_of(ledger: Ledger, lang: str = "zh") -> str:
    """Write the page of a ledger with its audits."""
    audits = audit_corpus(ledger, VOCABULARY)
    return roster_page(ledger, audits, [r.document for r in ledger.readings], VOCABULARY, lang)


def large() -> Ledger:
    """Make the ledger of two hundred alliances by fifteen periods."""
    return made_up(tuple(stem(n) + TAIL for n in range(200)), tuple(str(2011 + p) for p in range(15)))


def harmful() -> Ledger:
    """Make a ledger whose names, codes and document titles would act if they could."""
    ledger = made_up((*HARMFUL, f"善意{TAIL}"), ("2024", "2025"), ("=1+1", "<i>9</i>", "007"))
    retitled = (
        replace(r, document=replace(r.document, title="<script>alert('title')</script>")) for r in ledger.readings
    )
    return replace(ledger, readings=tuple(retitled))
