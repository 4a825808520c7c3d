"""Parts of the reading of PDFs, each by itself: boxes of characters, merged cells, known names, pies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers.charts import Shape, charted
from extractors.readers.merged import WAYS, Carry, exact_starts, merged_rows
from extractors.readers.pieces import Piece
from extractors.statistics.mentions import find_names
from schemas.boxes import Boxes
from schemas.vocabulary import load_series

HEIGHT = 10.0


def boxes_of(words: list[str]) -> tuple[str, Boxes]:
    """Set words one after the other, ten points a wide character, five a narrow one."""
    boxes, text, x = Boxes(), "", 0.0
    for word in words:
        width = sum(10 if ord(c) > 0x2E7F else 5 for c in word)
        boxes.starts.append(len(text))
        boxes.lengths.append(len(word))
        boxes.edges.extend((x, 20.0, x + width, 30.0))
        text += word + " "
        x += width + 5
    return text, boxes


@given(st.lists(st.text("联盟技术AB12", min_size=1, max_size=6), min_size=1, max_size=6), st.data())
def test_the_box_of_a_stretch_holds_the_boxes_of_its_characters(words: list[str], data: st.DataObject) -> None:
    text, boxes = boxes_of(words)
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first, len(text) - 1))
    x0, top, x1, bottom = boxes.around(text, first, last)
    parts = [boxes.around(text, at, at) for at in range(first, last + 1)]
    assert (x0, x1) == pytest.approx((min(p[0] for p in parts), max(p[2] for p in parts)))
    assert (top, bottom) == (20.0, 30.0)


def test_characters_share_a_word_by_their_width() -> None:
    text, boxes = boxes_of(["TD联盟"])
    assert [boxes.around(text, at, at)[::2] for at in range(4)] == [(0, 5), (5, 10), (10, 20), (20, 30)]


# ---- merged cells: rows of one to three lines, labels of segments of rows


def set_table(lines: list[int], segments: list[int], way: str, first: int = 1) -> tuple[list[Piece], list, list, list]:
    """Set rows of so many lines, and a label for each run of rows at the top, middle or bottom of its cell."""
    ranks, rows, bands, labels, y = [], [], [], [], 100.0
    for n, count in enumerate(lines):
        bottom = y + count * HEIGHT + 6
        rows.append((y + 3, bottom - 3))
        bands.append((y, bottom))
        ranks.append(Piece(str(first + n), 50, y + 3, 55, y + 3 + HEIGHT))
        y = bottom
    at = 0
    for size in segments:
        top, bottom = rows[at][0], rows[at + size - 1][1]
        start = {"top": top, "middle": (top + bottom - HEIGHT) / 2, "bottom": bottom - HEIGHT}[way]
        labels.append([[Piece("一般", 300, start, 320, start + HEIGHT)]])
        at += size
    return ranks, rows, bands, labels


@pytest.mark.parametrize("way", ["top", "middle", "bottom"])
@given(
    segments=st.lists(st.integers(1, 6), min_size=2, max_size=5).filter(lambda s: s[0] % 2 == 0 and s[-1] > 1),
    data=st.data(),
)
def test_labels_begin_where_their_rows_do(way: str, segments: list[int], data: st.DataObject) -> None:
    lines = data.draw(st.lists(st.integers(1, 3), min_size=sum(segments), max_size=sum(segments)))
    ranks, rows, bands, labels = set_table(lines, segments, way)
    wanted = [sum(segments[:n]) for n in range(len(segments))]
    spans = [(label[0][0].top, label[0][0].bottom) for label in labels]
    exact = [w for w in WAYS if exact_starts(w, spans, rows, HEIGHT, True)]
    assert way in exact
    # Labels at the bottoms of two rows each stand in the middle of other rows: nobody could tell.
    if exact == [way]:
        assert [n for n, _ in merged_rows(labels, ranks, rows, bands, Carry(), list)] == wanted


def test_how_labels_stand_is_carried_over_the_page() -> None:
    carry = Carry()
    ranks, rows, bands, labels = set_table([1] * 9, [4, 5], "top")
    assert [n for n, _ in merged_rows(labels, ranks, rows, bands, carry, list)] == [0, 4]
    # On its own, the one label of the next page could stand in the middle of its rows as well.
    ranks, rows, bands, labels = set_table([1] * 9, [9], "middle", first=10)
    assert [n for n, _ in merged_rows(labels, ranks, rows, bands, carry, list)] == [4]
    assert [n for n, _ in merged_rows(labels, ranks, rows, bands, Carry(ways=("middle",)), list)] == [0]


def test_labels_that_two_ways_fit_are_told_as_unsure() -> None:
    """Read off the drawing: both labels stand at the bottom of the row above the middle of the rows left to them."""
    carry = Carry()
    ranks, rows, bands, labels = set_table([1] * 6, [3, 3], "middle")
    # At the top of rows 2 and 5, or in the middle of rows 1 to 3 and 4 to 6: on page one the first row has a label.
    assert [n for n, _ in merged_rows(labels, ranks, rows, bands, carry, list)] == [0, 3]
    assert carry.unsure == set()
    ranks, rows, bands, labels = set_table([1] * 6, [3, 3], "middle", first=7)
    merged_rows(labels, ranks, rows, bands, Carry(ways=("middle",)), list)
    fresh = Carry()
    merged_rows(labels, ranks, rows, bands, fresh, list)
    assert fresh.unsure == {id(label[0][0]) for label in labels}


# ---- names


def slowly(text: str, known: tuple[str, ...]) -> set[str]:
    """Find short forms the plain way: each beginning of each name before each 联盟."""
    found = set()
    for at in range(len(text)):
        if text.startswith("联盟", at) and not text[:at].endswith("战略"):
            stems = [n[:k] for n in known for k in range(2, len(n) - 1) if text[:at].endswith(n[:k])]
            found |= {max(stems, key=len) + "联盟"} if stems else set()
    return found


@given(st.text("半导体照明联盟，的", max_size=24))
def test_short_forms_are_the_longest_known_beginnings(text: str) -> None:
    known = ("半导体照明产业技术创新战略联盟", "照明产业技术创新战略联盟")
    found = find_names(text, load_series("alliance-activity").entity, known)
    assert {f.text for f in found if not f.full} == slowly(text, known)


# ---- pies


def word(text: str, x: float, y: float) -> Piece:
    return Piece(text, x, y, x + 10 * len(text), y + HEIGHT)


def square(x: float, y: float, size: float, colour: tuple[float, ...]) -> Shape:
    return Shape(((x, y), (x + size, y), (x + size, y + size), (x, y + size)), colour)


RED, BLUE = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)
WORDS = [word("60%", 120, 120), word("40%", 220, 120), word("活跃度高", 420, 100), word("其他", 420, 120)]


def test_a_share_takes_the_label_of_its_colour() -> None:
    drawn = [square(100, 100, 80, BLUE), square(200, 100, 80, RED), square(405, 100, 9, RED), square(405, 120, 9, BLUE)]
    rest, lines = charted(WORDS, lambda: drawn)
    assert rest == []
    assert [[p.text for p in line] for line in lines] == [["其他", "60%"], ["活跃度高", "40%"]]


def test_where_colours_do_not_tell_the_words_stay_where_they_are() -> None:
    twice = [
        square(100, 100, 80, BLUE),
        square(200, 100, 80, BLUE),
        square(405, 100, 9, BLUE),
        square(405, 120, 9, BLUE),
    ]
    assert charted(WORDS, lambda: twice) == (WORDS, [])
    assert charted(WORDS, list) == (WORDS, [])
