"""What an audit is written as: a table from format to writer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from shutil import get_terminal_size

from extractors import __version__
from extractors.cli.addresses import Named, addresses, sources
from extractors.cli.desk import Desk, Opened
from extractors.cli.pages import page_within, rule_texts, subject
from extractors.cli.settings import Settings
from extractors.render.audit import audit_json, audit_text
from extractors.render.github import github_text
from extractors.render.jsonl import findings_jsonl
from extractors.render.pages.audit import audit_page
from extractors.render.sarif import sarif_json
from schemas.document import DocumentInfo
from schemas.finding import Audit
from schemas.reading import Reading


@dataclass(frozen=True, slots=True)
class Result:
    """Audits with the documents they are of, all readings that places may lie in, and whether a file was left out.

    `look` opens a document again by its id, for pages that show what it looks like; `desk` is the corpus compared with,
    None where there is none; `named` are the files asked for, with their paths.
    """

    audits: tuple[Audit, ...]
    infos: tuple[DocumentInfo, ...]
    readings: tuple[Reading, ...]
    unread: bool
    look: Callable[[str], Opened | None]
    desk: Desk | None = None
    named: Named = ()


def _text(result: Result, settings: Settings, to_file: bool) -> str:
    columns = 100 if to_file else get_terminal_size((100, 24)).columns
    return audit_text(result.audits, result.infos, result.readings, settings.lang, columns) if result.audits else ""


def _json(result: Result, settings: Settings, to_file: bool) -> str:
    return audit_json(result.audits, result.infos)


def _jsonl(result: Result, settings: Settings, to_file: bool) -> str:
    return findings_jsonl(result.audits)


def _html(result: Result, settings: Settings, to_file: bool) -> str:
    known = {info.document: info for info in result.infos}
    only = result.look(result.audits[0].document) if len(result.audits) == 1 else None
    if only is not None:
        return page_within(result.audits[0], only, result.readings, settings.lang)
    subjects = tuple(subject(a, known[a.document], result.look(a.document)) for a in result.audits)
    return audit_page(subjects, result.readings, rule_texts(), __version__, settings.lang) if subjects else ""


def _sarif(result: Result, settings: Settings, to_file: bool) -> str:
    infos, texts = addresses(result.desk, result.named), sources(result.desk, result.named)
    return sarif_json(result.audits, infos, texts, rule_texts(), __version__, settings.lang)


def _github(result: Result, settings: Settings, to_file: bool) -> str:
    infos, texts = addresses(result.desk, result.named), sources(result.desk, result.named)
    return github_text(result.audits, infos, texts, settings.lang)


FORMATS: dict[str, Callable[[Result, Settings, bool], str]] = {
    "text": _text,
    "json": _json,
    "jsonl": _jsonl,
    "sarif": _sarif,
    "github": _github,
    "html": _html,
}
"""What writes each format: it takes the result, the settings, and whether a file is written."""

ENDINGS: dict[str, tuple[str, ...]] = {
    "text": (".txt",),
    "json": (".json",),
    "jsonl": (".jsonl",),
    "sarif": (".sarif", ".sarif.json", ".json"),
    "github": (".txt",),
    "html": (".html", ".htm"),
}
"""How names of files of each format end, the usual one first; of formats with the same, the first is meant."""
