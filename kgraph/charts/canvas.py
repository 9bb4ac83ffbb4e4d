"""Turn what matplotlib draws into pictures that a page can hold: text as text, no styles, the same bytes each time.

A strict content security policy forbids style elements and attributes, so each style becomes a presentation attribute;
ids carry the name of the picture, so that many pictures can stand in one page.
"""

from __future__ import annotations

import io
import re
import textwrap
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree

from kgraph.errors import MissingExtra
from kgraph.numbers import group_digits

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

#: Width of a picture in its own units: on a telephone of 360 px one unit is about a pixel, so sizes are in pixels.
WIDTH = 340

#: Room at the sides.
SIDE = 6.0

#: Height of a line of text.
LINE = 13.0

#: Sizes of text: of labels, and of what stands at axes.
TEXT = 11.0
SMALL = 9.5

#: Black enough to read on white (15:1), grey enough to stand back and still be read (5.7:1), and the grey of lines.
INK = "#1d232c"
FAINT = "#5f6672"
RULE = "#d5d9df"

Align = Literal["left", "center", "right"]

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"

#: Widths of text as a share of its size: a wide letter of a font without serifs, and one of a Chinese or Korean name.
_NARROW, _WIDE = 0.6, 1.0


@dataclass(frozen=True)
class Picture:
    """A chart as SVG."""

    #: The name of its file, without the ending.
    name: str
    title: str
    #: A whole ``<svg>`` element without scripts, style attributes or outside references.
    svg: str
    #: What the picture shows, in a sentence or two, for those who do not see it.
    alternative: str


@contextmanager
def sketching() -> Iterator[None]:
    """Draw with the settings of the pictures, whatever the user's own are.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise MissingExtra("analysis", "matplotlib") from error
    settings: Any = {
        "svg.fonttype": "none",
        "text.parse_math": False,
        "text.usetex": False,
        "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans"],
        "font.size": TEXT,
        "hatch.linewidth": 0.8,
        "axes.unicode_minus": True,
        "path.sketch": None,
        "path.simplify": True,
    }
    with warnings.catch_warnings():
        # the reader's browser has the letters that the font which matplotlib measures with lacks
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support")
        with mpl.rc_context():
            mpl.rcdefaults()
            mpl.rcParams.update(settings)
            yield


class Canvas:
    """A picture to be: what is written and drawn on it is placed in units of the picture, to the right and down."""

    def __init__(self, height: float, width: float = WIDTH) -> None:
        from matplotlib.figure import Figure

        self.width, self.height = width, height
        self.figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        self.page = self.figure.add_axes((0, 0, 1, 1), zorder=2)
        self.page.set_axis_off()
        self.page.set_xlim(0, width)
        self.page.set_ylim(height, 0)

    def write(
        self, right: float, down: float, text: str, size: float = TEXT, *, align: Align = "left", colour: str = INK
    ) -> None:
        """Write one line of text around a middle line."""
        self.page.text(right, down, text, fontsize=size, ha=align, va="center_baseline", color=colour)

    def open_plot(self, left: float, top: float, width: float, height: float) -> Axes:
        """Open axes for numbers, with a line below and nothing around."""
        place = (left / self.width, 1 - (top + height) / self.height, width / self.width, height / self.height)
        axes = self.figure.add_axes(place, zorder=1)
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set_color(FAINT)
        axes.set_axisbelow(True)
        axes.tick_params(colors=INK, labelsize=SMALL, length=3, color=FAINT)
        return axes

    def finish(self, name: str, title: str, alternative: str) -> Picture:
        """Make a picture of what was drawn.

        Parameters
        ----------
        name
            The name of the picture: small letters, digits and hyphens; ids in the SVG begin with it.
        title, alternative
            What it is called, and what it shows in words; both also stand inside the SVG.
        """
        return Picture(name, _clean(title), _to_svg(self.figure, name, title, alternative), _clean(alternative))


def mark_numbers(axis: Axis, lang: str) -> None:
    """Write a few round numbers at an axis, as the language does."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: say_number(value, lang)))
    axis.grid(visible=True, color=RULE, linewidth=0.8)


