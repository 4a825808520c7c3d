"""Resolution of single names, and what table, code and people add."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.names import build_resolver, match_mentions, parse_name, replay
from extractors.names.compare import REVIEW_RATIO, is_subsequence, near_stem, text_comparisons, worth_comparing
from extractors.names.resolve import LINKED, NEW, REVIEW, Resolver
from schemas.ledger import Alliance, Match
from schemas.reading import Reading
from schemas.vocabulary import load_series
from tests.handmade import Ink, mention, reading, row, seat, with_mentions

VOCABULARY = load_series("alliance-activity")
CASES = list(csv.DictReader((Path(__file__).parent / "cases" / "names.csv").open(encoding="utf-8", newline="")))


def resolver(*names: str) -> Resolver:
    alliances = tuple(Alliance(f"al-{n:04d}", name) for n, name in enumerate(names, start=1))
    return build_resolver(alliances, replay((), alliances), VOCABULARY)


def matches(made: Reading, *names: str) -> dict[tuple[str, str], Match]:
    return {(m.mention.role, m.mention.name): m for m in match_mentions((made,), resolver(*names))}


@pytest.mark.parametrize("case", CASES, ids=[case["printed"] for case in CASES])
def test_cases(case: dict[str, str]) -> None:
    verdict = resolver(case["on_file"]).resolve(case["printed"])
    assert verdict.outcome == case["outcome"], case["why"]
    assert verdict.alliance == ("al-0001" if case["outcome"] == LINKED else "")
    assert ("al-0001" in verdict.candidates) is (case["outcome"] != NEW)


@pytest.mark.parametrize("case", [c for c in CASES if c["outcome"] != LINKED], ids=lambda c: c["printed"])
def test_what_does_not_link_does_not_link_the_other_way_round(case: dict[str, str]) -> None:
    assert resolver(case["printed"]).resolve(case["on_file"]).outcome != LINKED


def test_two_equal_claims_are_a_question_and_not_a_coin_toss() -> None:
    verdict = resolver("智能制造（AI）产业技术创新战略联盟", "医疗影像（AI）产业技术创新战略联盟").resolve("AI联盟")
    assert verdict.outcome == REVIEW
    assert set(verdict.candidates) == {"al-0001", "al-0002"}


def test_the_name_on_file_wins_over_a_shared_stem() -> None:
    made = resolver("甲乙产业技术创新战略联盟", "甲乙技术创新战略联盟")
    assert made.resolve("甲乙技术创新战略联盟").alliance == "al-0002"
    assert made.resolve("甲乙联盟").outcome == REVIEW


def test_reasons_are_words_in_both_languages() -> None:
    verdict = resolver("应急救援装备产业技术创新战略联盟").resolve("应急装备联盟")
    assert any("词干包含" in c.message.zh and "one stem inside the other" in c.message.en for c in verdict.comparisons)
    assert not any(c.links for c in verdict.comparisons)


def test_the_ratio_looks_the_same_from_both_sides() -> None:
    made = resolver()
    one, other = made.parse("水环境处理联盟"), made.parse("水环境治理联盟")
    forth, back = near_stem(one, other, "a"), near_stem(other, one, "a")
    assert forth is not None and back is not None
    assert forth.score == back.score > REVIEW_RATIO


def test_a_row_cannot_be_whom_another_row_is() -> None:
    ink = Ink("d")
    rows = (row(ink, "抗肿瘤药物产业技术创新战略联盟", 1), row(ink, "抗体药物产业技术创新战略联盟", 2))
    found = matches(with_mentions(reading("d", rows=rows)), "抗肿瘤药物产业技术创新战略联盟")
    assert found[("row", "抗体药物产业技术创新战略联盟")].outcome == NEW


def test_a_double_row_is_an_open_question() -> None:
    ink = Ink("d")
    rows = (row(ink, "化纤联盟", 1), row(ink, "化纤产业技术创新战略联盟", 2))
    found = match_mentions((with_mentions(reading("d", rows=rows)),), resolver("化纤产业技术创新战略联盟"))
    assert sorted(m.outcome for m in found) == [LINKED, REVIEW]
    assert all(m.candidates == ("al-0001",) for m in found)


def test_an_equal_code_proposes_and_never_links() -> None:
    ink = Ink("a")
    first = with_mentions(reading("a", "2018", rows=(row(ink, "烟气污染治理产业技术创新战略联盟", 1, "235"),)))
    ink = Ink("b")
    second = with_mentions(reading("b", "2025", rows=(row(ink, "重点行业减污降碳产业技术创新战略联盟", 1, "235"),)))
    found = match_mentions((first, second), resolver("烟气污染治理产业技术创新战略联盟"))
    assert [m.outcome for m in found] == [LINKED, REVIEW]
    assert found[1].candidates == ("al-0001",) and "编号相同" in found[1].reasons[0]


def test_letter_case_of_a_code_is_no_difference() -> None:
    first = with_mentions(reading("a", "2018", rows=(row(Ink("a"), "甲乙丙联盟", 1, "d106"),)))
    second = with_mentions(reading("b", "2025", rows=(row(Ink("b"), "丁戊己联盟", 1, "D106"),)))
    assert match_mentions((first, second), resolver("甲乙丙联盟"))[1].outcome == REVIEW


def test_a_person_is_a_witness() -> None:
    first = with_mentions(reading("a", "2018", panel=(seat(Ink("a"), "王聆燕", "烟气污染治理联盟"),)))
    second = with_mentions(reading("b", "2025", panel=(seat(Ink("b"), "王聆燕", "重点行业减污降碳联盟"),)))
    found = match_mentions((first, second), resolver("烟气污染治理联盟"))
    assert found[1].outcome == REVIEW and "同一人任职" in found[1].reasons[0]


def test_more_witnesses_rank_higher() -> None:
    first = with_mentions(
        reading(
            "a",
            "2018",
            rows=(row(Ink("a"), "烟气污染治理联盟", 1, "235"), row(Ink("a2"), "重点行业减污联盟", 2, "236")),
        )
    )
    second = with_mentions(reading("b", "2025", rows=(row(Ink("b"), "重点行业减污降碳联盟", 1, "235"),)))
    names = ("烟气污染治理联盟", "重点行业减污联盟")
    assert match_mentions((first, second), resolver(*names))[-1].candidates == ("al-0001", "al-0002")


def test_two_names_that_nobody_has_are_asked_about_together() -> None:
    ink = Ink("d")
    made = reading("d", rows=(row(ink, "水环境处理联盟"),))
    found = matches(with_mentions(made, [mention(ink, "水环境治理联盟")]))
    assert found[("row", "水环境处理联盟")].candidates == ("new:水环境治理",)
    assert found[("prose", "水环境治理联盟")].candidates == ("new:水环境处理",)


def test_a_new_name_keeps_one_provisional_id() -> None:
    ink = Ink("d")
    made = with_mentions(reading("d", rows=(row(ink, "量子计算产业技术创新战略联盟"),)), [mention(ink, "量子计算联盟")])
    assert {m.alliance for m in matches(made).values()} == {"new:量子计算"}


def test_an_affiliation_that_is_no_alliance_is_no_mention() -> None:
    made = with_mentions(reading("d", panel=(seat(Ink("d"), "张冬", "科技部七司", "原一级调研员"),)))
    assert not match_mentions((made,), resolver("化纤联盟"))


STEMS = st.text(alphabet="汽车电动材料技术料车高梁粱（）bim", min_size=1, max_size=9)


@given(STEMS, STEMS, st.sampled_from((0.3, REVIEW_RATIO, 0.8)))
def test_what_is_not_worth_comparing_has_no_reason(one: str, other: str, floor: float) -> None:
    a, b = (parse_name(stem + "产业技术创新战略联盟", VOCABULARY) for stem in (one, other))
    if not worth_comparing(a, b, floor):
        assert text_comparisons(a, b, "al-0001", VOCABULARY, floor) == ()


@given(STEMS, STEMS)
def test_a_subsequence_is_what_can_be_crossed_out_to(one: str, other: str) -> None:
    rest = iter(other)
    assert is_subsequence(one, other) == all(character in rest for character in one)
