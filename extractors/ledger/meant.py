"""Corrections against the print: which place each speaks of, and what the documents say with what is meant.

What is printed is never changed. The ledger works out its own figures from readings as they are meant; the audit checks
readings with the slips of our own text mended, since a slip of the paper is what it has to tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from extractors.ledger.corrections import FILE, MISPRINT, MISREAD, STANDS, active_corrections, require_one_ruling
from extractors.ledger.pointed import places_of
from extractors.names.declared import refuse
from schemas.direction import undirected
from schemas.finding import Message
from schemas.ledger import Corrected, Correction
from schemas.quantity import Quantity
from schemas.reading import Claim, Enumeration, Group, Reading, Row
from schemas.vocabulary import Vocabulary
from schemas.where import Where

RULED = (MISPRINT, MISREAD)
"""Verdicts after which something else is meant than what was read."""

NAME = "name"
CELLS = ("code", "score", "rank", "value")
"""Cells of a row that can be meant otherwise; a name is for judgements.csv to decide."""

_NUMBER = re.compile(r"([+-]?\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+)(.*)")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}


def correct(
    readings: Iterable[Reading], corrections: Iterable[Correction], vocabulary: Vocabulary, path: Path = FILE
) -> tuple[Corrected, ...]:
    """Find the places of the corrections in force; those of documents that were not read are let be.

    Raises:
        Misdeclared: naming file and line, when a place no longer prints what was expected, is of a kind that cannot be
            corrected so, is spoken of twice, or what is meant cannot be understood there.
    """
    by_document = {reading.document.document: reading for reading in readings}
    found: list[Corrected] = []
    for correction in active_corrections(corrections, path):
        reading = by_document.get(correction.document)
        if reading is None:
            continue
        made = Corrected(correction, places_of(reading, correction, path))
        _require_sense(reading, made, vocabulary, path)
        found.append(made)
    require_one_ruling(((place.id, made.correction) for made in found for place in made.places), path)
    return tuple(found)


def as_meant(
    reading: Reading, corrected: Iterable[Corrected], vocabulary: Vocabulary, verdicts: tuple[str, ...] = RULED
) -> Reading:
    """Give a reading with what is meant in the place of what is printed; places, quotes, texts and ids stay.

    A figure of which nobody knows what is meant is left out.
    """
    own = [
        made
        for made in corrected
        if made.correction.verdict in verdicts and made.correction.document == reading.document.document
    ]
    if not own:
        return reading
    meant = {place.id: made.correction.meant for made in own for place in made.places}
    return replace(
        reading,
        claims=tuple(claim for c in reading.claims if (claim := _claim(c, meant)) is not None),
        rows=tuple(_row(row, meant, vocabulary) for row in reading.rows),
        groups=tuple(_group(group, meant, vocabulary) for group in reading.groups),
        enumerations=tuple(e for told in reading.enumerations if (e := _enumeration(told, meant)) is not None),
    )


def answers(where: Where, reading: Reading) -> tuple[str, ...]:
    """Tell which verdicts a place allows: what is counted or computed all, other print all but misread.

    A name, and a whole row, can only be said to stand: names are decided in judgements.csv.
    """
    if _computed(reading, where.id):
        return (MISPRINT, MISREAD, STANDS)
    if any(where.id in (row.where.id, row.cell(NAME).id) for row in reading.rows) or _is_name(reading, where.id):
        return (STANDS,)
    return (MISPRINT, STANDS)


def same_value(one: str, other: str) -> bool:
    """Tell whether two printed figures are one: 三批 and 3批, ４３ and 43; the direction of a change may lack."""
    (turn, one), (other_turn, other) = undirected(one), undirected(other)
    if turn * other_turn < 0:
        return False
    first, second = _number(one), _number(other)
    if first is None or second is None:
        plain = (unicodedata.normalize("NFKC", text).strip().upper() for text in (one, other))
        return len(set(plain)) == 1
    return first[0] == second[0] and (first[1] == second[1] or not first[1] or not second[1])


def _require_sense(reading: Reading, made: Corrected, vocabulary: Vocabulary, path: Path) -> None:
    """Refuse a verdict that its place does not allow, and a meaning that cannot be read there."""
    told = made.correction
    allowed = {verdict for place in made.places for verdict in answers(place, reading)}
    if told.verdict not in allowed:
        name = allowed == {STANDS}
        why = Message(
            "这里是名称或整行，不能这样更正。" if name else "这里不是数据、编号，改了也无从复核。",
            "this is a name or a whole row." if name else "this is no figure and no code: nothing can be checked anew.",
        )
        advice = Message(
            "名称由 corpus/judgements.csv 认定（misprint）。" if name else "文本有误就改正文件后重新登记。",
            "names are decided in corpus/judgements.csv (misprint)."
            if name
            else "where the text slipped, register a corrected file.",
        )
        refuse(path, told.line, why, advice)
    computed = any(_computed(reading, place.id) for place in made.places)
    if not computed or told.verdict not in RULED or not told.meant:
        return
    try:
        as_meant(reading, (made,), vocabulary)
    except ValueError:
        why = Message(
            f"“{told.meant}”不能取代“{told.expect}”。", f"“{told.meant}” cannot take the place of “{told.expect}”."
        )
        advice = Message(
            "meant 写成同一种数：数字相同写法或汉字，单位不变或不写；等级照分组标题写。",
            "write meant as a figure of the same kind: digits or Chinese numerals, the unit the same or none; a tier"
            " as its heading has it.",
        )
        refuse(path, told.line, why, advice)


# ---- what is meant


def _computed(reading: Reading, place: str) -> bool:
    """Tell whether a place holds something the ledger or the audit computes with."""
    return (
        any(claim.where.id == place and claim.quantity is not None for claim in reading.claims)
        or any(where.id == place for row in reading.rows for column, where in row.cells if column in CELLS)
        or any(place in (group.where.id, group.count_where.id if group.count_where else "") for group in reading.groups)
        or any(told.where.id == place for told in reading.enumerations)
    )


def _is_name(reading: Reading, place: str) -> bool:
    return any(mention.where.id == place for mention in reading.mentions)


def _claim(claim: Claim, meant: Mapping[str, str]) -> Claim | None:
    told = meant.get(claim.where.id)
    if told is None or claim.quantity is None:
        return claim
    if not told:
        return None
    made = _turned(claim.quantity, told) if claim.kind == "change" else _quantity(claim.quantity, told)
    return replace(claim, quantity=made)


def _turned(printed: Quantity, meant: str) -> Quantity:
    """Make the change that is meant: 减少3家 with its direction, 3家 in the direction that is printed.

    Raises:
        ValueError: when it is no figure of the same unit.
    """
    turn, bare = undirected(meant.strip())
    sign = unicodedata.normalize("NFKC", bare[:1])
    if not turn:
        turn = -1 if sign == "-" or (printed.value < 0 and sign != "+") else 1
    far = _quantity(printed, bare[1:] if sign in ("+", "-") else bare)
    shift = far.value * turn - printed.value
    low, high = (None if bound is None else bound + shift for bound in (printed.low, printed.high))
    return replace(far, value=far.value * turn, low=low, high=high)


def _quantity(printed: Quantity, meant: str) -> Quantity:
    """Make the quantity that is meant; the room that the wording leaves (余, 近) moves with it.

    Raises:
        ValueError: when it is no figure of the same unit.
    """
    value, unit, decimals = _figure(meant)
    own = _number(printed.text)
    if unit and unit not in (printed.unit, own[1] if own else ""):
        raise ValueError(meant)
    shift = value - printed.value
    low, high = (None if bound is None else bound + shift for bound in (printed.low, printed.high))
    text = meant if unit else f"{meant}{own[1] if own else printed.unit}"
    return replace(printed, value=value, decimals=decimals, text=text, low=low, high=high)


def _row(row: Row, meant: Mapping[str, str], vocabulary: Vocabulary) -> Row:
    told = {column: meant[where.id] for column, where in row.cells if column in CELLS and where.id in meant}
    if told.get("score"):
        _figure(told["score"])
    rank = row.rank if "rank" not in told else _whole(told["rank"]) if told["rank"] else None
    code, score, value = (told.get(column, getattr(row, column)) for column in ("code", "score", "value"))
    tier = _tier(meant[row.group.id], vocabulary) if row.group and row.group.id in meant else row.tier
    return replace(row, rank=rank, code=code, score=score, value=value, tier=tier)


def _group(group: Group, meant: Mapping[str, str], vocabulary: Vocabulary) -> Group:
    tier = _tier(meant[group.where.id], vocabulary) if group.where.id in meant else group.tier
    count = group.count
    if group.count_where and group.count_where.id in meant:
        count = _whole(meant[group.count_where.id]) if meant[group.count_where.id] else None
    return replace(group, tier=tier, count=count)


def _enumeration(told: Enumeration, meant: Mapping[str, str]) -> Enumeration | None:
    said = meant.get(told.where.id)
    if said is None:
        return told
    return replace(told, said=_whole(said)) if said else None


def _tier(label: str, vocabulary: Vocabulary) -> str:
    """Find the tier a label means; empty for none.

    Raises:
        ValueError: when the series has no such label.
    """
    if not label:
        return ""
    axis = vocabulary.axis("tier")
    bare = label.strip()
    for value in axis.values:
        if bare in (value.zh, *value.labels, *(stem + word for stem in axis.stem for word in value.bare)):
            return value.key
    raise ValueError(label)


def _whole(text: str) -> int:
    value = _figure(text)[0]
    if value != int(value):
        raise ValueError(text)
    return int(value)


def _figure(text: str) -> tuple[Decimal, str, int]:
    """Read a figure: its value, its unit and how many decimals it has.

    Raises:
        ValueError: when it is none.
    """
    found = _number(text)
    if found is None:
        raise ValueError(text)
    return found


def _number(text: str) -> tuple[Decimal, str, int] | None:
    told = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if told is None:
        return None
    digits, unit = told[1], told[2].strip()
    if digits[0] in _DIGITS or digits[0] in _POWERS:
        whole = _chinese(digits)
        return None if whole is None else (Decimal(whole), unit, 0)
    value = Decimal(digits.replace(",", ""))
    return value, unit, len(digits.partition(".")[2])


def _chinese(text: str) -> int | None:
    """Read a Chinese numeral below ten thousand; None where it is none (三四)."""
    total, digit = 0, None
    for sign in text:
        if sign in _POWERS:
            total += (1 if digit is None else digit) * _POWERS[sign]
            digit = None
        elif digit:
            return None
        else:
            digit = _DIGITS[sign]
    return total + (digit or 0)
