"""Odd texts, as recognition and cut files leave them, are read without a fault."""

from __future__ import annotations

import pytest

from extractors.reports import read_bytes
from schemas.vocabulary import load_series

COUNTS = "0家\t1家\t7家\t8家\t1家\t8家\t8家"


@pytest.mark.parametrize(
    ("text", "series", "claims"),
    [
        ("器人产业技术创新战略联盟其他联盟占2025/3/1", "alliance-activity", []),
        ("第七次、", "graded-evaluation", []),
        ("6家\n流\n3家 0家 3家", "graded-evaluation", ["6家", "3家", "0家", "3家"]),
        (f"3家活跃度\n项\t目\t动\t）\t台\t组织展览、论坛、学术会议\t流\n{COUNTS}", "alliance-activity", COUNTS.split()),
    ],
    ids=("a share of nobody", "an ordinal in a list", "a series without activities", "a caption with a bare stem"),
)
def test_an_odd_text_is_read(text: str, series: str, claims: list[str]) -> None:
    reading = read_bytes(text.encode(), "odd", "odd.txt", load_series(series))
    assert [c.where.quote for c in reading.claims if c.kind == "count"][-len(claims) or 1 :] == claims
