"""The corpus folder and what people declare in it."""

import shutil
from pathlib import Path

import pytest

from extractors.ledger import find_root, load_corpus
from extractors.ledger.corpus import COLUMNS
from extractors.names import format_alliances, load_alliances
from schemas.errors import Misdeclared

ROOT = Path(__file__).parents[1]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("manifest.csv", "alliances.csv", "judgements.csv"):
        (tmp_path / "corpus").mkdir(exist_ok=True)
        shutil.copy(ROOT / "corpus" / name, tmp_path / "corpus" / name)
    return tmp_path


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / "corpus" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refusal(root: Path) -> str:
    with pytest.raises(Misdeclared) as error:
        load_corpus(root)
    assert error.value.exit_code == 2
    return str(error.value)


def test_the_founding_corpus_loads() -> None:
    corpus = load_corpus(ROOT)
    assert [entry.document for entry in corpus.entries] == [
        "report-2016", "report-2018", "release-2019", "report-2025", "bulletin-2026-01",
    ]  # fmt: skip
    assert all(corpus.path(entry).is_file() for entry in corpus.entries)
    assert corpus.entry("report-2018") is corpus.entries[1] and corpus.entry("x") is None


def test_alliances_are_written_as_they_were_read() -> None:
    path = ROOT / "corpus" / "alliances.csv"
    assert format_alliances(load_alliances(path)) == path.read_text(encoding="utf-8")


def test_the_root_is_found_upward(copy: Path) -> None:
    inner = copy / "a" / "b"
    inner.mkdir(parents=True)
    assert find_root(inner) == copy


def test_no_root(tmp_path: Path) -> None:
    with pytest.raises(Misdeclared, match="找不到语料文件夹"):
        find_root(tmp_path)


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "why"),
    [
        ("manifest.csv", ",".join(COLUMNS), "id,file", 1, "表头"),
        ("manifest.csv", "report-2018,", "report-2016,", 3, "第 2 行已有"),
        ("manifest.csv", "0241469ad6e6", "xx", 2, "sha256"),
        ("manifest.csv", "documents/alliance-activity-2016", "../documents/alliance-activity-2016", 2, "corpus/"),
        ("manifest.csv", ",release,", ",gossip,", 4, "gossip"),
        ("manifest.csv", ",2018,2018年度", ",2018年,2018年度", 3, "评价期"),
        ("manifest.csv", ",2018,2018年度", ",2019-2018,2018年度", 3, "评价期"),
        ("manifest.csv", "2020-11-19", "去年", 4, "发布日期"),
        ("alliances.csv", "al-0002", "al-0001", 3, "第 2 行已有"),
        ("alliances.csv", "al-0002", "110", 3, "编号"),
        ("alliances.csv", "al-0002,半导体照明产业技术创新战略联盟", "al-0002,", 3, "没有名称"),
        ("alliances.csv", "al-0002,半导体照明", "al-0002,农业装备", 3, "第 2 行已有"),
        ("alliances.csv", "al-0002,半导体照明产业技术创新战略联盟", "al-0002", 3, "1 格"),
        ("judgements.csv", "report-2016@6378", "report-1916@6378", 2, "report-1916"),
    ],
)
def test_a_contradiction_is_named_with_file_and_line(
    copy: Path, name: str, old: str, new: str, line: int, why: str
) -> None:
    edit(copy, name, old, new)
    said = refusal(copy)
    assert f"corpus/{name} 第 {line} 行" in said and why in said


def test_a_byte_order_mark_is_no_contradiction(copy: Path) -> None:
    path = copy / "corpus" / "alliances.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_corpus(copy).alliances == load_corpus(ROOT).alliances


def test_another_encoding_is_named(copy: Path) -> None:
    path = copy / "corpus" / "alliances.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert "UTF-8" in refusal(copy)
