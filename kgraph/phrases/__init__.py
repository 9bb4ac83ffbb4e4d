"""Words of the user interface in five languages, a JSON file a subject.

Each file ``<subject>.json`` maps a key to a text in each of :data:`LANGUAGES`. What the ontology can say (labels of
classes, properties and concepts, sentences of relations) stands there and not here.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

#: The languages of the interface, as BCP 47 tags; the first is the one to fall back on.
LANGUAGES = ("en", "pt", "es", "fr", "vi")

_FOLDER = Path(__file__).parent


@cache
def read_phrases(subject: str) -> dict[str, dict[str, str]]:
    """Read the phrases of one subject: key to language to text."""
    phrases: dict[str, dict[str, str]] = json.loads((_FOLDER / f"{subject}.json").read_text(encoding="utf-8"))
    return phrases


def phrase(subject: str, key: str, lang: str, **values: object) -> str:
    """Return a phrase in a language, its places filled.

    Parameters
    ----------
    subject
        The name of a file in this folder, without its ending.
    key
        A key of that file.
    lang
        One of :data:`LANGUAGES`.
    **values
        What stands in the places ``{name}`` of the text.

    Examples
    --------
    >>> phrase("moments", "since", "en", date="2021-05")
    'since 2021-05'
    """
    return read_phrases(subject)[key][lang].format(**values)
