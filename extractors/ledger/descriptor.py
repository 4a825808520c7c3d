"""The Data Package descriptor (version 2): what the tables hold, for programs that have never seen them."""

from __future__ import annotations

from typing import Any

from extractors.ledger.tables import TABLES, Column, Table
from schemas.ledger import Ledger

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DIALECT = "https://datapackage.org/profiles/2.0/tabledialect.json"
SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


def descriptor(ledger: Ledger) -> dict[str, Any]:
    """Describe the dataset; nothing in it depends on the clock, the machine or the folder."""
    return {
        "$schema": PROFILE,
        "name": "alliance-ledger",
        "title": "产业技术创新战略联盟活跃度评价数据集",
        "description": (
            "由公布的活跃度评价报告、新闻稿和简报逐字提取并相互核对而成。每一条都有出处（wheres），可回查原文。"
            "Extracted from published reports, releases and bulletins and reconciled; every row names its place."
        ),
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0 (the compilation; the documents remain their publishers')",
            }
        ],
        "sources": [
            {"title": reading.document.title or reading.document.document, "path": reading.document.file}
            for reading in ledger.readings
        ],
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": SCHEMA,
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [r.column], "reference": {"resource": r.table, "fields": [r.other]}} for r in table.references
        ]
    return {
        "name": table.name,
        "type": "table",
        "title": f"{table.zh} / {table.en}",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"$schema": DIALECT, "delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    zh, en = ("；多个值以 | 分开", "; several are parted by |") if column.many else ("", "")
    told = f"{column.zh}{zh} / {column.en}{en}"
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": told}
    if column.required:
        field["constraints"] = {"required": True}
    return field
