"""Tables: lines of placed tokens to anchored records."""

from __future__ import annotations

from extractors.tables.abreast import rows_abreast
from extractors.tables.activities import ActivityTable, find_activities
from extractors.tables.celled import rows_of_cells
from extractors.tables.panel import ROLES, Member, PanelList, find_panel, split_office
from extractors.tables.records import Record, Table, find_tables
from extractors.tables.strays import find_strays

__all__ = [
    "ROLES",
    "ActivityTable",
    "Member",
    "PanelList",
    "Record",
    "Table",
    "find_activities",
    "find_panel",
    "find_strays",
    "find_tables",
    "rows_abreast",
    "rows_of_cells",
    "split_office",
]
