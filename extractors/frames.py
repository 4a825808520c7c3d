"""The dataset as pandas tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas

_TYPES = {"integer": "Int64", "boolean": "boolean"}


def load_dataset(folder: str | Path) -> dict[str, pandas.DataFrame]:
    """Load a dataset folder: one table a name, typed as its datapackage.json says.

    Codes, ids and figures stay text; what is absent is NA.

    Raises:
        FileNotFoundError: when the folder has no datapackage.json.
    """
    import pandas

    folder = Path(folder)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {
        resource["name"]: pandas.read_csv(
            folder / resource["path"],
            dtype={field["name"]: _TYPES.get(field["type"], "string") for field in resource["schema"]["fields"]},
            keep_default_na=False,
            na_values=[""],
            encoding="utf-8",
        )
        for resource in package["resources"]
    }
