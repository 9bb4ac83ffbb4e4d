"""What the HTML pages have in common: templates, colours, and the policy that lets only their own parts work."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import MissingExtra
from .palette import BACKGROUNDS, HUES

if TYPE_CHECKING:
    import jinja2

TEMPLATES = Path(__file__).parent / "templates"


def open_templates() -> jinja2.Environment:
    """Open the folder of templates; what stands in their places is escaped, and a place left unfilled is an error.

    Raises
    ------
    MissingExtra
        If jinja2 is not installed.
    """
    try:
        import jinja2
    except ImportError as error:
        raise MissingExtra("draw", "jinja2") from error
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def read_text(file: Any) -> str:
    """Read a text with the line ends that a browser makes of it, since the policy's hashes are of what it sees."""
    return str(file.read_text(encoding="utf-8")).replace("\r\n", "\n").replace("\r", "\n")


def as_script(text: str) -> str:
    """Break up what would end a script element early, and drop the address of a source map that is not there."""
    text = re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", text)
    return re.sub(r"<(?=/script|!--)", r"\\x3c", text, flags=re.IGNORECASE)


def write_colours() -> str:
    """Write the palette as custom properties, which style sheet and script both read."""
    light, dark = (
        "".join(f"--{name}:{colour};" for name, colour in {"surface": BACKGROUNDS[theme], **HUES[theme]}.items())
        for theme in HUES
    )
    hues = "".join(f".hue-{hue}{{color:var(--{hue})}}" for hue in HUES["light"])
    return f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root:not([data-printing]){{{dark}}}}}\n{hues}\n"


def write_policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Write the content security policy that lets exactly these scripts and styles work, and nothing else."""
    rules = (
        "default-src 'none'",
        f"script-src {' '.join(map(_hash, scripts))}",
        f"style-src {' '.join(map(_hash, styles))}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
