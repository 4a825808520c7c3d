"""corpus/corrections.toml: what people ruled on printed codes and figures, append-only, replayed on every build.

    [[correction]]
    id = "k-0001"
    document = "report-2016"
    at = "701-703"
    expect = "二批"
    verdict = "misprint"
    meant = "三批"
    reason = "..."
    who = "editor"
    date = "2026-11-21"

The file is optional. A block is never changed: a later one supersedes it, or retracts it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from extractors.names.declared import Fault, Form, refuse, signature_faults
from schemas.errors import Misdeclared
from schemas.finding import Message
from schemas.ledger import Correction

FILE = Path("corpus") / "corrections.toml"
TABLE = "correction"

MISPRINT, MISREAD, STANDS, RETRACT = "misprint", "misread", "stands", "retract"
VERDICTS = (MISPRINT, MISREAD, STANDS, RETRACT)

_TEXTS = ("id", "verdict", "document", "at", "expect", "meant", "finding", "reason", "who", "date")
_KEYS = (*_TEXTS, "supersedes")
_NAMED = ("document", "at", "expect")
"""What a ruling names and a retraction does not."""

_FORM = Form(re.compile(r"k-\d{4,}"), "k-0001", VERDICTS, Message("更正", "correction"), Message("裁定", "verdict"))
_FINDING = re.compile(r"f-[0-9a-f]{10}")
_HEAD = re.compile(r"\s*\[\[\s*correction\s*\]\]\s*(#.*)?")
_AT_LINE = re.compile(r"at line (\d+)")
_BOM = b"\xef\xbb\xbf"


def load_corrections(path: Path, documents: frozenset[str], data: bytes) -> tuple[Correction, ...]:
    """Load the corrections from the bytes of their file; `documents` are those the corpus has or had.

    Raises:
        Misdeclared: naming file and line, when the file is no TOML, a block is malformed, or two speak of one place.
    """
    found: list[Correction] = []
    lines: dict[str, int] = {}
    for line, table in _blocks(path, data):
        correction = _correction(path, line, table)
        for wrong, why, advice in _faults(correction, documents):
            if wrong:
                refuse(path, line, why, advice)
        if correction.id in lines:
            why = Message(
                f"编号 {correction.id} 在第 {lines[correction.id]} 行已有。",
                f"the id {correction.id} stands on line {lines[correction.id]} already.",
            )
            refuse(path, line, why, Message("编号只能用一次，接着往下编。", "an id is used once; take the next one."))
        lines[correction.id] = line
        found.append(correction)
    require_one_ruling(((c.document, c.at), c) for c in active_corrections(found, path))
    return tuple(found)


def _blocks(path: Path, data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give every block with its line; a file that writes them in another form has all of them on line 1."""
    try:
        text = data.decode("utf-8-sig")
        read = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = 1 + error.object[: error.start].count(b"\n")
        refuse(path, line, Message("不是 UTF-8 编码。", "it is not UTF-8."), Message("请另存为 UTF-8。", "save it so."))
    except tomllib.TOMLDecodeError as error:
        told = _AT_LINE.search(str(error))
        line = int(told[1]) if told else 1 + data.count(b"\n")
        why = Message(f"不是规范的 TOML（{error}）。", f"it is no proper TOML ({error}).")
        refuse(path, line, why, Message("检查引号和方括号。", "check quotation marks and brackets."))
    blocks = read.pop(TABLE, [])
    if read or not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        why = Message(
            f"除 [[{TABLE}]] 以外还有别的：{'、'.join(read) or TABLE}。",
            f"there is something beside [[{TABLE}]]: {', '.join(read) or TABLE}.",
        )
        refuse(path, 1, why, Message(f"每条更正写成一段 [[{TABLE}]]。", f"write each ruling as a [[{TABLE}]] block."))
    heads = [number for number, line in enumerate(text.split("\n"), start=1) if _HEAD.fullmatch(line.rstrip())]
    yield from zip(heads if len(heads) == len(blocks) else [1] * len(blocks), blocks, strict=True)


def _correction(path: Path, line: int, table: dict[str, Any]) -> Correction:
    """Make the noun of a block; cells that are no text, and keys nobody knows, are refused."""
    told = {key: value.isoformat() if isinstance(value, date) else value for key, value in table.items()}
    supersedes = told.get("supersedes", [])
    listed = isinstance(supersedes, list) and all(isinstance(id, str) for id in supersedes)
    odd = [key for key in told if key not in _KEYS or (key in _TEXTS and not isinstance(told[key], str))]
    if odd or not listed:
        why = Message(
            f"看不懂“{'、'.join(odd) or 'supersedes'}”。", f"“{', '.join(odd) or 'supersedes'}” cannot be understood."
        )
        advice = Message(
            f'只写 {"、".join(_TEXTS)}，值都加引号；supersedes 写成 ["k-0001"]。',
            f'write {", ".join(_TEXTS)}, each in quotation marks, and supersedes as ["k-0001"].',
        )
        refuse(path, line, why, advice)
    texts = {key: told.get(key, "").strip() if key != "expect" else told.get(key, "") for key in _TEXTS}
    return Correction(**texts, supersedes=tuple(supersedes), line=line)


