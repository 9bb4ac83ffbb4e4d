"""Tables for the screen: columns side by side as far as they fit, the others below each row."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Collection, Iterable, Iterator

#: Columns are kept side by side as long as none must be narrower than this many letters or its longest word ...
_NARROWEST = 12
#: ... of which no more letters count than these.
_LONGEST_WORD = 24
#: A column gets no more than this many letters while others must share the line.
_WIDEST = 48
#: With fewer columns than this side by side, each row becomes a block of lines.
_FEWEST = 2
#: How far what stands below a row is moved to the right.
_INDENT = 4
#: Where a line may end: at any space but those that hold a number together.
_GAP = re.compile(r"[^\S\u00a0\u202f]+")
#: What tells an address from other words.
_ADDRESS = "://"


def screen_width() -> int:
    """Return how many letters a line of the terminal has; 120 where there is none."""
    return shutil.get_terminal_size((int(os.environ.get("COLUMNS", "120") or 120), 24)).columns


def draw_table(
    header: list[str], rows: list[list[str]], width: int, *, bare: Collection[int] = (), colon: str = ": "
) -> str:
    """Draw a table.

    Where not all columns fit, some stand below each row, as far as they say something: first those that are empty in
    most rows or hold addresses, then the last ones.

    Parameters
    ----------
    header
        Names of the columns.
    rows
        One list of cells a row, as many as the header has.
    width
        Letters in a line.
    bare
        Numbers of the columns whose cells need no heading where they stand below a row.
    colon
        What stands between heading and cell there.

    Examples
    --------
    >>> print(draw_table(["member", "since"], [["tiktok", "2021"]], 40), end="")
    member  since
    ──────  ─────
    tiktok  2021
    """
    widths = _lay_out([[header[n], *(row[n] for row in rows)] for n in range(len(header))], width)
    if len(widths) < min(_FEWEST, len(header)):
        return _draw_blocks(header, rows, width)
    beside = list(widths.values())
    lines = [*_draw_row([header[n] for n in widths], beside), "  ".join("─" * each for each in beside)]
    for row in rows:
        lines += _draw_row([row[n] for n in widths], beside)
        below = [
            cell if n in bare else f"{header[n]}{colon}{cell}" for n, cell in enumerate(row) if cell and n not in widths
        ]
        lines += (" " * _INDENT + line for line in _wrap("; ".join(below), width - _INDENT, cut_addresses=False))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _lay_out(columns: list[list[str]], width: int) -> dict[int, int]:
    """Return the numbers of the columns that stand side by side, each with its width; empty where none fits."""
    beside = list(range(len(columns)))
    below = [n for n, column in enumerate(columns) if n and _reads_better_below(column[1:])]
    leaving = [*reversed(below), *(n for n in reversed(beside) if n not in below)]
    widest = [max(map(_letters, column)) or 1 for column in columns]
    least = [min(each, _least(column)) for each, column in zip(widest, columns, strict=True)]
    for n in leaving:
        widths = _fit([widest[each] for each in beside], [least[each] for each in beside], width)
        if widths:
            return dict(zip(beside, widths, strict=True))
        beside.remove(n)
    return {}


def _reads_better_below(cells: list[str]) -> bool:
    return 2 * sum(map(bool, cells)) < len(cells) or any(_ADDRESS in cell for cell in cells)


def _least(column: list[str]) -> int:
    """Return how narrow a column may be: its longest word, as far as that is not very short or very long.

    Addresses count in full: cut, they cannot be clicked.
    """
    words = {word for cell in set(column) for word in _GAP.split(cell)}
    most = (_letters(word) if _ADDRESS in word else min(_letters(word), _LONGEST_WORD) for word in words)
    return max(_NARROWEST, *most)


def _fit(widest: list[int], least: list[int], width: int) -> list[int] | None:
    """Return a width for each column, or ``None`` where they do not fit side by side."""
    needed = [max(low, min(high, _WIDEST)) for low, high in zip(least, widest, strict=True)]
    room = width - 2 * (len(widest) - 1)
    if sum(least) > room or sum(needed) > 2 * room:
        return None
    while sum(needed) > room:
        widths = [each if each > least[n] else 0 for n, each in enumerate(needed)]
        needed[widths.index(max(widths))] -= 1
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


def _wrap(text: str, width: int, *, cut_addresses: bool = True) -> Iterator[str]:
    line = ""
    for word in _cut(_GAP.split(text.strip()), width, cut_addresses):
        if line and _letters(line) + 1 + _letters(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line


def _cut(words: Iterable[str], width: int, cut_addresses: bool) -> Iterator[str]:
    for word in words:
        rest = word
        while _letters(rest) > width and (cut_addresses or _ADDRESS not in rest):
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
