"""What the HTML pages have in common: templates, colours, and the policy that lets only their own parts work."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

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


def web_host(url: str) -> str:
    """Return the host of an address that may be linked to, or nothing where it is not plain http or https.

    Examples
    --------
    >>> web_host("https://www.example.org/a"), web_host("javascript:alert(1)"), web_host("")
    ('www.example.org', '', '')
    """
    if not re.fullmatch(r"https?://[^\s<>\"']+", url, flags=re.IGNORECASE):
        return ""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def dress(scripts: Iterable[str], *sheets: str, libraries: Iterable[str] = ()) -> dict[str, Any]:
    """Return what ``_head.html`` needs of every page: ``styles``, and the ``policy`` that lets only its own parts work.

    Parameters
    ----------
    scripts
        The texts of the page's scripts, as they stand in it.
    *sheets
        File names of style sheets among the templates, beside the one that all pages share.
    libraries
        Texts of style sheets that come before ours.
    """
    from markupsafe import Markup

    styles = [*libraries, write_colours(), *(read_text(TEMPLATES / sheet) for sheet in ("page.css", *sheets))]
    return {"styles": [Markup(style) for style in styles], "policy": write_policy(scripts, styles)}


def write_colours() -> str:
    """Write the palette as custom properties, which style sheet and script both read."""
    light, dark = (
        "".join(f"--{name}:{colour};" for name, colour in {"surface": BACKGROUNDS[theme], **HUES[theme]}.items())
        for theme in HUES
    )
    hues = "".join(f".hue-{hue}{{color:var(--{hue})}}" for hue in HUES["light"])
    return f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root:not([data-printing]){{{dark}}}}}\n{hues}\n"


def write_policy(scripts: Iterable[str], styles: Iterable[str], *, engine: bool = False) -> str:
    """Write the content security policy that lets exactly these scripts and styles work, and nothing else.

    Parameters
    ----------
    scripts, styles
        The texts between the tags, or in a script that is put in later.
    engine
        Whether the page also runs WebAssembly, a worker that it carries itself, and saves pictures that it draws.
    """
    rules = (
        "default-src 'none'",
        f"script-src {' '.join(map(_hash, scripts))}{_WASM if engine else ''}",
        f"style-src {' '.join(map(_hash, styles))}",
        *(["worker-src blob:"] if engine else []),
        f"img-src data:{' blob:' if engine else ''}",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


_WASM = " 'wasm-unsafe-eval'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