def _faults(told: Correction, documents: frozenset[str]) -> Iterator[Fault]:
    """Give what may be wrong with a block by itself."""
    yield from signature_faults(_FORM, told.id, told.verdict, (told.who, told.reason, told.date))
    yield (
        bool(told.finding) and not _FINDING.fullmatch(told.finding),
        Message(f"“{told.finding}”不是发现的编号。", f"“{told.finding}” is no id of a finding."),
        Message("照 alliances audit --format json 所印的 id 写，或不写。", "take it from audit --format json."),
    )
    named = [key for key in _NAMED if getattr(told, key)]
    if told.verdict == RETRACT:
        yield (
            bool(named) or bool(told.meant) or not told.supersedes,
            Message("撤销只写 supersedes，不写位置和内容。", "retract has supersedes, and no place or value."),
            Message('把要撤销的编号写成 supersedes = ["k-0001"]。', 'write supersedes = ["k-0001"].'),
        )
    else:
        yield from _ruling_faults(told, named, documents)


def _ruling_faults(told: Correction, named: list[str], documents: frozenset[str]) -> Iterator[Fault]:
    missing = [key for key in _NAMED if key not in named]
    yield (
        bool(missing),
        Message(f"缺 {'、'.join(missing)}。", f"{', '.join(missing)} is missing."),
        Message("写明文件、位置和那里所印的字。", "say which document, where in it, and what is printed there."),
    )
    yield (
        told.document not in documents,
        Message(f"文件“{told.document}”不在 manifest.csv 里。", f"{told.document} is not in manifest.csv."),
        Message(
            "检查文件编号；移出文件要用 alliances remove。",
            "check the id of the document; take documents out with alliances remove.",
        ),
    )
    yield (
        told.verdict == MISREAD and not told.meant,
        Message("misread 要写明纸面上印的是什么。", "misread must say what the paper prints."),
        Message("写在 meant。", "write it as meant."),
    )
    yield (
        told.verdict == STANDS and bool(told.meant),
        Message("stands 是所印无误，不写 meant。", "stands says that the print is right, and has no meant."),
        Message("去掉 meant，或改用 misprint。", "strike meant, or make it a misprint."),
    )
    yield (
        told.meant == told.expect,
        Message("meant 与 expect 相同，没有更正什么。", "meant is what is printed: nothing is corrected."),
        Message("所印无误就写 stands。", "write stands where the print is right."),
    )


def active_corrections(corrections: Iterable[Correction], path: Path = FILE) -> tuple[Correction, ...]:
    """Leave out what later blocks retract or supersede, and the retractions themselves.

    Raises:
        Misdeclared: when a block retracts or supersedes one that is not in force above it.
    """
    active: dict[str, Correction] = {}
    for correction in corrections:
        for earlier in correction.supersedes:
            if active.pop(earlier, None) is None:
                why = Message(
                    f"要取代的更正 {earlier} 在上文没有，或已经撤销。",
                    f"the correction {earlier} to be superseded is not above, or was retracted.",
                )
                refuse(path, correction.line, why, Message("检查 supersedes。", "check supersedes."))
        if correction.verdict != RETRACT:
            active[correction.id] = correction
    return tuple(active.values())


def require_one_ruling(told: Iterable[tuple[object, Correction]], path: Path = FILE) -> None:
    """Refuse two corrections in force on one place.

    Raises:
        Misdeclared: showing both.
    """
    first: dict[object, Correction] = {}
    for place, correction in told:
        other = first.setdefault(place, correction)
        if other.id == correction.id:
            continue
        name = f"{path.parent.name}/{path.name}"
        both = (other, correction)
        shown = "".join(f"\n  {c.line}: {c.id} {c.verdict} {c.expect} → {c.meant}（{c.reason}）" for c in both)
        raise Misdeclared(
            Message(
                f"{name} 第 {other.line} 行与第 {correction.line} 行说的是同一处。",
                f"lines {other.line} and {correction.line} of {name} speak of one place.",
            ),
            Message(f"{correction.document} {correction.at} 裁定了两次。{shown}", f"two rulings.{shown}"),
            Message(
                f'追加一段 verdict = "retract"、supersedes = ["{other.id}"] 撤销其中一条。',
                f'append a block with verdict = "retract" and supersedes = ["{other.id}"] for one of them.',
            ),
        )


def next_ids(corrections: Iterable[Correction]) -> Iterator[str]:
    """Give the ids after the highest one in the file; retracted ones count, for an id is used once."""
    highest = max((int(correction.id[2:]) for correction in corrections), default=0)
    while True:
        highest += 1
        yield f"k-{highest:04d}"


def with_corrections(data: bytes | None, corrections: Iterable[Correction]) -> bytes:
    """Add blocks at the end of the file, with the line ends it has; every other byte stays."""
    before = data or b""
    ending = "\r\n" if b"\r\n" in before else "\n"
    text = "".join(block(correction) for correction in corrections)
    if before.removeprefix(_BOM).strip():
        text = ("\n" if before.endswith(b"\n") else "\n\n") + text
    return before + text.replace("\n", ending).encode("utf-8", "replace")


def block(correction: Correction) -> str:
    """Write a correction as it stands in the file; what is empty is left out."""
    lines = [f"[[{TABLE}]]"]
    lines += [f"{key} = {_quoted(value)}" for key in _TEXTS if (value := getattr(correction, key))]
    if correction.supersedes:
        lines.append(f"supersedes = [{', '.join(map(_quoted, correction.supersedes))}]")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Write a TOML string: quotation marks, backslashes and control characters escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(f"\\u{ord(c):04x}" if ord(c) < 32 or ord(c) == 127 else c for c in escaped) + '"'
