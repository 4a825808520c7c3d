"""The group: every command is known by name and one line, and imported when it is run."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

import rich_click as click
from rich_click import RichCommand, RichContext, RichGroup, RichHelpConfiguration

from extractors.cli.output import emit
from extractors.cli.settings import LANGUAGES, Say, Settings, speaker
from schemas.finding import Message

COMMANDS: tuple[tuple[str, Message], ...] = (
    ("build", Message("由语料重建全部产出：数据集、名册、核查发现", "corpus -> outputs: dataset, roster, findings")),
    ("read", Message("一份文件说了什么：表格、数据表述、数字、条目", "what one document says")),
    ("audit", Message("核查一份或多份文件，或整个语料库", "check documents, or the whole corpus")),
    ("ingest", Message("新文件来了：是什么，改变什么，有什么不对", "a new document: what it changes, what is odd")),
    ("remove", Message("把文件移出语料（ingest 的撤销）", "take a document out again")),
    ("expect", Message("下一份报告必须怎样，依据是什么", "what must hold of the next report")),
    ("roster", Message("名册：历年等级，或一家联盟的来龙去脉", "the roster, or one alliance through the years")),
    ("names", Message("一个名称是哪家，依据什么，还考虑过谁", "who a name means, why, and who else was considered")),
    ("review", Message("未定的问题：逐个认定，在终端或本机网页上", "decide the open questions")),
    (
        "cite",
        Message(
            "一个数怎么引用：出处，能不能引，要注明什么", "a figure with its citation, and whether it may be cited"
        ),
    ),
    (
        "verify",
        Message("拿别人的说法对照台账：相符、不符、口径不同、无法核实", "hold somebody's sentences against the ledger"),
    ),
    (
        "explain",
        Message("一条核查规则保护什么，举例，不管什么", "what a rule protects, an example, what it does not flag"),
    ),
    (
        "export",
        Message("数据集的其他格式：Parquet、Excel 用的 CSV、工作簿", "the dataset as Parquet, CSV for Excel, workbook"),
    ),
    ("diff", Message("两次产出之间，数据集变了什么", "what became of the dataset between two builds")),
    ("init", Message("新建一个空的语料文件夹", "make a new, empty corpus folder")),
    ("doctor", Message("看看安装与环境是否妥当", "look at the installation")),
)

JOURNEYS = Message(
    """产业技术创新战略联盟活跃度评价报告：读取、核对、入账。

  alliances build                     由语料重建名册、数据集、工作簿、核查页
  alliances audit 报告.pdf --open     核查一份报告，每处不符都给出算式和两边的位置
  alliances ingest 新报告.pdf         新报告是什么、改变什么、哪里不对；--yes 写入
  alliances roster 电动汽车           一家联盟的名称、编号、历年等级
  alliances verify "2025年高43家"     拿别人的说法对照台账；引用一个数用 alliances cite

全部命令见 alliances --help
""",
    """Reads the reports on China's industry-technology-innovation alliances, and checks their figures.

  alliances build                     corpus -> roster, dataset, workbook, audit pages
  alliances audit REPORT.pdf --open   check a report: each finding with its sum and both places
  alliances ingest NEW.pdf            what a new report is, changes, and has wrong; --yes writes it
  alliances roster 电动汽车           one alliance: names, codes, tiers through the years
  alliances verify "2025年高43家"     hold a sentence against the ledger; alliances cite gives a figure

See alliances --help for all commands.
""",
)


class Command(RichCommand):
    """A command whose usage line is in its language too."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        words = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, words, ctx.obj.say("用法:", "Usage:"))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            # The parser of options does not always know whose they are, and the help to look at is this command's.
            error.ctx = error.ctx or ctx
            raise


class Stub(RichCommand):
    """Stands for a command in lists; the module behind it is imported when the command is run or asked for help."""

    def __init__(self, name: str, short: str, lang: str) -> None:
        super().__init__(name=name, help=short, short_help=short)
        self._lang = lang

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        module = import_module(f"extractors.cli.{self.name}")
        command: RichCommand = module.command(speaker(self._lang))
        finish(command, speaker(self._lang))
        return command.make_context(info_name, args, parent, **extra)


class LazyGroup(RichGroup):
    """The commands of COMMANDS as stubs, in their order."""

    def __init__(self, lang: str, **settings: Any) -> None:
        super().__init__(**settings)
        self._stubs = {name: Stub(name, message.en if lang == "en" else message.zh, lang) for name, message in COMMANDS}
        self._lang = lang

    format_usage = Command.format_usage

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self._stubs)

    def get_command(self, ctx: Any, name: str) -> RichCommand | None:
        return self._stubs.get(name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self._stubs and not args[0].startswith("-"):
            near = get_close_matches(args[0], self._stubs, 1)
            say = speaker(self._lang)
            zh, en = (f"，是 {near[0]} 吗？", f"; did you mean {near[0]}?") if near else ("。", ".")
            raise click.UsageError(say(f"没有 {args[0]} 这个命令{zh}", f"there is no command {args[0]}{en}"), ctx)
        return super().resolve_command(ctx, args)


def commands(lang: str) -> LazyGroup:
    """Make the command line in one language."""
    say = speaker(lang)
    group = LazyGroup(
        lang,
        name="alliances",
        invoke_without_command=True,
        options_metavar=say("[选项]", "[OPTIONS]"),
        subcommand_metavar=say("[命令] ...", "[COMMAND] ..."),
        callback=click.pass_context(_alone),
        help=say(
            "读取产业技术创新战略联盟活跃度评价的报告与简报，核对数据，建立历年台账。",
            "Reads the reports and bulletins on China's industry-technology-innovation alliances, checks their figures,"
            " and keeps the ledger.",
        ),
    )
    finish(group, say)
    return group


def _alone(ctx: RichContext) -> None:
    if ctx.invoked_subcommand is None:
        emit(JOURNEYS.en if ctx.obj.lang == "en" else JOURNEYS.zh)


def finish(command: RichCommand, say: Say) -> None:
    """Give a command the options that all have, and help in its language."""
    from extractors import __version__

    command.params += [
        click.RichOption(
            ["--root"],
            type=click.Path(path_type=Path),
            expose_value=False,
            callback=_take_root,
            help=say("语料所在的文件夹；不写则从当前文件夹向上找", "folder of the corpus; default: nearest one upward"),
        ),
        click.RichOption(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            expose_value=False,
            help=say("文字的语言", "language of the words"),
        ),
        click.RichOption(["--debug"], is_flag=True, expose_value=False, help=say("出错时显示详情", "show tracebacks")),
    ]
    if isinstance(command, RichGroup):
        click.version_option(__version__, message="%(prog)s %(version)s", help=say("显示版本", "show the version"))(
            command
        )
    click.help_option(help=say("显示这份说明", "show this help"))(command)
    command.add_help_option = False
    command.context_settings["rich_help_config"] = RichHelpConfiguration(
        theme="default-slim",
        enable_theme_env_var=False,
        options_panel_title=say("选项", "Options"),
        commands_panel_title=say("命令", "Commands"),
        arguments_panel_title=say("参数", "Arguments"),
        options_table_column_types=["opt_short", "opt_long", "metavar", "help"],
        options_table_help_sections=["help"],
    )


def _take_root(ctx: RichContext, _: click.RichOption, value: Path | None) -> None:
    if value is not None and isinstance(ctx.obj, Settings):
        ctx.obj = replace(ctx.obj, root=value)
