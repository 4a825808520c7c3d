"""The frame of all pages: templates that escape by themselves, and a policy by which only our scripts run."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

ASSETS, OWN = "assets", "extractors.render.pages"
_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def screen_safe(text: object) -> str:
    """Show control characters, and marks that turn the order of letters round, by number (``⟨202E⟩``): none acts."""
    return _STEERING.sub(lambda found: f"⟨{ord(found.group()):04X}⟩", str(text))


@cache
def _environment(package: str = OWN) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader(package, ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: (
            screen_safe(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
        ),
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
    return made


@cache
def asset(name: str) -> str:
    """Read a style, script or picture of ours (`extractors/render/pages/assets/`)."""
    return files("extractors.render.pages").joinpath(ASSETS, name).read_text(encoding="utf-8")


def page(template: str, *, lang: str, styles: Sequence[str] = (), scripts: Sequence[str] = (), **values: object) -> str:
    """Make a page from a template that extends ``base.html``.

    Args:
        template: its file in ``assets/``.
        lang: ``zh`` or ``en``; templates choose words with ``say(zh, en)``.
        styles: style sheets of ours to inline after ``base.css``.
        scripts: scripts of ours to inline; only these run, by their hashes in the page's policy.
        values: what the template names; strings are escaped. Data for a script goes through ``|tojson``.

    Returns:
        The whole HTML text; the same values give the same bytes.
    """
    from markupsafe import Markup

    codes = [asset(name) for name in scripts]
    hashes = [base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in codes]
    policy = (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; script-src "
        + (" ".join(f"'sha256-{h}'" for h in hashes) or "'none'")
    )
    return (
        _environment()
        .get_template(template)
        .render(
            lang=lang,
            html_lang="zh-CN" if lang == "zh" else "en",
            say=lambda zh, en: en if lang == "en" else zh,
            policy=Markup(policy),
            style=Markup("\n".join(asset(name) for name in ("base.css", *styles))),
            codes=[Markup(code) for code in codes],
            **values,
        )
    )


def served(template: str, package: str, *, lang: str, **values: object) -> str:
    """Make a page, or a part of one, for a server of ours; it sends the policy and the files of the page itself.

    Args:
        template: its file in ``assets/`` of the package.
        package: the package that owns it.
        lang: ``zh`` or ``en``; templates choose words with ``say(zh, en)``.
        values: what the template names; strings are escaped.
    """
    return (
        _environment(package)
        .get_template(template)
        .render(
            lang=lang,
            html_lang="zh-CN" if lang == "zh" else "en",
            say=lambda zh, en: en if lang == "en" else zh,
            **values,
        )
    )
