"""Changes that words bound: on the side of zero where they lie, and open where the words leave them open."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.reports import read_bytes
from schemas.direction import direction_words
from schemas.vocabulary import load_series


@pytest.mark.parametrize(
    ("words", "value", "low", "high"),
    [
        ("增加5家", 5, 5, 5),
        ("减少5家", -5, -5, -5),
        ("增加近5家", 5, 4, 5),
        ("减少近5家", -5, -5, -4),
        ("增加约5家", 5, 4, 6),
        ("减少约5家", -5, -6, -4),
        ("增加超过5家", 5, 5, None),
        ("减少超过5家", -5, None, -5),
        ("减少不超过5家", -5, -5, None),
    ],
)
def test_bounds_of_a_change(words: str, value: int, low: int | None, high: int | None) -> None:
    text = f"2025年度产业技术创新战略联盟活跃度评价报告\n2025年度活跃度高的联盟比2024年度{words}。"
    reading = read_bytes(text.encode(), "text", "text.txt", load_series("alliance-activity"))
    told = [c.quantity for c in reading.claims if c.kind == "change"]
    bounds = [(q.value, q.low, q.high) for q in told if q is not None]
    assert bounds == [tuple(None if n is None else Decimal(n) for n in (value, low, high))]


@pytest.mark.parametrize(
    ("told", "english"),
    [
        ("增加6 + 减少4 = 增加2", "a rise of 6 + a fall of 4 = a rise of 2"),
        ("持平", "no change"),
        ("增加了5家", "增加了5家"),
    ],
)
def test_only_directed_figures_are_put_into_english(told: str, english: str) -> None:
    assert direction_words(told, "en") == english
