"""Give each kind of thing a colour and a shape, the same in every view.

The hues are those of Okabe and Ito (2008), which people with any colour vision tell apart, made darker for the light
theme and lighter for the dark one until each stands out from the background by at least 3 to 1 (WCAG 2.2, 1.4.11).
Colour never says anything alone: two kinds of one hue differ in shape.
"""

from __future__ import annotations

from typing import Literal

Theme = Literal["light", "dark"]

#: What lies behind a picture, by theme.
BACKGROUNDS: dict[Theme, str] = {"light": "#ffffff", "dark": "#14181f"}

#: Hue to colour, by theme.
HUES: dict[Theme, dict[str, str]] = {
    "light": {
        "blue": "#0072b2",
        "vermillion": "#d55e00",
        "green": "#009371",
        "purple": "#b3588c",
        "orange": "#b87d00",
        "sky": "#3a97d4",
        "olive": "#868000",
        "grey": "#6b7280",
    },
    "dark": {
        "blue": "#3f8fd2",
        "vermillion": "#f0763a",
        "green": "#1fbb8f",
        "purple": "#dd8fbb",
        "orange": "#e69f00",
        "sky": "#8fd0f7",
        "olive": "#e6da3c",
        "grey": "#a3acb9",
    },
}

#: The same for readers who ask for high contrast: each hue at least 7 to 1 on black (WCAG 2.2, 1.4.6).
_CONTRAST = {
    "surface": "#000000",
    "blue": "#8ab8ff",
    "vermillion": "#ff9a66",
    "green": "#4fe0b0",
    "purple": "#f0a8d8",
    "orange": "#ffc24d",
    "sky": "#a8e0ff",
    "olive": "#f4ea70",
    "grey": "#d0d5dd",
}

#: Theme of the atlas to hue to colour, ``surface`` being what lies behind.
ATLAS_HUES: dict[str, dict[str, str]] = {
    **{str(theme): {"surface": BACKGROUNDS[theme], **HUES[theme]} for theme in HUES},
    "contrast": _CONTRAST,
}

#: Hue and shape of a kind that no line below names.
_OTHER = ("grey", "diamond")

#: Kind to hue and shape, in the order in which a legend lists them. Shapes are those of vis-network.
_LOOKS: dict[str, tuple[str, str]] = {
    "alliance": ("blue", "dot"),
    "programme": ("blue", "hexagon"),
    "company": ("orange", "square"),
    "platform": ("orange", "dot"),
    "service": ("orange", "diamond"),
    "tool": ("orange", "triangle"),
    "civil-society-organisation": ("green", "dot"),
    "public-authority": ("purple", "square"),
    "regulator": ("purple", "diamond"),
    "intergovernmental-organisation": ("purple", "hexagon"),
    "academic-institution": ("olive", "square"),
    "media-organisation": ("olive", "dot"),
    "fund": ("green", "hexagon"),
    "organisation": ("grey", "dot"),
    "person": ("grey", "triangle"),
    "hotline": ("sky", "triangle"),
    "helpline": ("sky", "triangleDown"),
    "principles": ("olive", "diamond"),
    "campaign": ("vermillion", "star"),
    "campaign-edition": ("vermillion", "dot"),
    "event": ("vermillion", "triangle"),
    "report": ("sky", "square"),
    "transparency-report": ("sky", "diamond"),
    "report-series": ("sky", "hexagon"),
    "territory": ("grey", "hexagon"),
    "country": ("grey", "square"),
    "concept": ("olive", "hexagon"),
    "source": ("sky", "dot"),
    "statement": ("grey", "star"),
    "text": ("grey", "triangleDown"),
}

_ORDER = {kind: place for place, kind in enumerate(_LOOKS)}


def hue_of(kind: str) -> str:
    """Name the hue of a kind, a key of :data:`HUES`; an unknown kind is grey."""
    return _LOOKS.get(kind, _OTHER)[0]


def colour_of(kind: str, *, theme: Theme = "light") -> str:
    """Return the colour of a kind as ``#rrggbb``; an unknown kind is grey.

    Examples
    --------
    >>> colour_of("alliance"), colour_of("alliance", theme="dark")
    ('#0072b2', '#3f8fd2')
    """
    return HUES[theme][hue_of(kind)]


def shape_of(kind: str) -> str:
    """Name the shape of a kind, in the words of vis-network; an unknown kind is a diamond.

    Examples
    --------
    >>> shape_of("alliance"), shape_of("lighthouse")
    ('dot', 'diamond')
    """
    return _LOOKS.get(kind, _OTHER)[1]


def rank_of(kind: str) -> tuple[int, str]:
    """Return a key that sorts kinds as a legend lists them, unknown ones last."""
    return (_ORDER.get(kind, len(_ORDER)), kind)
