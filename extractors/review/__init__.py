"""Deciding open questions: the session that terminal and page share, and both faces of it."""
