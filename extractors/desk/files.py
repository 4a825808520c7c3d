"""What is wrong with a file itself, before any figure is looked at; `explain` prints the docstrings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from extractors.ledger import Entry
from schemas.document import DocumentInfo
from schemas.errors import Unreadable
from schemas.finding import Finding, Message
from schemas.reading import Reading
from schemas.where import Where


def unreadable(entry: Entry, error: Unreadable) -> Finding:
    """FILE-01 文件读不了 (a document of the corpus cannot be read).

    保护什么：台账不能在缺了一份文件的情况下显得完整。其余文件照常读入。
    举例：manifest.csv 登记了 documents/a.txt，而它是空文件、已删除、编码不明，或不是报告。
    不管什么：文件里的数据对不对。

    Protects: a ledger that lacks a document must not look complete. The other documents are read all the same.
    Example: manifest.csv has documents/a.txt, which is empty, gone, in an unknown charset, or no report.
    Silent on: whether the figures in a document are right.
    """
    message = Message("".join(error.lines("zh")), " ".join(error.lines("en")))
    return _finding("FILE-01", "error", "文件读不了", entry, message, "", "")


def changed(entry: Entry, data: bytes) -> Iterator[Finding]:
    """FILE-02 文件与登记不符 (the sha256 of a document is not the one registered).

    保护什么：产出所依据的，就是当初登记并核对过的那份文件。文件照常读入。
    举例：登记的是 0241469a…，现在的文件算出 9f86d081…，多半是换了版本或改动过。
    不管什么：改动了什么；登记之前的改动。

    Protects: outputs rest on the very file that was registered and looked at. The file is read all the same.
    Example: 0241469a… was registered and the file gives 9f86d081…: another edition, or an edited file.
    Silent on: what was changed, and what was changed before the file was registered.
    """
    digest = hashlib.sha256(data).hexdigest()
    if digest != entry.sha256:
        message = Message(
            f"{entry.file} 与登记的不是同一份：核对后改 manifest.csv 第 {entry.line} 行的 sha256，或取回原来的文件。",
            f"{entry.file} is not the file registered: correct line {entry.line} of manifest.csv, or restore the file.",
        )
        yield _finding("FILE-02", "warning", "文件与登记不符", entry, message, digest, entry.sha256)


def misfiled(entry: Entry, reading: Reading) -> Iterator[Finding]:
    """FILE-03 登记有误 (kind or period of a document is not what the manifest says).

    保护什么：数据不会记到别的年度、别的文种名下。
    举例：manifest.csv 登记为 2018 年度的报告，封面印的是 2016 年度。
    不管什么：文件里没有印出的文种或年度。

    Protects: figures must not go to another year or another kind of document.
    Example: registered as the report for 2018, and its cover says 2016.
    Silent on: a kind or year that the document does not print.
    """
    told = (
        ("kind", "文种", entry.kind, reading.document.kind),
        ("period", "评价期", entry.period, reading.document.period),
    )
    for key, zh, registered, printed in told:
        if printed and registered != printed:
            message = Message(
                f"{entry.file} 的{zh}登记为“{registered}”，文件里是“{printed}”：核对 manifest.csv 第 {entry.line} 行。",
                f"{entry.file}: {key} is registered as “{registered}”, the document has “{printed}”"
                f" (line {entry.line} of manifest.csv).",
            )
            yield _finding("FILE-03", "warning", "登记有误", entry, message, registered, printed)


def _finding(
    rule: str, level: str, cause: str, entry: Entry, message: Message, published: str, recomputed: str
) -> Finding:
    place = Where(entry.document, entry.file, "", ())
    return Finding(rule, level, cause, "open", message, published, recomputed, "", (place,), ())


def declared(entry: Entry) -> DocumentInfo:
    """Describe a document by what the manifest says of it, for want of the document."""
    return DocumentInfo(
        entry.document, entry.file, entry.sha256, entry.media, entry.kind, entry.series, entry.period, "",
        entry.title, entry.publisher, entry.published, 0,
    )  # fmt: skip


RULES = (("FILE-01", unreadable), ("FILE-02", changed), ("FILE-03", misfiled))
"""The rules on files, in the order they are asked."""


def same_work(one: DocumentInfo, other: DocumentInfo) -> bool:
    """Tell whether two files are copies or editions of one document: a period has one report, but many releases."""
    if one.sha256 == other.sha256:
        return True
    named = bool(one.period or one.issue)
    told = (one.kind, one.series, one.period, one.issue) == (other.kind, other.series, other.period, other.issue)
    return named and told and (one.kind in ("report", "bulletin") or one.title == other.title)
