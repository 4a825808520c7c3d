"""Lines as ink: a character reads the same whatever stands beside it; clauses around an offset."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.layout import printed_lines
from extractors.readers.text import read
from extractors.statistics.state import CLAUSE_MARKS, Setting
from schemas.vocabulary import load_series

PLANE = 0x10000
LETTER = "Ａ"
"""A character that is folded, so that its whole line is."""


def texts(lines: list[str]) -> dict[int, str]:
    """Read lines, and give the text of each that is not blank by its number."""
    source = read("\n".join(lines).encode(), "d", "d.txt", "")
    return {line.line.number: line.text for line in printed_lines(source)}


def test_a_character_reads_the_same_beside_any_other() -> None:
    """No character is taken as it is that would be folded beside one that is folded."""
    # White space parts cells and lines; halves of pairs and what is left free are no characters.
    others = ("Cc", "Cf", "Cn", "Co", "Cs", "Zs", "Zl", "Zp")
    chars = [c for c in map(chr, range(PLANE)) if unicodedata.category(c) not in others]
    plain = texts([f"创{c}新" for c in chars])
    folded = texts([f"创{c}新{LETTER}" for c in chars])
    assert len(plain) == len(chars)
    assert {n: text for n, text in plain.items() if folded[n] != f"{text}A"} == {}


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\ufeff", "\x00"])
def test_a_sign_without_a_shape_is_left_out(sign: str) -> None:
    assert texts([f"创{sign}新", sign, f"创{sign}新{LETTER}"]) == {1: "创新", 3: "创新A"}


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("共1，044家", "共1,044家"),
        ("于10：30开会", "于10:30开会"),
        ("第一批26家，第二批39家：如下", "第一批26家，第二批39家：如下"),
        ("26，其余", "26，其余"),
        ("三批试点联盟，39家", "三批试点联盟，39家"),
        ("*注：活跃度*高的联盟", "*注：活跃度*高的联盟"),
        ("**活跃度高**的联盟", "活跃度高的联盟"),
    ],
)
def test_a_mark_inside_a_number_is_narrow(printed: str, read_as: str) -> None:
    assert texts([printed]) == {1: read_as}


@given(st.text(alphabet="联盟家29" + CLAUSE_MARKS, max_size=30), st.data())
def test_clauses_around_an_offset(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    setting = Setting(load_series("alliance-activity"), "2018", "", text)
    marks = re.compile(f"[{CLAUSE_MARKS}]")
    assert setting.clause_before(at) == marks.split(text[:at])[-1]
    assert setting.clause_after(at) == marks.split(text[at:])[0]
