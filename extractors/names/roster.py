"""The alliances on file: reading corpus/alliances.csv, writing it, and the ids it gives."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from extractors.names.declared import read_declared, refuse
from extractors.names.forms import normal_form
from extractors.names.stems import Name
from schemas.finding import Message
from schemas.ledger import Alliance
from schemas.vocabulary import Vocabulary

COLUMNS = ("alliance_id", "name")
PROVISIONAL = "new:"
"""What the id of a name without an alliance on file starts with."""

_ID = re.compile(r"al-(\d{4,})")
_LIKE_THIS = Message("写成 al-0001 的样子。", "write it like al-0001.")
_FULL_NAME = Message("写上原文印的全称。", "write the full name as printed.")
_USED_ONCE = Message("编号和名称都只能用一次。", "ids and names are used once.")


def load_alliances(path: Path, data: bytes | None = None) -> tuple[Alliance, ...]:
    """Load corpus/alliances.csv, from `data` where its bytes were read already.

    Raises:
        Misdeclared: when the file cannot be read, an id is malformed or given twice, or one name stands twice.
    """
    alliances: list[Alliance] = []
    lines: dict[str, int] = {}
    for record in read_declared(path, COLUMNS, data):
        alliance = Alliance(record["alliance_id"], record["name"])
        if not _ID.fullmatch(alliance.id):
            refuse(
                path,
                record.line,
                Message(f"“{alliance.id}”不是联盟的编号。", f"“{alliance.id}” is no id of an alliance."),
                _LIKE_THIS,
            )
        if not alliance.name:
            refuse(path, record.line, Message(f"{alliance.id} 没有名称。", f"{alliance.id} has no name."), _FULL_NAME)
        for key, zh, en in ((alliance.id, "编号", "id"), (normal_form(alliance.name), "名称", "name")):
            if key in lines:
                why = Message(
                    f"{zh}“{key}”在第 {lines[key]} 行已有。", f"{en} “{key}” is in line {lines[key]} already."
                )
                refuse(path, record.line, why, _USED_ONCE)
            lines[key] = record.line
        alliances.append(alliance)
    return tuple(alliances)


def format_alliances(alliances: Iterable[Alliance]) -> str:
    """Write alliances as the text of corpus/alliances.csv, in the order of their ids."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((a.id, a.name) for a in sorted(alliances, key=lambda a: (len(a.id), a.id)))
    return out.getvalue()


def next_number(taken: Iterable[str]) -> int:
    """Give the number after the highest id taken; ids of alliances that judgements still name count as taken."""
    numbers = (int(found[1]) for found in map(_ID.fullmatch, taken) if found)
    return max(numbers, default=0) + 1


def id_of(number: int) -> str:
    """Write a permanent id."""
    return f"al-{number:04d}"


def provisional_id(name: Name, vocabulary: Vocabulary) -> str:
    """Write the id of a name that no alliance on file has; it names the stem, so that one name keeps one id.

    A rival tail (科技创新 beside the usual 技术创新) is added, for it may be the name of another body.
    """
    rivals = vocabulary.words("name_match", "rival_tails")[1:]
    rival = next((word for _, word in name.tail if word in rivals), "")
    return PROVISIONAL + name.stem + (f"·{rival}" if rival else "")
