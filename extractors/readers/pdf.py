"""PDF: the text layer as lines of placed tokens, every character with its box; pictures of text are refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, partial
from typing import Any

from extractors.readers.blocks import Block
from extractors.readers.charts import Point, Shape
from extractors.readers.cleaned import LARGE
from extractors.readers.guard import in_child
from extractors.readers.merged import Carry
from extractors.readers.parting import OVER, Words
from extractors.readers.pieces import Piece, Row
from extractors.readers.placed import page_rows
from extractors.readers.running import running
from extractors.readers.strokes import PageStrokes
from schemas.boxes import Boxes
from schemas.document import Line, Source
from schemas.errors import Unreadable
from schemas.finding import Message
from schemas.vocabulary import all_series

MAGIC = b"%PDF-"
# The header may stand behind some bytes of garbage; readers of the wild accept it in the first kilobyte.
HEADER_WITHIN = 1024
# A page of a report has hundreds of characters; a scan whose only text is a stamp or a page number has a few.
MIN_CHARACTERS = 20
# The dots of a leader, each of which may come as a word.
LEADERS = frozenset(".·…．")
# Characters of one word stand nearer than this part of their height; justified lines spread theirs by less.
APART = 0.2
# A chart or a page of text has more dots than this on either side; a logo or a rule has fewer.
PICTURE = 200
# Straight pieces that stand for a curve; a sector of a pie has one for each quarter at most. What the four points of a
# curve weigh at the ends of each.
CURVE = 8
WEIGHTS = [
    ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3) for t in (n / CURVE for n in range(CURVE + 1))
]
# How a page is turned that stands upright.
UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# What MuPDF says where it was refused memory: the limit was met, which is not damage.
_NO_MEMORY = re.compile(r"\b[cm]?(re)?alloc \(")
# Beyond these a file is no report, and reading it on would only cost memory.
MAX_PAGES = 3000
MAX_WORDS = 60_000


def bid(data: bytes) -> float:
    """Bid for files with a PDF header."""
    return 1.0 if MAGIC in data[:HEADER_WITHIN] else 0.0


def read(data: bytes, document: str, file: str, sha256: str) -> Source:
    """Make the Source of a PDF with a text layer.

    Raises:
        Unreadable: when it is damaged, locked, empty, too large, or has pictures instead of text.
    """
    # Loaded here once, or every child of a build would load it anew.
    import pymupdf  # noqa: F401

    declared_words()
    return in_child(file, _read, data, document, file, sha256)


@cache
def declared_words() -> Words:
    """Gather from all series the words a table's structure shows in."""
    columns: dict[str, set[str]] = {}
    labels: set[str] = set()
    endings: set[str] = set()
    continued: set[str] = set()
    offices: set[str] = set()
    totals: set[str] = set()
    for vocabulary in all_series():
        for column, found in vocabulary.section("columns"):
            columns.setdefault(column, set()).update(found)
        continued |= {unicodedata.normalize("NFKC", word) for word in vocabulary.words("layout", "continued")}
        offices |= set(vocabulary.words("panel", "titles"))
        totals |= set(vocabulary.words("layout", "totals"))
        endings |= set(vocabulary.entity.name_endings)
        for axis in vocabulary.axes:
            if axis.stem:
                bare = {b for value in axis.values for b in value.bare}
                labels |= bare | {s + b for s in axis.stem for b in bare}
                labels |= {label.strip("“”") for value in axis.values for label in value.labels}
    openers = tuple(sorted(label for label in labels if len(label) > 2))
    parts = {part for label in labels for at in range(1, len(label)) for part in (label[:at], label[at:])}
    heads = frozenset(word for found in columns.values() for word in found)
    return Words(
        heads=heads,
        labels=frozenset(labels),
        parts=frozenset(parts),
        openers=openers,
        initials=frozenset(opener[0] for opener in openers),
        endings=tuple(sorted(endings)),
        people=frozenset(columns.get("person", ())),
        names=frozenset(columns.get("name", ())),
        offices=tuple(sorted(offices)),
        continued=tuple(sorted(continued)),
        totals=frozenset(totals),
        longest_head=max(map(len, heads), default=0),
        pieces=frozenset(
            word[a:b] for word in heads | labels for a in range(len(word)) for b in range(a + 1, len(word) + 1)
        ),
    )


