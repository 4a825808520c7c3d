"""The format a file is written in: the one asked for, or the one that the ending of its name tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from extractors.cli.settings import Settings
from schemas.errors import Misdeclared

OTHERS = (
    ".csv", ".db", ".doc", ".docx", ".epub", ".gif", ".gz", ".jpeg", ".jpg", ".md", ".mhtml", ".odp", ".ods", ".odt",
    ".parquet", ".pdf", ".png", ".ppt", ".pptx", ".rtf", ".sqlite", ".svg", ".tex", ".tsv", ".wps", ".xls", ".xlsm",
    ".xlsx", ".xml", ".yaml", ".yml", ".zip",
)  # fmt: skip
"""Endings that promise a kind of file; words with another ending (.log, .2025) promise nothing."""


def format_of(settings: Settings, name: str, formats: Mapping[str, Sequence[str]], asked: str, said: str) -> str:
    """Choose among formats, each with its endings; the first is taken where neither `asked` nor the name tells one.

    `asked` is a format or empty, `said` the words that asked for it.

    Raises:
        Misdeclared: when the name promises a kind that is none of the formats, or another than was asked for.
    """
    known = {ending for endings in formats.values() for ending in endings}
    ending = max((e for e in known if name.lower().endswith(e)), key=len, default="")
    fitting = [form for form, endings in formats.items() if ending in endings]
    other = Path(name).suffix.lower()
    if not ending and other in OTHERS:
        sample = Path(name).stem + [*formats.values()][-1][0]
        raise Misdeclared(
            _not_written(settings, name),
            settings.say(f"没有 {other} 这种格式。", f"there is no format for {other}."),
            settings.say(
                f"格式有 {'、'.join(formats)}，如 {sample}。", f"formats: {', '.join(formats)}; e.g. {sample}."
            ),
        )
    if ending and asked and asked not in fitting:
        better = formats[asked][0]
        raise Misdeclared(
            _not_written(settings, name),
            settings.say(f"{said} 与结尾 {ending} 不一致。", f"{said} contradicts the ending {ending}."),
            settings.say(f"去掉 {said}，或把结尾写成 {better}。", f"leave out {said}, or end the name in {better}."),
        )
    return asked or next(iter(fitting or formats))


def _not_written(settings: Settings, name: str) -> str:
    return settings.say(f"{name}: 没有写。", f"{name}: not written.")
