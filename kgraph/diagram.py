"""Draw the two pictures of the ontology's reference as SVG: how a statement is held, and which kinds relations join.

Both are as wide as a phone and use only classes of the page's style sheet, so that they follow its colours. Every box
and every line's name leads to the term.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

#: Gives the label of a term in the language of the page.
Labeller = Callable[[str], str]

#: Width of both pictures: what a phone leaves beside its margins.
WIDTH = 344

_BOX_WIDTH, _BOX_HEIGHT = 142, 58
_LEFT, _RIGHT = 12, 190
_ROWS = (54, 176, 298, 420)
#: Letters that fit in a box, bold.
_BOX_LETTERS = 18


@dataclass(frozen=True)
class Kind:
    """A column of the overview: a kind of thing that a relation may join."""

    iri: str
    label: str
    #: Where the column's name leads to.
    href: str
    #: A hue of :data:`kgraph.palette.HUES`.
    hue: str


@dataclass(frozen=True)
class Row:
    """A row of the overview: a relation."""

    word: str
    href: str
    #: What it may be said of, and what it may be said to join that with, as IRIs of :class:`Kind`.
    subjects: tuple[str, ...]
    objects: tuple[str, ...]


@dataclass(frozen=True)
class _Arrow:
    path: str
    term: str
    #: Where the middle of its name stands.
    x: float
    y: float
    look: str = "arrow"


_CLASSES = (
    ("Relationship", _LEFT, _ROWS[1], "state"),
    ("Figure", _RIGHT, _ROWS[1], "state"),
    ("Reason", _LEFT, _ROWS[2], "inferred"),
    ("Attestation", _RIGHT, _ROWS[2], "evidence"),
    ("InferredStatement", _LEFT, _ROWS[3], "inferred"),
    ("SourceDocument", _RIGHT, _ROWS[3], "evidence"),
)

_ARROWS = (
    _Arrow("M83 54V30Q83 20 93 20H251Q261 20 261 30V52", "shortcutProperty", 172, 20, "arrow dashed"),
    _Arrow("M83 176V114", "subjectProperty", 83, 133),
    _Arrow("M134 176 205 114", "objectProperty", 160, 159),
    _Arrow("M278 176V114", "aboutEntity", 278, 145),
    _Arrow("M83 298V236", "premise", 83, 268, "arrow dashed"),
    _Arrow("M212 298 141 236", "attests", 177, 268),
    _Arrow("M278 298V236", "attests", 278, 268),
    _Arrow("M83 420V358", "reason", 83, 377, "arrow dashed"),
    _Arrow("M134 420 205 358", "basedOn", 163, 401, "arrow dashed"),
    _Arrow("M278 356V418", "inSource", 278, 389),
)


def draw_model(label: Labeller, *, subject: str, object_: str, title: str, description: str) -> str:
    """Draw how a statement is held: entities, the state between them, who attests it, and what follows.

    Parameters
    ----------
    label
        Gives the label of a term by its local name.
    subject, object_
        Names of the two entities' boxes.
    title, description
        What a screen reader says of the picture.
    """
    height = _ROWS[3] + _BOX_HEIGHT + 4
    parts = [
        _marker("tip", "tip"),
        _marker("tip-dashed", "tip dashed"),
        # from the inferred statement up to the shortcut that it is
        f'<path class="arrow same" d="M{_LEFT} 449H10Q4 449 4 443V26Q4 20 10 20H91"/>',
        *(_draw_line(arrow) for arrow in _ARROWS),
        _box(_LEFT, _ROWS[0], "entity", subject, "d:tiktok", "#entities"),
        _box(_RIGHT, _ROWS[0], "entity", object_, "d:tech-coalition", "#entities"),
        *(_box(x, y, look, label(name), f"ally:{name}", f"#{name}") for name, x, y, look in _CLASSES),
        *(_write_name(arrow, label(arrow.term)) for arrow in _ARROWS),
    ]
    return _svg("model", height, title, description, parts)


def draw_overview(kinds: Sequence[Kind], rows: Iterable[Row], *, title: str, description: str) -> str:
    """Draw which kinds of things each relation joins: a row a relation, a column a kind.

    A filled dot marks what may be the subject, a ring what may be the object.

    Parameters
    ----------
    kinds
        The columns.
    rows
        The rows, in any order; they are sorted by the columns that they mark.
    title, description
        What a screen reader says of the picture.
    """
    column = {kind.iri: number for number, kind in enumerate(kinds)}

    def places(row: Row) -> tuple[list[int], list[int], str]:
        return sorted(column[each] for each in row.subjects), sorted(column[each] for each in row.objects), row.word

    ordered = sorted(rows, key=places)
    left = 12 + max(_measure(row.word) for row in ordered)
    top = 14 + max(_measure(kind.label) for kind in kinds)
    pitch = (WIDTH - left - 4) / len(kinds)
    height = top + 21 * len(ordered) + 4

    def across(number: int) -> float:
        return round(left + pitch * (number + 0.5), 1)

    parts = [_draw_column(kind, across(number), top, height) for number, kind in enumerate(kinds)]
    for number, row in enumerate(ordered):
        y = round(top + 21 * (number + 0.5), 1)
        subjects, objects, _ = places(row)
        parts.append(_draw_row(row, y, left, [across(each) for each in subjects], [across(each) for each in objects]))
        parts += [
            f'<circle class="ring hue-{kinds[each].hue}" cx="{across(each)}" cy="{y}" r="5.6"/>' for each in objects
        ]
        parts += [
            f'<circle class="dot hue-{kinds[each].hue}" cx="{across(each)}" cy="{y}" r="3.4"/>' for each in subjects
        ]
    return _svg("overview", height, title, description, parts)


def _svg(name: str, height: float, title: str, description: str, parts: Iterable[str]) -> str:
    return (
        f'<svg class="picture {name}" viewBox="0 0 {WIDTH} {height:g}" role="group" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-about">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-about">{escape(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _marker(name: str, look: str) -> str:
    return (
        f'<marker id="{name}" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="9" markerHeight="9" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path class="{look}" d="M0 0 10 5 0 10Z"/></marker>'
    )


def _draw_line(arrow: _Arrow) -> str:
    tip = "tip-dashed" if "dashed" in arrow.look else "tip"
    return f'<path class="{arrow.look}" d="{arrow.path}" marker-end="url(#{tip})"/>'


def _write_name(arrow: _Arrow, label: str) -> str:
    return _link(
        f"#{arrow.term}", f'<text class="name" x="{arrow.x:g}" y="{arrow.y:g}" dy=".35em">{escape(label)}</text>'
    )


def _box(x: int, y: int, look: str, label: str, code: str, href: str) -> str:
    lines = _wrap_evenly(label)
    middle = x + _BOX_WIDTH / 2
    first = y + (22 if len(lines) == 1 else 14)
    written = "".join(
        f'<text class="label" x="{middle:g}" y="{first + 15 * number}" dy=".35em">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    last = first + 15 * len(lines) + 3
    return _link(
        href,
        f'<rect class="box {look}" x="{x}" y="{y}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="9"/>'
        f'{written}<text class="code" x="{middle:g}" y="{last}" dy=".35em">{escape(code)}</text>',
    )


def _wrap_evenly(label: str) -> list[str]:
    """Break a label into at most two lines of about one length."""
    lines = wrap(label, _BOX_LETTERS, max_lines=2, placeholder="…")
    if len(lines) == 1:
        return lines
    widths = range(max(map(len, label.split())), _BOX_LETTERS + 1)
    return next((even for even in (wrap(label, width) for width in widths) if len(even) == 2), lines)


def _draw_column(kind: Kind, x: float, top: float, height: float) -> str:
    name = (
        f'<text class="head" transform="translate({x:g} {top - 6:g})rotate(-90)" dy=".35em">{escape(kind.label)}</text>'
    )
    return f'<path class="guide" d="M{x:g} {top:g}V{height - 4:g}"/>{_link(kind.href, name)}'


def _draw_row(row: Row, y: float, left: float, subjects: list[float], objects: list[float]) -> str:
    both = [*subjects, *objects]
    return (
        _link(row.href, f'<text class="word" x="{left - 6:g}" y="{y:g}" dy=".35em">{escape(row.word)}</text>')
        + f'<path class="span" d="M{min(both):g} {y:g}H{max(both):g}"/>'
    )


def _link(href: str, content: str) -> str:
    return f'<a href="{escape(href)}">{content}</a>' if href else content


def _measure(text: str) -> int:
    """Estimate the width of a text of 12 px, rather too wide than too narrow."""
    narrow = sum(text.count(letter) for letter in "fijlrt' ")
    wide = sum(text.count(letter) for letter in "mwMW")
    return round(7.3 * len(text) - 2.9 * narrow + 3.4 * wide)
