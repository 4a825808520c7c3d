"""Pages for a browser: one self-contained file each, no network, every text of a document escaped."""

from extractors.render.pages.frame import page, screen_safe

__all__ = ["page", "screen_safe"]