def wrap(text: str, room: float, size: float = TEXT, *, lines: int = 3) -> list[str]:
    """Break a text into lines that fit a room; what does not fit the last line ends in an ellipsis.

    Examples
    --------
    >>> wrap("Coalition to End Online Exploitation", 120)
    ['Coalition to End', 'Online', 'Exploitation']
    """
    text = _clean(text)
    share = _NARROW if sum(map(_is_wide, text)) * 2 < len(text) else _WIDE
    fit = max(4, int(room / (size * share)))
    return textwrap.wrap(text, fit, max_lines=lines, placeholder=" …") or [""]


def width_of(text: str, size: float) -> float:
    """Estimate the width of a text in a font without serifs; units of the picture."""
    return sum(_WIDE if _is_wide(letter) else _NARROW for letter in text) * size


def say_number(value: float, lang: str) -> str:
    """Say a number as a language groups its digits, with at most three digits that count after the point.

    Examples
    --------
    >>> say_number(12680.0, "en"), say_number(0.12345, "pt"), say_number(-2.5, "en")
    ('12,680', '0,123', '−2.5')
    """
    number = Decimal(repr(float(value)))
    places = 0 if number == number.to_integral_value() or abs(number) >= 1000 else 1 if abs(number) >= 100 else 3
    text = f"{number:.{places}f}"
    return group_digits(text.rstrip("0").rstrip(".") if "." in text else text, lang)


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _clean(text: str) -> str:
    """Put a text into one line without what XML cannot hold."""
    return " ".join("".join(" " if unicodedata.category(each) in ("Cc", "Cs") else each for each in text).split())


def _to_svg(figure: Figure, name: str, title: str, alternative: str) -> str:
    """Write a figure as one element: no declaration, no metadata, no styles, no ids but those that are referred to."""
    import matplotlib as mpl

    written = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": f"kgraph {name}"}):
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    root = ElementTree.fromstring(written.getvalue())
    _drop(root, {f"{{{_SVG}}}style", f"{{{_SVG}}}metadata"})
    used = set(re.findall(r'(?:url\(#|href="#)([^")]+)', ElementTree.tostring(root, encoding="unicode")))
    for element in root.iter():
        _tidy(element, name, used)
    _describe(root, name, title, alternative)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _drop(element: ElementTree.Element, tags: set[str]) -> None:
    for child in list(element):
        if child.tag in tags:
            element.remove(child)
        else:
            _drop(child, tags)


def _tidy(element: ElementTree.Element, name: str, used: set[str]) -> None:
    """Give one element presentation attributes for its style, and ids that are the picture's own."""
    given = dict(element.attrib)
    given |= _split_style(given.pop("style", ""))
    element.attrib.clear()
    for key, value in given.items():
        if key == _XLINK:
            element.set("href", f"#{name}-{value[1:]}")
        elif key == "id":
            if value in used:
                element.set("id", f"{name}-{value}")
        elif not value.startswith("rotate(-0 "):  # text that stands upright says so
            element.set(key, value.replace("url(#", f"url(#{name}-"))
    element.tag = element.tag.removeprefix(f"{{{_SVG}}}")
    if element.tag == "text":
        element.set("stroke", "none")


def _split_style(style: str) -> dict[str, str]:
    """Split a style into presentation attributes; the font is the reader's own without serifs.

    Examples
    --------
    >>> _split_style("font-size: 9.5px; font-family: 'DejaVu Sans', sans-serif; fill: #1d232c")
    {'font-size': '9.5', 'font-family': 'sans-serif', 'fill': '#1d232c'}
    """
    parts = (part.partition(":") for part in style.split(";") if part.strip())
    given = {key.strip(): value.strip() for key, _, value in parts}
    return {
        key: "sans-serif" if key == "font-family" else value.removesuffix("px") if key == "font-size" else value
        for key, value in given.items()
    }


def _describe(root: ElementTree.Element, name: str, title: str, alternative: str) -> None:
    """Name the picture for those who do not see it, and let the page say how large it is."""
    for key in ("width", "height", "version"):
        root.attrib.pop(key, None)
    root.attrib |= {
        "xmlns": _SVG,
        "role": "img",
        "aria-labelledby": f"{name}-title {name}-desc",
        "stroke-linejoin": "round",
        "stroke-linecap": "butt",
    }
    for place, (tag, text) in enumerate((("title", title), ("desc", alternative))):
        element = ElementTree.Element(tag, {"id": f"{name}-{tag}"})
        element.text = _clean(text)
        root.insert(place, element)
