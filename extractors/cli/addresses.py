"""Files as others know them: paths from the corpus's folder, and their texts once more, for lines and columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extractors.cli.desk import STDIN, Desk, slurp
from extractors.reports import read_source
from schemas.document import DocumentInfo, Source
from schemas.errors import Unreadable

Named = tuple[tuple[DocumentInfo, str], ...]
"""Documents that were named on the command line, each with its path as typed."""


def addresses(desk: Desk | None, named: Named) -> tuple[DocumentInfo, ...]:
    """Give every document with the path that others know it by as its `file`.

    That is the path from the corpus's folder for what lies in it, else the path as typed; nothing tells the machine.
    """
    root = desk.corpus.root if desk else Path.cwd()
    own = tuple(replace(info, file=_relative(path, root) if path != STDIN else info.file) for info, path in named)
    taken = {info.document for info in own}
    others = (info for info in desk.infos if info.document not in taken) if desk else ()
    return (*own, *(replace(info, file=f"corpus/{info.file}") for info in others))


def _relative(path: str, root: Path) -> str:
    whole = Path(path).absolute()
    if whole.is_relative_to(root):
        return whole.relative_to(root).as_posix()
    return Path(path).name if Path(path).is_absolute() or ".." in Path(path).parts else Path(path).as_posix()


def sources(desk: Desk | None, named: Named) -> tuple[Source, ...]:
    """Decode the documents once more; standard input can be read only once and is left out."""
    return tuple(_sources(desk, named))


def _sources(desk: Desk | None, named: Named) -> Iterator[Source]:
    paths = {e.document: str(desk.corpus.path(e)) for e in desk.corpus.entries} if desk else {}
    paths |= {info.document: path for info, path in named}
    for document, path in paths.items():
        if path == STDIN:
            continue
        try:
            yield read_source(slurp(Path(path), path), document, path)
        except Unreadable:
            # Said already when it was read; its findings have no place in a text.
            continue