def _read(data: bytes, document: str, file: str, sha256: str) -> Source:
    words = declared_words()
    try:
        pdf = open_pdf(data, file)
        builder, carry, progress = _Builder(), Carry(), running().progress
        strokes = PageStrokes(data)
        for number in range(pdf.page_count):
            page = pdf[number]
            seen: list[Block] = []
            rows = page_rows(
                pieces_of(page),
                page.rect.width,
                words,
                carry,
                partial(strokes.of, number),
                partial(parted_pieces, page),
                partial(shapes_of, page),
                seen,
            )
            builder.add(number + 1, rows, carry.unsure, {id(rank) for block in seen for rank in block.ranks})
            carry.unsure.clear()
            builder.pictures += [number + 1] * pictures_on(page)
            if progress is not None:
                progress(number + 1, pdf.page_count)
    except Unreadable:
        raise
    except Exception as error:  # MuPDF raises a dozen kinds of its own, some of them plain Exceptions.
        if _NO_MEMORY.search(str(error)):
            raise MemoryError from error
        raise Unreadable(
            Message(f"{file}: 读不了，PDF 已损坏。", f"{file}: cannot be read, the PDF is damaged."),
            f"{error}",
            Message("请重新下载或另存后再读入。", "download or save it anew, then read it."),
        ) from error
    if builder.length < MIN_CHARACTERS:
        raise Unreadable(
            Message(f"{file}: 读不了。", f"{file}: cannot be read."),
            Message(
                f"这是扫描件或图片（{pdf.page_count} 页无文本层）。",
                f"it is a scan or pictures ({pdf.page_count} pages without a text layer).",
            ),
            Message("请先做文字识别（OCR），再读入识别后的文件。", "recognise its text (OCR) first, then read that."),
        )
    return builder.source(document, file, sha256, pdf.page_count)


def open_pdf(data: bytes, file: str) -> Any:
    """Open a PDF that can be read.

    Raises:
        Unreadable: when it is locked, empty or too long.
    """
    import pymupdf

    mupdf: Any = pymupdf
    mupdf.TOOLS.mupdf_display_errors(False)
    pdf = mupdf.open(stream=data, filetype="pdf")
    password = running().password
    if pdf.needs_pass and not (password and pdf.authenticate(password)):
        raise Unreadable(
            Message(f"{file}: 读不了。", f"{file} cannot be read."),
            Message("密码不对。", "The password is wrong.")
            if password
            else Message("有打开密码。", "It is locked with a password."),
            Message(
                "请用 --password 或环境变量 ALLIANCES_PASSWORD 给出密码。",
                "Give the password with --password or in ALLIANCES_PASSWORD.",
            ),
        )
    pages = pdf.page_count
    if not pdf.is_pdf or pages == 0:
        raise Unreadable(
            Message(f"{file}: 读不了。", f"{file}: cannot be read."),
            Message("里面一页也没有。", "it has no pages."),
            Message("请换一份完整的文件。", "take a complete copy."),
        )
    if pages > MAX_PAGES:
        raise Unreadable(
            Message(f"{file}: 读不了。", f"{file}: cannot be read."),
            Message(f"有 {pages} 页，超过 {MAX_PAGES} 页。", f"it has {pages} pages, more than {MAX_PAGES}."),
            Message("请拆分后分别读入。", "part it and read the parts."),
        )
    return pdf


def pieces_of(page: Any) -> list[Piece]:
    """Take the words of a page, upright as a reader sees them, those outside the page left out."""
    words = page.get_text("words", clip=page.rect if not page.rotation else None)
    if len(words) > MAX_WORDS:
        raise ValueError(f"{len(words)} 个词，超过 {MAX_WORDS} 个")
    words = _leaders_joined(words)
    if not page.rotation:
        return [Piece(text, x0, top, x1, bottom) for x0, top, x1, bottom, text, *_ in words]
    a, b, c, d, e, f = page.rotation_matrix
    return [_turned(w, (a, b, c, d, e, f)) for w in words]


