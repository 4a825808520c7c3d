"""The documentation site: `make docs` builds it into build/docs with Sphinx."""

import extractors

project = "Alliance Ledger"
author = "The Alliance Ledger authors"
release = extractors.__version__
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
html_theme = "furo"
html_title = f"Alliance Ledger {release}"
# A built page names no day, so that the same sources give the same site.
html_last_updated_fmt = None
html_show_copyright = False
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
# The pages link to files of the project that are no pages; GitHub shows them, the site leaves the words.
suppress_warnings = ["myst.xref_missing"]
exclude_patterns = ["conf.py"]
