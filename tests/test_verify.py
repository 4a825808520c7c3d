"""Somebody's sentences held against the ledger: verdicts by cases in data, and never 相符 for another population."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from functools import cache
from itertools import product
from pathlib import Path

import pytest

import extractors
from extractors.desk.verify import verify_bytes
from extractors.render.verdict import verify_json, verify_text
from schemas.verdict import Sentence, Verification
from tests.command import run  # noqa: F401
from tests.gold_files import ROOT
from tests.test_ledger_facts import VOCABULARY, ledger
from tests.test_schemas import obey

FOLDER = Path(__file__).parent
CASES = tomllib.loads((FOLDER / "cases" / "verify.toml").read_text(encoding="utf-8"))["case"]


@cache
def verify(text: str) -> Verification:
    return verify_bytes(text.encode("utf-8"), ledger(), VOCABULARY)


def held(text: str) -> Sentence:
    (sentence,) = verify(text).sentences
    return sentence


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"]))
def test_verdict(case: dict[str, object]) -> None:
    sentence = held(str(case["text"]))
    words = sentence.reason.zh + "".join(s.says.zh for part in sentence.statements for s in part.supports)
    assert sentence.verdict == case["verdict"], sentence.reason.zh
    assert isinstance(case["says"], list)
    assert all(str(word) in words for word in case["says"]), words


@cache
def news(name: str) -> tuple[dict[str, object], ...]:
    return tuple(tomllib.loads((FOLDER / "cases" / f"{name}.toml").read_text(encoding="utf-8"))["case"])


@pytest.mark.parametrize("name", ["verify-news", "verify-fresh", "verify-words"])
def test_sentences_of_news_have_the_verdict_of_a_reader_or_none(name: str) -> None:
    cases = news(name)
    found = dict(zip((str(c["text"]) for c in cases), verdicts([str(c["text"]) for c in cases]), strict=True))
    expected = {str(c["text"]): "unverifiable" if c.get("unread") else c["verdict"] for c in cases}
    assert found == expected
    assert sum(bool(c.get("unread")) for c in cases) <= 4


def told() -> list[Sentence]:
    return [held(str(c["text"])) for c in (*CASES, *news("verify-news"), *news("verify-fresh"), *news("verify-words"))]


def test_explanations_repeat_no_clause_and_name_whole_words() -> None:
    for sentence in told():
        for text, mark in ((sentence.reason.zh, "；"), (sentence.reason.en, "; ")):
            parts = text.split(mark)
            assert len(parts) == len(set(parts)), text
        assert all(len(word) > 1 and word in sentence.text for word in sentence.not_read), sentence.not_read


def test_english_explanations_are_words_and_not_keys() -> None:
    for sentence in told():
        said = [sentence.reason.en, *(s.says.en for part in sentence.statements for s in part.supports)]
        plain = [re.sub("“[^”]*”", "", text) for text in said]
        assert not any(re.search(r"[a-z]=[a-z0-9]|fairly_high|\d家", text) for text in plain), said


# ---- true sentences made false: none of them agrees

LOOSE = ("约", "超过", "至少", "以上", "不是", "成", "半", "三分之", "余", "未", "没能")
UNKNOWN = ("2017", "2020", "2021", "2022", "2023")
COUNTED = {"count", "share", "change", "amount"}
OF_MEMBERS = {"tier", "score", "honour", "code", "rank", "streak", "movement"}
SWAPS = (
    ("占参评联盟", "占联盟总数"), ("占参评联盟", "占三批试点联盟"), ("占联盟总数", "占参评联盟"),
    ("增加", "减少"), ("减少", "增加"), ("增长", "下降"), ("升为", "降为"), ("组长", "副组长"), ("顾问", "组长"),
    ("活跃度高", "活跃度较高"), ("活跃度较高", "活跃度一般"), ("活跃度一般", "活跃度高"), ("A级", "活跃度较高"),
)  # fmt: skip


def true_sentences() -> list[Sentence]:
    plain = [s for s in told() if s.verdict == "agrees" and not any(word in s.text for word in LOOSE)]
    assert len(plain) > 60
    return plain


def never_agrees(made: list[str]) -> None:
    agreeing = [text for text, verdict in zip(made, verdicts(made), strict=True) if verdict == "agrees"]
    assert agreeing == []


def test_a_changed_digit_never_agrees() -> None:
    made = []
    for sentence in true_sentences():
        for number in re.finditer(r"\d+(?:\.\d+)?(?!年)", re.sub(r"\d{4}年", "####年", sentence.text)):
            for at in (i for i in range(*number.span()) if sentence.text[i].isdigit()):
                digit = str((int(sentence.text[at]) + 1) % 10) if at > number.start() else "9"
                if digit != sentence.text[at]:
                    made.append(sentence.text[:at] + digit + sentence.text[at + 1 :])
    assert len(made) > 150
    never_agrees(list(dict.fromkeys(made)))


def test_a_year_without_a_report_never_agrees() -> None:
    made = [
        sentence.text[: m.start()] + year + sentence.text[m.end() :]
        for sentence in true_sentences()
        if {s.kind for s in sentence.statements} <= COUNTED
        for m in re.finditer(r"20\d\d(?=年)", sentence.text)
        for year in UNKNOWN
        if year not in sentence.text
    ]
    assert len(made) > 150
    never_agrees(list(dict.fromkeys(made)))


def test_a_swapped_word_never_agrees() -> None:
    made = [s.text.replace(one, other) for s in true_sentences() for one, other in SWAPS if one in s.text]
    assert len(made) > 60
    never_agrees(list(dict.fromkeys(made)))


def test_another_alliance_never_agrees() -> None:
    """农药 was evaluated in none of the years: nothing that is said of another alliance is true of it."""
    made = [
        s.text.replace(name.group(), "农药联盟")
        for s in true_sentences()
        if {part.kind for part in s.statements} <= OF_MEMBERS
        for name in re.finditer(r"^[^0-9，]+?联盟(?=[0-9由编，])", s.text)
    ]
    assert len(made) > 10
    never_agrees(list(dict.fromkeys(made)))


def test_the_cases_are_many_and_of_every_verdict() -> None:
    told = Counter(case["verdict"] for case in CASES)
    assert sum(told.values()) >= 40
    assert min(told.values()) >= 10


# ---- sentences made of the gold tables: true ones are 相符, and no other ever is


@cache
def gold(document: str) -> tuple[dict[str, str], ...]:
    with (FOLDER / "gold" / f"rows-{document}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row for row in csv.DictReader(file) if row["table"] == "evaluations")


TIERS = {"high": "活跃度高", "fairly_high": "活跃度较高", "average": "活跃度一般", "low": "活跃度差"}
BATCHES = {"1": "第一批试点", "2": "第二批试点", "3": "第三批试点", "d": "后续参加试点工作"}
TABLES = {"2016": "report-2016", "2018": "report-2018", "2025": "report-2025"}


def cells(period: str) -> Counter[tuple[str, str]]:
    return Counter((row["code"][0].lower(), row["tier"]) for row in gold(TABLES[period]))


def verdicts(sentences: list[str]) -> list[str]:
    """Hold many sentences at once, each a paragraph of its own."""
    found = verify("\n\n".join(sentences)).sentences
    assert [s.text for s in found] == sentences
    return [s.verdict for s in found]


def test_a_count_agrees_only_with_its_own_period_batch_and_tier() -> None:
    counts = {(p, b, t): cells(p)[b, t] for p, b, t in product(("2018", "2025"), BATCHES, TIERS)}
    numbers = sorted(set(counts.values()) - {0})
    told = [
        (f"{p}年{BATCHES[b]}联盟中{TIERS[t]}的有{n}家。", n == counts[p, b, t])
        for (p, b, t), n in product(counts, numbers)
        if counts[p, b, t]
    ]
    found = verdicts([text for text, _ in told])
    wrong = [(t, v) for (t, true), v in zip(told, found, strict=True) if true != (v == "agrees")]
    assert len(told) > 300
    assert wrong == []


def test_a_share_agrees_only_with_its_own_base() -> None:
    told: list[tuple[str, bool]] = []
    for period in ("2018", "2025"):
        rows = gold(TABLES[period])
        tiers = Counter(row["tier"] for row in rows)
        for tier, batch in product(("high", "average"), ("1", "2", "3")):
            number = cells(period)[batch, tier]
            own = f"{period}年{BATCHES[batch]}联盟中{TIERS[tier]}的"
            bases = {"参评联盟": len(rows), f"{TIERS[tier]}联盟": tiers[tier]}
            for (name, base), (_, other) in product(bases.items(), bases.items()):
                share = f"{number * 100 / other:.1f}"
                told.append((f"{own}有{number}家，占{name}的{share}%。", base == other))
    found = verdicts([text for text, _ in told])
    wrong = [(t, v) for (t, true), v in zip(told, found, strict=True) if true != (v == "agrees")]
    assert wrong == []


def test_the_tier_of_an_alliance_agrees_only_in_its_own_period() -> None:
    printed = {(p, row["name"]): row["tier"] for p, document in TABLES.items() for row in gold(document)}
    some = [key for i, key in enumerate(sorted(printed)) if i % 9 == 0 and printed[key] in TIERS]
    told = [(f"{name}{p}年{TIERS[t]}。", printed[p, name] == t) for (p, name), t in product(some, TIERS)]
    found = verdicts([text for text, _ in told])
    wrong = [(t, v) for (t, true), v in zip(told, found, strict=True) if v != ("agrees" if true else "differs")]
    assert len(told) > 90
    assert wrong == []


def test_a_denial_turns_the_verdict_round() -> None:
    pairs = [
        ("电动汽车联盟2025年获评A级。", "电动汽车联盟2025年未获评A级。"),
        ("化纤联盟2016年活跃度高。", "化纤联盟2016年不是活跃度高。"),
    ]
    for plain, denied in pairs:
        assert (held(plain).verdict, held(denied).verdict) == ("agrees", "differs")


@pytest.mark.parametrize(
    "text",
    [
        "2025年活跃度高的试点联盟43家。",
        "2025年活跃度高的联盟不超过40家。",
        "2025年活跃度高的联盟未达到40家。",
        "2025年未获评A级的联盟26家。",
        "2025年全国活跃度高的联盟43家。",
        "2025年活跃度高的联盟43家，占全国联盟的61.43%。",
        "2025年仅第一批有21家联盟活跃度高。",
        "截至2025年，活跃度高的联盟43家。",
        "电动汽车联盟的成员2025年活跃度高。",
        "电动汽车联盟2025年活跃度高或较高。",
        "2025年活跃度高的联盟43家，均获评A级。",
        "电动汽车联盟和燃料电池汽车联盟2025年均活跃度高。",
        "2025年10月活跃度高的联盟43家。",
        "2025年活跃度高的联盟43家，比2018年增加13家。",
        "2022年至2025年26家联盟连续四年活跃度高。",
        "2025年活跃度高的企业43家。",
        "2025年度，上年活跃度高的联盟43家。",
        "2024年，第二批活跃度高的联盟6家。",
        "2025年参评联盟增至70家。",
        "2025年活跃度高的联盟43个百分点。",
        "2025年第一批和第二批试点联盟中活跃度高的各21家。",
        "2025年26家联盟获评A级，均为第一批试点联盟。",
        "2025年试点联盟中活跃度高的43家。",
        "2025年活跃度高的试点联盟中，第一批占48.84%。",
        "农业装备联盟2018年和2024年获评A级。",
        "2025年保持活跃度高的联盟43家。",
        "2025年是第10次活跃度评价。",
        "2025年活跃度高的联盟由2018年的30家增加到43家。",
        "2025年连续三年活跃度高的联盟26家。",
        "2025年进入活跃度高的联盟43家。",
        "2025年活跃度高的联盟达43家，居历年之首。",
    ],
)
def test_what_is_wider_narrower_or_not_understood_never_agrees(text: str) -> None:
    assert held(text).verdict != "agrees"


def test_several_sentences_have_a_verdict_each_and_the_year_carries_over() -> None:
    found = verify("2025年活跃度高的联盟43家。活跃度较高的联盟9家。其中第一批3家。去年37家。").sentences
    assert [s.verdict for s in found] == ["agrees", "agrees", "agrees", "unverifiable"]
    assert "没有年份" in found[1].reason.zh


@pytest.mark.parametrize(("period", "fewest"), [("2016", 8), ("2018", 10), ("2025", 11)])
def test_a_report_never_differs_from_the_ledger_it_is_part_of(period: str, fewest: int) -> None:
    data = (ROOT / "corpus" / "documents" / f"alliance-activity-{period}-report.txt").read_bytes()
    found = verify_bytes(data, ledger(), VOCABULARY, period)
    assert [s.text for s in found.sentences if s.verdict == "differs"] == []
    assert found.count("agrees") >= fewest


def test_a_year_that_no_sentence_names_may_be_told() -> None:
    (sentence,) = verify_bytes("活跃度高的联盟43家。".encode(), ledger(), VOCABULARY, "2025").sentences
    assert sentence.verdict == "agrees"
    (sentence,) = verify_bytes("去年活跃度高的联盟43家。".encode(), ledger(), VOCABULARY, "2025").sentences
    assert sentence.verdict == "unverifiable"


def test_wrapped_lines_and_half_width_marks_are_read() -> None:
    text = (
        "2025年活跃度高的联盟43家,占参评联盟的\n61.43%, 占联盟总数的26.06%; 活跃度较高的联盟\n9家, 占参评联盟的12.86%."
    )
    (sentence,) = verify(text).sentences
    assert sentence.verdict == "agrees", sentence.reason.zh


# ---- the command, the library, the schema


def test_the_command_and_the_library_say_the_same(run, tmp_path: Path) -> None:
    text = "2025年活跃度高的联盟43家，占61.43%。\n电动汽车联盟2025年活跃度高。\n"
    file = tmp_path / "新闻稿.txt"
    file.write_text(text, encoding="utf-8")
    ran = run("--root", ROOT, "verify", file, "--format", "json")
    value = obey("verify", ran.out)
    assert [s["verdict"] for s in value["sentences"]] == ["other_basis", "agrees"]
    assert (
        ran.out
        == verify_json(extractors.verify(text, ROOT))
        == run("--root", ROOT, "verify", text, "--format", "json").out
    )


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        ("2025年活跃度高的联盟40家。", "never", 0),
        ("2025年活跃度高的联盟40家。", "mismatch", 1),
        ("活跃度高的联盟40家。", "mismatch", 0),
        ("活跃度高的联盟40家。", "unverified", 1),
        ("2025年活跃度高的联盟43家。", "unverified", 0),
    ],
)
def test_exit_code(run, text: str, fail_on: str, code: int) -> None:
    assert run("--root", ROOT, "verify", text, "--fail-on", fail_on).code == code


def test_a_file_that_is_not_there_is_no_sentence(run) -> None:
    assert run("--root", ROOT, "verify", "nothing.txt").code == 3
    assert run("--root", ROOT, "verify", " ").code == 2
    assert run("--root", ROOT, "verify", "活跃度高的联盟43家。", "--period", "2021").code == 2


@pytest.mark.parametrize("name", ["新闻稿.txt", "nothing/there", "2025.docx"])
def test_what_looks_like_a_path_is_one(run, name: str) -> None:
    ran = run("--root", ROOT, "verify", name)
    assert (ran.code, ran.out) == (3, "")
    assert name in ran.err


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("period", [(), ("--period", "2025")])
@pytest.mark.parametrize(("name", "data"), [("空.txt", b""), ("p.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))])
def test_a_file_that_cannot_be_read_is_named_as_given(
    run, tmp_path: Path, monkeypatch, name: str, data: bytes, period: tuple[str, ...], lang: str
) -> None:
    (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    ran = run("--root", ROOT, "--lang", lang, "verify", f"./{name}", *period)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (3, "", 3)
    assert ran.err.startswith(f"./{name}: ")


def test_a_sentence_in_another_language_is_told_that_only_chinese_is_read(run) -> None:
    for lang, words in (("zh", "只读中文"), ("en", "only Chinese is read")):
        ran = run("--root", ROOT, "--lang", lang, "verify", "In 2025 there were 43 highly active alliances.")
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (3, "", 3)
        assert words in ran.err
    (other,) = verify("The alliances of 2025.").sentences
    assert (other.verdict, other.reason.zh) == ("unverifiable", "不是中文；只读中文的句子")


def test_a_file_is_held_as_of_its_own_period(run, tmp_path: Path) -> None:
    file = tmp_path / "news.txt"
    file.write_text(
        "2018年度产业技术创新战略联盟活跃度评价结果\n\n活跃度高的联盟有30家。\n\n2025年为43家，活跃度高的联盟。\n",
        encoding="utf-8",
    )
    ran = run("--root", ROOT, "verify", file, "--format", "json")
    assert "2018" in ran.err
    sentence = obey("verify", ran.out)["sentences"][1]
    assert (sentence["verdict"], sentence["statements"][0]["period"]) == ("agrees", "2018")
    assert ran.out == verify_json(extractors.verify(file.read_bytes(), ROOT))
    asked = run("--root", ROOT, "verify", file, "--period", "2025", "--format", "json")
    assert obey("verify", asked.out)["sentences"][1]["verdict"] == "differs"
    assert run("--root", ROOT, "verify", "活跃度高的联盟有30家。").out.startswith("无法核实")


def test_text_for_eyes_in_both_languages_and_nothing_that_steers() -> None:
    found = verify("电动汽车\x1b[31m联盟2025年活跃度高。2025年活跃度高的联盟40家。")
    zh, en = (verify_text(found, ledger().readings, lang) for lang in ("zh", "en"))
    assert "不符" in zh
    assert "differs" in en
    assert "\x1b" not in zh + en


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"]))
def test_json_obeys(case: dict[str, object]) -> None:
    obey("verify", verify_json(verify(str(case["text"]))))
