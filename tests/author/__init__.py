"""An author: writes whole reports in which every figure is right, in wording drawn by a seed, so that what the reading
takes each figure to count, and that nothing is blamed, are properties.
"""

from __future__ import annotations

from tests.author.report import Told, Written, write

__all__ = ["Told", "Written", "write"]
