"""Text files as they come: charsets without a mark, files cut short, texts too short to tell much."""

from __future__ import annotations

import random

import pytest

from extractors.readers import read_source
from extractors.render.sets import set_words
from extractors.reports import read_bytes
from schemas.errors import Unreadable
from schemas.vocabulary import load_series
from tests.gold_files import ROOT

REPORT = (ROOT / "corpus" / "documents" / "alliance-activity-2025-report.txt").read_text(encoding="utf-8")
SENTENCE = "参评联盟70家，其中活跃度高的43家，活跃度较高的9家，活跃度一般的14家，其他4家。"


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "utf-16", "gb18030", "utf-8"])
@pytest.mark.parametrize("text", [REPORT, SENTENCE])
def test_every_charset_gives_the_same_text(charset: str, text: str) -> None:
    source = read_source(text.encode(charset), "d", "d.txt")
    assert source.text.removeprefix("\ufeff") == text
    assert not source.cut


def test_binary_files_are_no_text() -> None:
    noise = random.Random(1).randbytes(4000)
    for data in (
        noise,
        b"\x00" * 50 + "联盟".encode("utf-16-le") * 50,
        b"MZ\x90\x00" + "联盟2025年的".encode("utf-16-le") * 40,
    ):
        with pytest.raises(Unreadable):
            read_bytes(data, "d", "d.bin", None)


@pytest.mark.parametrize("lost", [1, 2])
def test_a_file_cut_within_a_character_is_read_up_to_it(lost: int) -> None:
    data = f"{SENTENCE}联".encode()
    source = read_source(data[:-lost], "d", "d.txt")
    assert source.text == SENTENCE and source.cut
    reading = read_bytes(data[:-lost], "d", "d.txt")
    assert reading.cut is not None and reading.cut.quote == "。"
    assert [c.quantity.text for c in reading.claims if c.quantity] == ["70家", "43家", "9家", "14家", "4家"]


def test_broken_bytes_inside_a_file_are_not_read_over() -> None:
    data = SENTENCE.encode()
    with pytest.raises(Unreadable):
        read_bytes(data[:40] + data[41:], "d", "d.txt")


def test_one_sentence_is_enough() -> None:
    assert len(read_bytes("活跃度高的联盟43家。".encode(), "d", "d.txt").claims) == 1


def test_what_is_no_report_is_told_why() -> None:
    with pytest.raises(Unreadable, match="没有任何一个"):
        read_bytes("今天天气很好。".encode(), "d", "d.txt")
    with pytest.raises(Unreadable, match="只有一个评价系列的用语（“活跃度”）"):
        read_bytes(("一段与评价毫无关系的话。" * 30 + "市场活跃度上升。").encode(), "d", "d.txt")


@pytest.mark.parametrize(
    ("sentence", "zh", "en"),
    [
        ("第一批活跃度高的联盟21家。", "第一批，活跃度高", "batch 1, tier high"),
        ("由我省牵头的联盟12家。", "原文所述“由我省牵头的联盟12家”", "as worded “由我省牵头的联盟12家”"),
        ("80分（不含）以上的联盟12家。", "80分以上（不含80分）", "score (80,)"),
        ("联盟总数165家。", "全部", "all"),
    ],
)
def test_sets_are_told_in_words(sentence: str, zh: str, en: str) -> None:
    vocabulary = load_series("alliance-activity")
    claim = next(c for c in read_bytes(f"活跃度评价。{sentence}".encode(), "d", "d.txt").claims if c.kind == "count")
    assert set_words(claim.of[0], vocabulary, "zh") == zh
    assert set_words(claim.of[0], vocabulary, "en") == en