def _leaders_joined(words: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Make one word of the dots that lead from an entry of a contents list to its page, which some writers set apart:
    they may be half the words of a document.
    """
    if LEADERS.isdisjoint([word[4] for word in words]):
        return words
    joined: list[tuple[Any, ...]] = []
    i = 0
    while i < len(words):
        word, end = words[i], i + 1
        if word[4] in LEADERS:
            # A word knows the block and the line it is of.
            while end < len(words) and words[end][4:7] == word[4:7]:
                end += 1
        joined.append(word if end == i + 1 else (*word[:2], words[end - 1][2], word[3], word[4] * (end - i), *word[5:]))
        i = end
    return joined


def pictures_on(page: Any) -> int:
    """Count the bitmaps shown on a page that are large enough for a chart or a text; nothing of them is read."""
    large = [image for image in page.get_images(full=True) if image[2] >= PICTURE and image[3] >= PICTURE]
    if not large:
        return 0
    # Some writers list every picture of the file on each page: those shown are called by name.
    shown = page.read_contents()
    return sum(bool(image[9]) or b"/" + image[7].encode() + b" " in shown for image in large)


def shapes_of(page: Any) -> list[Shape]:
    """Take the filled shapes of a page, upright, in the order they are painted."""
    a, b, c, d, e, f = page.rotation_matrix if page.rotation else UPRIGHT
    found = []
    for drawing in page.get_cdrawings():
        if drawing.get("fill"):
            points = [point for item in drawing["items"] for point in _outline(item)]
            if len(points) > 2:
                upright = tuple([(a * x + c * y + e, b * x + d * y + f) for x, y in points])
                found.append(Shape(upright, tuple([round(part, 3) for part in drawing["fill"]])))
    return found


def _outline(item: Any) -> Sequence[Point]:
    if item[0] == "re":
        left, top, right, bottom = item[1]
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    if item[0] == "qu":
        upper_left, upper_right, lower_left, lower_right = item[1]
        return [upper_left, upper_right, lower_right, lower_left]
    if item[0] != "c":
        return item[1:]  # type: ignore[no-any-return]
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = item[1:5]
    return [(p * x0 + q * x1 + r * x2 + s * x3, p * y0 + q * y1 + r * y2 + s * y3) for p, q, r, s in WEIGHTS]


def parted_pieces(page: Any) -> list[Piece]:
    """Take the words of a page character by character, parted also where MuPDF sees no white space: at a narrow gap,
    and where one cell runs over the edge of the next.
    """
    import pymupdf

    flags = pymupdf.TEXTFLAGS_WORDS
    found: list[Piece] = []
    turn = tuple(page.rotation_matrix) if page.rotation else UPRIGHT
    for block in page.get_text("rawdict", clip=page.rect if not page.rotation else None, flags=flags)["blocks"]:
        for line in block.get("lines", ()):
            run: list[Piece] = []
            for char in (char for span in line["spans"] for char in span["chars"]):
                piece = _turned((*char["bbox"], char["c"]), turn)
                gap = (piece.x0 - run[-1].x1) / piece.height if run else 0.0
                low, high = sorted((piece.height, run[-1].height if run else piece.height))
                apart = not -OVER <= gap <= APART or high > LARGE * low
                if run and (apart or char["c"].isspace()):
                    found.append(_word(run))
                    run = []
                run += [] if char["c"].isspace() else [piece]
            found += [_word(run)] if run else []
    return found


def _word(run: list[Piece]) -> Piece:
    top, bottom = min(p.top for p in run), max(p.bottom for p in run)
    return Piece("".join(p.text for p in run), run[0].x0, top, run[-1].x1, bottom)


def _turned(word: tuple[float, float, float, float, str], matrix: tuple[float, ...]) -> Piece:
    """Turn a word's box with its page."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x, y in ((word[0], word[1]), (word[2], word[3]))]
    ys = [b * x + d * y + f for x, y in ((word[0], word[1]), (word[2], word[3]))]
    return Piece(word[4], min(xs), min(ys), max(xs), max(ys))


class _Builder:
    """Puts rows of pieces into one text, a line a row, a space between cells, and keeps each word's box."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.boxes = Boxes()
        self.lines: list[Line] = []
        self.pictures: list[int] = []
        self.unsure: set[int] = set()

    def add(self, page: int, rows: list[Row], unsure: set[int], ranks: set[int]) -> None:
        """Add the rows of a page; `unsure` are the first words of lines that may belong elsewhere, `ranks` those of
        the rows of tables.
        """
        parts, at = self.parts, self.length
        starts, lengths = self.boxes.starts, self.boxes.lengths
        edges: list[float] = []
        for row in rows:
            start = at
            first = id(row[0][0])
            for cell in row:
                before = " " if at > start else ""
                for k, piece in enumerate(cell):
                    gap = piece.gap if k else before
                    text = piece.text
                    parts += (gap, text)
                    at += len(gap)
                    starts.append(at)
                    lengths.append(len(text))
                    at += len(text)
                    edges += (piece.x0, piece.top, piece.x1, piece.bottom)
            parts.append("\n")
            self.lines.append(Line(start, at, page, len(self.lines) + 1, first in ranks))
            if first in unsure:
                self.unsure.add(len(self.lines))
            at += 1
        # Edges have half the digits of a float, so a hundred times one is exact: this rounds as round(x, 2) does.
        self.boxes.edges.extend([round(x * 100) / 100 for x in edges])
        self.length = at

    def source(self, document: str, file: str, sha256: str, pages: int) -> Source:
        text = "".join(self.parts)
        return Source(
            document, file, sha256, "application/pdf", text, tuple(self.lines), pages, "pdf", self.boxes,
            pictures=tuple(self.pictures), unsure=frozenset(self.unsure),
        )  # fmt: skip
