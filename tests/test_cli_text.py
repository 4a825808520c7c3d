"""Text for eyes: widths, breaks, columns, places."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractors.cli.progress import PageProgress
from extractors.cli.settings import Settings
from extractors.render.audit import audit_text, counts_text
from extractors.render.places import gazetteer
from extractors.render.reading import SHOWS, reading_text
from extractors.render.screen import clean, columns_of, cut, pad, width, wrap
from tests.test_schemas import AUDIT, INFO, READING, place

CHINESE = st.text("联盟活跃度，。（）“”12.5% abcé\u0301", max_size=200)


@pytest.mark.parametrize(
    ("text", "columns"), (("联盟", 4), ("A级", 3), ("44.45%", 6), ("e\u0301", 1), ("", 0), ("，", 2), ("\u200b", 0))
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@given(CHINESE, st.integers(4, 40))
@example(" 11", 4)
def test_wrapping_keeps_every_character_and_the_edge(text: str, columns: int) -> None:
    lines = wrap(text, columns, "  ")
    assert "".join("".join(lines).split()) == "".join(text.split())
    longest = max((width(word) for word in text.split(" ")), default=0)
    assert all(width(line) <= max(columns, longest + 2) for line in lines)


def test_no_line_starts_with_a_mark_that_closes_or_ends_with_one_that_opens() -> None:
    text = "位置三、6第203行“48.84%”；三、7（附件2）第216行“9 家”；等 12 处。" * 5
    for columns in range(20, 100):
        for line in wrap(text, columns):
            assert line[0] not in "，。、；：）”"
            assert line[-1] not in "（“"


@given(CHINESE, st.integers(2, 30))
def test_cutting_and_padding_give_the_width_asked_for(text: str, columns: int) -> None:
    assert width(cut(text, columns)) <= columns
    assert width(pad(cut(text, columns), columns)) == columns


@given(st.text())
def test_nothing_that_is_shown_can_steer_a_terminal(text: str) -> None:
    shown = clean(text)
    assert all(ord(c) >= 32 and not 0x7F <= ord(c) <= 0x9F for c in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    shown.encode()


def test_columns_are_aligned_by_what_is_seen() -> None:
    lines = columns_of([("联盟", "1"), ("abc", "22")], frozenset({1}))
    assert lines == ["联盟   1", "abc   22"]
    assert columns_of([]) == []


def test_places_are_named_by_chapter_and_line() -> None:
    names = gazetteer([READING], "report-2025")
    assert names.name(place("x", 1)) == "第1行"
    assert names.name(place("x", 2)) == "三 第2行"
    assert names.name(place("x", 30)) == "无号 第30行"
    assert names.name(place("x", 30), "en") == "无号 line 30"
    assert names.name(place("x", 2, box=True)) == "三 第1页"
    assert names.name(place("x", 2, "report-2018")) == "report-2018 第2行"


def test_counts_are_all_shown_even_when_nought() -> None:
    nothing = {"pass": 0, "unchecked": 0, "note": 0, "warning": 0, "error": 0}
    assert counts_text(nothing) == "数据 0 个：相符 0 · 提示 0 · 存疑 0 · 矛盾 0 · 未核 0"
    assert counts_text(nothing, "en") == "figures 0: pass 0 · note 0 · warning 0 · error 0 · unchecked 0"


def test_an_audit_shows_figure_sum_and_both_places() -> None:
    text = audit_text([AUDIT], [INFO], [READING])
    for part in (
        "矛盾", "成因：笔误", "SUM-01", "原文 146家", "复算 147家", "算式 52 + 39 + 55 = 146", "无号 第20行“146家”",
        "无号 第21行“52家”", "若 无号 第20行 的 146 为 147，可同时消除 3 处不符",
    ):  # fmt: skip
        assert part in text, part
    assert text.index("矛盾\n") < text.index("提示\n")


@pytest.mark.parametrize("show", ("", *SHOWS))
@pytest.mark.parametrize("lang", ("zh", "en"))
def test_a_reading_can_be_shown_in_parts(show: str, lang: str) -> None:
    assert reading_text(READING, show, lang).endswith("\n")


@pytest.mark.parametrize(
    ("pages", "terminal", "told"),
    [
        (500, True, ["[", "500/500 页，正在整理……", "\r\x1b[K"]),
        (500, False, ["读入 100/500 页\n", "读入 200/500 页\n", "读入 500/500 页\n"]),
        (9, True, ["\r\x1b[K"]),
        (9, False, []),
    ],
)
def test_a_long_file_shows_how_far_it_has_come_and_leaves_nothing_behind(
    pages: int, terminal: bool, told: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    progress = PageProgress(Settings())
    for page in range(1, pages + 1):
        progress(page, pages)
    progress(0, 0)
    printed = capsys.readouterr().err
    assert all(part in printed for part in told)
    assert printed.endswith(told[-1] if told else "")
    assert bool(printed) == bool(told)
