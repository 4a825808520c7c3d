"""alliances names: who it is, why, who else was considered and why not; nothing is guessed."""

import pytest

from extractors.ledger.who import Answer, who_is
from extractors.render.names import names_json, names_text
from tests.command import run  # noqa: F401
from tests.gold_files import ROOT
from tests.test_ledger_facts import VOCABULARY, ledger
from tests.test_schemas import obey


def ask(query: str, period: str = "") -> Answer:
    return who_is(query, ledger(), VOCABULARY, period)


def words(answer: Answer) -> str:
    return names_text(answer, ledger().profiles)


@pytest.mark.parametrize(
    ("query", "outcome", "how", "first"),
    [
        ("al-0084", "found", "id", "电动汽车产业技术创新战略联盟"),
        ("212", "found", "code", "电动汽车产业技术创新战略联盟"),
        ("d106", "found", "code", "第三代半导体产业技术创新战略联盟"),
        ("电动汽车", "found", "name", "电动汽车产业技术创新战略联盟"),
        ("住宅联盟", "found", "name", "住宅科技产业技术创新战略联盟"),
        ("烟气污染治理产业技术创新战略联盟", "found", "name", "重点行业减污降碳产业技术创新战略联盟"),
        ("水环境处理产业技术创新战略联盟", "found", "name", "水环境治理产业技术创新战略联盟"),
        ("DDQC", "found", "initials", "电动汽车产业技术创新战略联盟"),
        ("高梁联盟", "unsure", "candidate", "高粱产业技术创新战略联盟"),
        ("新一代纺织机械产业技术创新战略联盟", "unsure", "candidate", "新一代纺织设备产业技术创新联盟"),
        ("半导体联盟", "unsure", "candidate", "半导体照明产业技术创新战略联盟"),
        ("汽车", "several", "part", "汽车轻量化技术创新战略联盟"),
    ],
)
def test_whom_a_query_means(query: str, outcome: str, how: str, first: str) -> None:
    answer = ask(query)
    assert (answer.outcome, answer.how, answer.taken[0].name) == (outcome, how, first)
    assert all(considered.reasons for considered in answer.taken)
    assert all(m.zh and m.en for c in (*answer.taken, *answer.others) for m in (*c.reasons, *c.against))


def test_who_else_was_considered_and_why_not() -> None:
    others = {c.name: c for c in ask("电动汽车").others}
    cells = others["燃料电池汽车产业技术创新战略联盟"]
    assert [m.zh for m in cells.reasons] == ["词干相近 0.60：电动汽车 / 燃料电池汽车"]
    assert "同表两行" in cells.against[0].zh and "编号不同：212，323" in cells.against[1].zh
    meat = {c.name: c for c in ask("肉类加工产业技术创新战略联盟").others}["国家肉类加工产业科技创新联盟"]
    assert meat.against[0].zh.startswith("认定 j-0012")


def test_hard_negatives_are_considered() -> None:
    for one, other in (("光纤材料", "光纤接入"), ("抗肿瘤药物", "抗体药物"), ("数字视频", "数字音视频")):
        assert any(other in c.name for c in ask(one).others), one


def test_a_short_form_settled_in_one_document_holds_in_its_period_only() -> None:
    assert [c.name for c in ask("半导体联盟").taken] == [
        "半导体照明产业技术创新战略联盟",
        "第三代半导体产业技术创新战略联盟",
    ]
    settled = ask("半导体联盟", "2018")
    assert (settled.outcome, len(settled.taken)) == ("found", 1)
    assert "j-0002" in settled.taken[0].reasons[0].zh
    assert ask("半导体联盟", "2025").outcome == "unsure"


def test_a_code_tells_its_witnesses_and_their_verdict() -> None:
    assert [m.zh for m in ask("106").taken[0].reasons] == [
        "report-2018 印作 106（一致）",
        "report-2025 印作 106（一致）",
    ]
    assert [m.zh for m in ask("106", "2025").taken[0].reasons] == ["report-2025 印作 106（一致）"]
    assert ask("348", "2025").taken[0].reasons


def test_where_the_words_are_printed() -> None:
    assert [s.document for s in ask("住宅联盟", "2016").sightings] == ["report-2016"]
    assert all(s.line and s.alliance == "al-0005" for s in ask("住宅联盟").sightings)


def test_an_unknown_name_says_so_and_lists_the_nearest() -> None:
    answer = ask("电动飞机")
    assert (answer.outcome, answer.taken) == ("unknown", ()) and "电动汽车" in answer.others[0].name
    assert "没有“电动飞机”" in words(answer)
    assert "也没有相近的名称" in words(ask("zzz"))


@pytest.mark.parametrize("query", ["电动汽车", "汽车", "高梁联盟", "火星移民", "zzz", "106", "国家"])
def test_json_obeys_its_schema(query: str) -> None:
    value = obey("names", names_json(ask(query)))
    assert value["query"] == query


@pytest.mark.parametrize("query", ["电动汽车", "汽车", "高梁联盟", "火星移民", "\x1b[31m红"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_the_command_line_every_answer_is_exit_0(query: str, lang: str, run) -> None:
    ran = run("--root", ROOT, "--lang", lang, "names", query)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip() and "\x1b" not in ran.out


def test_json_on_the_command_line(run) -> None:
    value = obey("names", run("--root", ROOT, "names", "半导体联盟", "--period", "2018", "--format", "json").out)
    assert (value["outcome"], value["period"]) == ("found", "2018")


@pytest.mark.parametrize("more", [("电动汽车", "--period", "1999"), (" ",), ("",)])
def test_wrong_usage(more: tuple[str, ...], run) -> None:
    ran = run("--root", ROOT, "names", *more)
    assert (ran.code, ran.out) == (2, "")
