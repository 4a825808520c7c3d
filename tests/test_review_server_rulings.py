"""Rulings on codes and figures on the review page."""

from __future__ import annotations

import tomllib
from html import unescape
from pathlib import Path

import pytest

from tests.review_desk import decided
from tests.review_site import Site, said, site  # noqa: F401

# ---- rulings on codes and figures


@pytest.fixture
def rulings(tmp_path: Path) -> Site:
    return Site(decided(tmp_path))


def form(site: Site, kind: str) -> dict[str, str]:
    """Give the hidden fields of the question of a kind, and its choices by name."""
    question = next(q for q in site.session.questions if q.kind == kind)
    return site.fields(question.title) | {choice.name: choice.key for choice in question.choices}


def blocks(site: Site) -> list[dict[str, object]]:
    path = site.root / "corpus" / "corrections.toml"
    return tomllib.loads(path.read_text("utf-8"))["correction"] if path.exists() else []


def test_a_figure_is_ruled_on_and_taken_back(rulings: Site) -> None:
    fields = form(rulings, "figure")
    page = rulings.client.get(f"/q/{fields['question']}").text
    assert "误印，应为 3批" in page and "发现留存，注明裁定：SUM-02 二批" in page and 'name="meant"' in page
    ruled = fields | {"choice": f"misprint|{fields['二批']}", "reason": "三个批次合计146", "meant": "三批"}
    answer = rulings.client.post("/decide", data=ruled)
    assert "已存 corpus/corrections.toml 第1行 k-0001 · 了结 1 项发现 · 剩 2" in said(answer)
    assert [(b["expect"], b["meant"], b["reason"]) for b in blocks(rulings)] == [("二批", "三批", "三个批次合计146")]
    assert "k-0001 误印 二批（report-2016 701-703） → 三批" in unescape(answer.text)
    again = rulings.client.post("/decide", data=ruled)
    assert "已由 editor 认定（k-0001，误印 三批），没有再写入。" in said(again)
    undone = rulings.client.post("/undo", data={"judgement": "k-0001", "secret": rulings.secret(), "reason": ""})
    assert "已撤销 k-0001" in said(undone) and "发现重新待定：SUM-02 二批" in said(undone)
    assert [b["verdict"] for b in blocks(rulings)] == ["misprint", "retract"]


def test_codes_are_ruled_on_together_and_taken_back_together(rulings: Site) -> None:
    fields = form(rulings, "code")
    answer = rulings.client.post("/decide", data=fields | {"choice": "stands|", "reason": "各与其合计相合"})
    assert "k-0001、k-0002" in said(answer)
    undone = rulings.client.post("/undo", data={"judgement": "k-0001|k-0002", "secret": rulings.secret()})
    assert "已撤销 k-0001、k-0002" in said(undone)
    assert blocks(rulings)[-1]["supersedes"] == ["k-0001", "k-0002"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reason": " "}, "须写理由"),
        ({"choice": "misprint|w-0000000000"}, "没有这个选择"),
        ({"choice": "same|al-0001"}, "没有这个选择"),
        ({"meant": "三家"}, "“三家”不能取代“二批”。"),
        ({"meant": "二批"}, "没有更正什么"),
        ({"secret": "wrong"}, ""),
    ],
)
def test_a_ruling_that_cannot_be_is_refused_and_nothing_is_written(
    rulings: Site, change: dict[str, str], words: str
) -> None:
    fields = form(rulings, "figure")
    made = fields | {"choice": f"misread|{fields['二批']}", "reason": "理由", "meant": "三批"} | change
    answer = rulings.client.post("/decide", data=made)
    assert words in said(answer) if words else answer.status_code == 403
    assert blocks(rulings) == []


@pytest.mark.parametrize(
    ("typed", "side", "words"),
    [
        ("三批", "1", "若认作“误读 三批”：将了结 1 项发现"),
        ("三批", "1", "若认作“误印 三批”：将了结 1 项发现"),
        ("四批", "2", "新增发现：SUM-02 二批"),
        ("<b>三家", "1", "“&lt;b&gt;三家”不能取代“二批”。"),
        ("", "1", ""),
        ("三批", "9", ""),
        ("三批", "x", ""),
    ],
)
def test_the_effect_of_a_value_is_told_while_it_is_typed(rulings: Site, typed: str, side: str, words: str) -> None:
    answer = rulings.client.post("/effect", data=form(rulings, "figure") | {"meant": typed, "side": side})
    assert answer.status_code == 200
    assert words in answer.text and bool(answer.text.strip()) is bool(words)
    assert blocks(rulings) == []


def test_in_english_the_page_of_a_figure_is_english(tmp_path: Path) -> None:
    site = Site(decided(tmp_path), "en")
    fields = form(site, "figure")
    page = site.client.get(f"/q/{fields['question']}").text
    assert "misprint: 3批" in page and "A ruling needs a reason" in page and "Should be" in page
