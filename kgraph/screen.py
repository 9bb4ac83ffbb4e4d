"""Tables for the screen: columns where they fit, else a block of lines for each row."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Iterable, Iterator

#: Columns are kept side by side as long as none must be narrower than this many letters.
_NARROWEST = 12
#: A column gets no more than this many letters while others must share the line.
_WIDEST = 48


def screen_width() -> int:
    """Return how many letters a line of the terminal has; 120 where there is none."""
    return shutil.get_terminal_size((int(os.environ.get("COLUMNS", "120") or 120), 24)).columns


def draw_table(header: list[str], rows: list[list[str]], width: int) -> str:
    """Draw a table.

    Parameters
    ----------
    header
        Names of the columns.
    rows
        One list of cells a row, as many as the header has.
    width
        Letters in a line.

    Examples
    --------
    >>> print(draw_table(["member", "since"], [["tiktok", "2021"]], 40), end="")
    member  since
    ──────  ─────
    tiktok  2021
    """
    widths = _fit([[header[n], *(row[n] for row in rows)] for n in range(len(header))], width)
    if widths is None:
        return _draw_blocks(header, rows, width)
    lines = [*_draw_row(header, widths), "  ".join("─" * each for each in widths)]
    for row in rows:
        lines += _draw_row(row, widths)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _fit(columns: list[list[str]], width: int) -> list[int] | None:
    """Return a width for each column, or ``None`` where they do not fit side by side."""
    widest = [max(map(_letters, column), default=1) or 1 for column in columns]
    needed = [min(each, _WIDEST) for each in widest]
    room = width - 2 * (len(columns) - 1)
    if sum(min(each, _NARROWEST) for each in needed) > room or sum(needed) > 2 * room:
        return None
    while sum(needed) > room:
        needed[needed.index(max(needed))] -= 1
    return needed


def _draw_blocks(header: list[str], rows: list[list[str]], width: int) -> str:
    """Draw each row as a block: a line for each cell that holds something."""
    side = max(map(_letters, header))
    lines = []
    for number, row in enumerate(rows, 1):
        lines.append(f"── {number} " + "─" * max(width - len(str(number)) - 4, 0))
        for name, cell in zip(header, row, strict=True):
            if cell:
                lines += _draw_row([name, cell], [side, max(width - side - 2, _NARROWEST)])
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _draw_row(cells: list[str], widths: list[int]) -> Iterator[str]:
    wrapped = [list(_wrap(cell, width)) or [""] for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, wrapped), default=0)):
        parts = [lines[number] if number < len(lines) else "" for lines in wrapped]
        yield "  ".join(part + " " * (width - _letters(part)) for part, width in zip(parts, widths, strict=True))


def _wrap(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in _cut(text.split(), width):
        if line and _letters(line) + 1 + _letters(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line


def _cut(words: Iterable[str], width: int) -> Iterator[str]:
    for word in words:
        rest = word
        while _letters(rest) > width:
            end = next(n for n in range(len(rest), 0, -1) if _letters(rest[:n]) <= width or n == 1)
            yield rest[:end]
            rest = rest[end:]
        if rest:
            yield rest


def _letters(text: str) -> int:
    """Return how many places a text takes on the screen: none for combining marks, two for wide letters."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
