"""Normal form and stem: what folding must and must not change."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.names.forms import normal_form
from extractors.names.initials import has_initials
from extractors.names.stems import names_a_member, parse_name, stem_of
from schemas.radicals import fold_radicals, radicals
from schemas.vocabulary import load_series

VOCABULARY = load_series("alliance-activity")

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
INK = st.text(
    st.one_of(
        HAN,
        st.characters(min_codepoint=0x2E80, max_codepoint=0x2FDF),
        st.characters(min_codepoint=0xFF00, max_codepoint=0xFF5E),
        st.sampled_from(" \t\n\u3000\u200b\ufeff（）〔〕()“”*-—·ⅠⅡﬁ㈱İßΣς"),
        st.characters(codec="utf-8"),
    ),
    max_size=20,
)
STEM = st.text(HAN, min_size=1, max_size=8).map(normal_form).filter(lambda s: len(s) > 0)


@given(INK)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


@given(st.text(HAN, min_size=1, max_size=12), st.integers(0, 12))
def test_a_break_inside_a_name_is_no_difference(name: str, at: int) -> None:
    assert normal_form(name[:at] + " \n" + name[at:]) == normal_form(name)


@given(STEM, st.sampled_from(["产业技术创新战略联盟", "技术创新战略联盟", "产业技术创新联盟", "战略联盟", "联盟"]))
def test_the_tail_does_not_change_the_stem(stem: str, tail: str) -> None:
    own = parse_name(stem + "产业技术创新战略联盟", VOCABULARY).stem
    assert stem_of(own + tail, VOCABULARY) == stem_of(own + "联盟", VOCABULARY)


@given(STEM)
def test_a_stem_is_part_of_its_name(stem: str) -> None:
    name = parse_name(stem + "产业技术创新战略联盟", VOCABULARY)
    assert name.stem and name.normal.startswith(name.stem)
    assert name.normal == name.stem + "".join(word for _, word in name.tail)


@pytest.mark.parametrize(
    ("printed", "stem"),
    [
        ("住宅科技产业技术创新战略联盟", "住宅科技"),
        ("住宅产业技术创新战略联盟", "住宅"),
        ("农业生物技术产业技术创新战略联盟", "农业生物技术"),
        ("纳米科技产业技术创新战略联盟", "纳米科技"),
        ("抗体药物技术创新产学研联盟", "抗体药物"),
        ("长风开放标准平台软件联盟", "长风开放标准平台软件"),
        ("国家肉类加工产业科技创新联盟", "国家肉类加工"),
        ("有机（类）肥料产业技术创新战略联盟", "有机(类)肥料"),
        ("马产业技术创新战略联盟", "马"),
        ("联盟", "联盟"),
    ],
)
def test_stems(printed: str, stem: str) -> None:
    assert stem_of(printed, VOCABULARY) == stem


def test_every_radical_folds_to_an_ideograph() -> None:
    assert len(radicals()) == 328
    for ideograph in radicals().values():
        assert unicodedata.name(ideograph).startswith("CJK UNIFIED IDEOGRAPH")
    assert fold_radicals("⽊⽵⾦⻋⼾⾭") == "木竹金车户青"


def test_radicals_that_normal_forms_forget() -> None:
    assert normal_form("⺠⽤⻋") == "民用车"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("化纤联盟", True),
        ("产业技术创新战略联盟", False),
        ("联盟", False),
        ("联盟协发网", False),
        ("科技部七司", False),
        ("产业技术创新战略联盟试点工作联络组", False),
    ],
)
def test_generic_words_are_no_names(text: str, is_one: bool) -> None:
    assert names_a_member(text, VOCABULARY) is is_one


def test_initials() -> None:
    assert has_initials("电动汽车", "ddqc")
    assert has_initials("钒钛资源综合利用", "ftzyzhly")
    assert not has_initials("电动汽车", "ddqz")
