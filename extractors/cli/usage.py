"""What is wrong with the words of a command line, in both languages; click itself says it in English only."""

from __future__ import annotations

import re
from collections.abc import Mapping

import click

CHINESE: Mapping[str, str] = {
    r"Got unexpected extra arguments? \((.*)\)": "多写了 {0}。",
    r"Option '(.*)' requires an argument\.": "{0} 后面要写一个值。",
    r"Option '(.*)' requires (\d+) arguments\.": "{0} 后面要写 {1} 个值。",
    r"Option '(.*)' does not take a value\.": "{0} 后面不写值。",
    r"(.*) is not in the range (\d+)<=x<=(\d+)\.": "{0} 不在 {1} 到 {2} 之间。",
    r"'(.*)' is not a valid integer(?: range)?\.": "“{0}”不是整数。",
    r"File '(.*)' is a directory\.": "{0} 是文件夹，要写文件。",
    r"Directory '(.*)' is a file\.": "{0} 是文件，要写文件夹。",
    r"(?:File|Directory|Path) '(.*)' is not readable\.": "{0} 没有读取权限。",
}
"""What click says of values and of words too many or too few, with their Chinese."""


def what(error: click.ClickException, lang: str) -> str:
    """Say what is wrong in one line; words of ours are in their language already."""
    if lang == "en":
        return error.format_message()
    if isinstance(error, click.NoSuchOption):
        near = f"，是 {'、'.join(error.possibilities)} 吗？" if error.possibilities else "。"
        return f"没有 {error.option_name} 这个选项{near}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        return f"缺少 {name}。"
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param and error.param.opts else ""
        choices = error.param.type.choices if error.param and isinstance(error.param.type, click.Choice) else ()
        return f"{name} 只能是 {'、'.join(choices)}。" if choices else f"{name} 的值不对：{_chinese(error.message)}"
    return _chinese(error.message)


def _chinese(message: str) -> str:
    found = ((words, re.fullmatch(pattern, message, re.DOTALL)) for pattern, words in CHINESE.items())
    return next((words.format(*match.groups()) for words, match in found if match), message)
