"""alliances ingest FILE ...: a new document: what it adds, what is odd, which names have no id; --yes writes it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from pathlib import Path

import rich_click as click
from rich_click import RichCommand

from extractors.audit import audit_document
from extractors.cli.desk import STDIN, Desk, open_corpus, read_corpus, read_file, slurp
from extractors.cli.errors import tell
from extractors.cli.group import Command
from extractors.cli.output import emit, write_atomically
from extractors.cli.settings import Say, Settings
from extractors.desk.files import same_work
from extractors.ledger import in_order, reconcile
from extractors.ledger.corpus import ALLIANCES, MANIFEST, Corpus, Entry, load_corpus
from extractors.ledger.dataset import write_text
from extractors.names import format_alliances, mint
from extractors.render.audit import counts, counts_text
from extractors.render.reading import reading_text
from extractors.render.screen import clean
from schemas.errors import Misdeclared, Unreadable
from schemas.ledger import Alliance
from schemas.reading import Reading

SHOWN = 8
"""Names shown of those without an id; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What the document does not say of itself and a person tells: its id, its publisher, where the file is from."""

    document: str
    publisher: str
    origin: str


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "ingest",
        cls=Command,
        help=say(
            "看一份新文件会给语料增加什么、有什么不对、哪些名称还没有编号；加 --yes 才写入 corpus/。",
            "Says what a new document adds, what is odd in it, and which names have no id; --yes writes it to corpus/.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @click.argument("files", nargs=-1, required=True, metavar=say("文件...", "FILE..."))
    @click.option("--yes", is_flag=True, help=say("写入：复制文件、登记、给新名称编号", "copy, register, mint ids"))
    @click.option(
        "--id", "document", default="", metavar=say("编号", "ID"), help=say("文件编号，如 report-2026", "document id")
    )
    @click.option("--publisher", default="", metavar=say("名称", "NAME"), help=say("发布者", "who published it"))
    @click.option(
        "--origin", default="", metavar=say("说明", "WORDS"), help=say("文件的由来", "where the file is from")
    )
    @click.pass_obj
    def ingest(
        settings: Settings, files: tuple[str, ...], yes: bool, document: str, publisher: str, origin: str
    ) -> int:
        if document and len(files) > 1:
            raise click.UsageError(settings.say("--id 只能用于一份文件。", "--id is for one file."))
        return run(settings, files, yes, Origin(document, publisher, origin))

    return ingest


def run(settings: Settings, files: tuple[str, ...], yes: bool, origin: Origin) -> int:
    """Take in files one after the other, oldest period first; one that cannot be read leaves the others to be done."""
    desk = read_corpus(open_corpus(settings))
    paths: dict[str, str] = {}
    found: list[Reading] = []
    unread = False
    for file in files:
        try:
            reading = read_file(file, desk)
        except Unreadable as error:
            tell(error, settings.lang)
            unread = True
            continue
        if reading.document.sha256 not in paths:
            paths[reading.document.sha256] = file
            found.append(reading)
    for reading in in_order(found):
        desk = _take(settings, desk, reading, paths[reading.document.sha256], yes, origin)
    if not yes and found:
        emit(settings.say("以上未写入；加 --yes 写入。\n", "nothing was written; --yes writes it.\n"))
    return Unreadable.exit_code if unread else 0


def _take(settings: Settings, desk: Desk, reading: Reading, path: str, yes: bool, origin: Origin) -> Desk:
    """Tell of one document, write it if wanted, and give the desk with it on."""
    corpus = desk.corpus
    known = next((e for e in corpus.entries if e.sha256 == reading.document.sha256), None)
    if known is None:
        document = origin.document or _new_id(reading, corpus)
        reading = read_file(path, desk, document)
    others = tuple(r for r in desk.readings if not same_work(r.document, reading.document))
    readings = (*others, reading)
    minted = mint(in_order((reading,)), corpus.alliances, corpus.judgements, desk.vocabulary)
    ledger = reconcile(readings, corpus.alliances, corpus.judgements, desk.vocabulary)
    audit = audit_document(reading, ledger, desk.vocabulary)
    lines = [reading_text(reading, lang=settings.lang).rstrip("\n"), counts_text(counts(audit), settings.lang)]
    lines += _notices(settings, desk, reading, known)
    lines += _names(settings, minted)
    if yes:
        if known is None:
            corpus = _register(corpus, reading, path, origin)
        corpus = _name(corpus, minted)
        lines.append(_written(settings, reading, known, len(minted)))
    else:
        corpus = replace(corpus, alliances=(*corpus.alliances, *minted))
    emit("\n".join(lines) + "\n\n")
    return replace(desk, corpus=corpus, readings=readings) if known is None else replace(desk, corpus=corpus)


def _notices(settings: Settings, desk: Desk, reading: Reading, known: Entry | None) -> list[str]:
    if known is not None:
        return [settings.say(f"已在语料中：{known.document}，不再登记。", f"in the corpus already: {known.document}")]
    editions = [r.document.document for r in desk.readings if same_work(r.document, reading.document)]
    return [
        settings.say(f"语料中已有同一文件的另一版：{d}", f"the corpus has another edition of it: {d}") for d in editions
    ]


def _names(settings: Settings, minted: tuple[Alliance, ...]) -> list[str]:
    if not minted:
        return [settings.say("没有新名称需要编号。", "no new name needs an id.")]
    shown = "、".join(clean(alliance.name) for alliance in minted[:SHOWN])
    more = settings.say(f" 等 {len(minted)} 个", f" and others, {len(minted)} in all") if len(minted) > SHOWN else ""
    return [settings.say(f"新名称：{shown}{more}", f"new names: {shown}{more}")]


def _written(settings: Settings, reading: Reading, known: Entry | None, minted: int) -> str:
    document = reading.document.document
    if known is not None:
        return settings.say(f"已写入 {minted} 个新编号。", f"wrote {minted} new ids.")
    return settings.say(f"已登记为 {document}，新编号 {minted} 个。", f"registered as {document}, {minted} new ids.")


def _new_id(reading: Reading, corpus: Corpus) -> str:
    """Name a document by its kind and what it is of, numbered on where that is taken."""
    info = reading.document
    stem = "-".join(part for part in (info.kind or "document", info.period or info.issue or info.published) if part)
    taken = {entry.document for entry in corpus.entries}
    return next(d for d in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if d not in taken)


def _register(corpus: Corpus, reading: Reading, path: str, origin: Origin) -> Corpus:
    """Copy the file and add its line to the manifest; what would break the corpus is taken back.

    Raises:
        Misdeclared: when another file has its place, its id or kind will not do, or it came from standard input.
    """
    info = reading.document
    if path == STDIN:
        raise Misdeclared("标准输入不能登记。", "语料里的文件要有名字。", "先存成文件。")
    source, data = Path(path), slurp(Path(path), path)
    place = corpus.root / "corpus" / "documents" / source.name
    copied = not place.exists()
    if not copied and place.read_bytes() != data:
        what = f"corpus/documents/{source.name} 已是另一份文件。"
        raise Misdeclared(what, "不覆盖已有的文件。", "换一个文件名再登记。")
    cells = (
        info.document, f"documents/{source.name}", info.sha256, info.kind, info.series, info.period, info.title,
        origin.publisher or info.publisher, info.published, info.media, origin.origin,
    )  # fmt: skip
    manifest = corpus.root / MANIFEST
    before = manifest.read_bytes()
    if copied:
        write_atomically(place, data)
    write_text(manifest, _with_line(manifest, cells))
    try:
        return load_corpus(corpus.root)
    except Misdeclared:
        write_atomically(manifest, before)
        if copied:
            place.unlink()
        raise


def _with_line(path: Path, cells: tuple[str, ...]) -> str:
    """Give the text of a CSV file with one line more; the lines it has stay as they are."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    text = path.read_text(encoding="utf-8-sig")
    return text + ("" if text.endswith("\n") else "\n") + out.getvalue()


def _name(corpus: Corpus, minted: tuple[Alliance, ...]) -> Corpus:
    if not minted:
        return corpus
    write_text(corpus.root / ALLIANCES, format_alliances((*corpus.alliances, *minted)))
    return load_corpus(corpus.root)
