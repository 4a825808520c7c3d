"""The pages that are made of the program itself: rules and tables. `python docs/generate.py` writes them.

`tests/test_docs.py` holds them against what this writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractors.audit import RULES
from extractors.audit.rules import PARTS, Rule
from extractors.desk import files
from extractors.ledger.tables import TABLES, Column

DOCS = Path(__file__).resolve().parent
RULES_HEAD = {
    "en": "# Rules\n\nWhat each rule of the audit protects, an example, and what it does not flag."
    " `alliances explain RULE` prints the same.\n",
    "zh": "# 规则\n\n每条规则保护什么、举例、不管什么。`alliances explain 规则` 打印同样的内容。\n",
}
TABLES_HEAD = {
    "en": "# Tables and columns\n\nAs the Data Package descriptor has them, `outputs/dataset/datapackage.json`."
    " A cell of several values parts them by `|`.\n",
    "zh": "# 表和列\n\n与数据包描述文件 `outputs/dataset/datapackage.json` 一致。一格多值以 `|` 分开。\n",
}


def rules(lang: str) -> str:
    """Write the page of rules in one language."""
    return "\n".join([RULES_HEAD[lang], *_rules(lang)]).rstrip() + "\n"


def _rules(lang: str) -> Iterator[str]:
    for code, check in sorted((*files.RULES, *RULES), key=lambda rule: rule[0]):
        rule = Rule(code, check)
        yield f"## {code} {rule.title(lang)}\n"
        for label in PARTS[lang]:
            yield f"- **{label}**{'：' if lang == 'zh' else ': '}{rule.part(label)}"
        yield ""


def tables(lang: str) -> str:
    """Write the page of tables in one language."""
    lines = [TABLES_HEAD[lang]]
    for table in TABLES:
        lines += [f"## {table.name} {getattr(table, lang)}\n", "| | | |", "|---|---|---|"]
        lines += [f"| `{column.name}` | {column.type} | {_told(column, lang)} |" for column in table.columns]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _told(column: Column, lang: str) -> str:
    return str(getattr(column, lang)).replace("|", "\\|")


PAGES = {
    DOCS / "rules.md": lambda: rules("en"),
    DOCS / "zh" / "rules.md": lambda: rules("zh"),
    DOCS / "tables.md": lambda: tables("en"),
    DOCS / "zh" / "tables.md": lambda: tables("zh"),
}


def main() -> None:
    """Write the pages."""
    for path, made in PAGES.items():
        path.write_text(made(), encoding="utf-8")


if __name__ == "__main__":
    main()
