"""What a stated number says of the true one."""

from __future__ import annotations

import re
from decimal import Decimal

#: What stands between groups of digits; a narrow space where a language has no comma or point for it.
_GROUPS = {"en": ",", "pt": ".", "es": "\u202f", "fr": "\u202f", "vi": "."}


def value_range(value: Decimal, bound: str, stated: str = "") -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the greatest number that a figure allows, ``None`` where there is none.

    Parameters
    ----------
    value
        The stated number.
    bound
        How it bounds the true one. For ``more-than`` and ``less-than`` the number itself is excluded, which the range
        does not say.
    stated
        The number as the source writes it, such as ``12.68 million``.

    Notes
    -----
    An approximate number is read as right to one unit of its last digit: that of the digits before a word such as
    million, else the last that is not zero. So about "80 million" allows 79 to 81 million, and about "12,680,000"
    allows 12,670,000 to 12,690,000.

    Examples
    --------
    >>> value_range(Decimal(80_000_000), "about", "80 million")
    (Decimal('79000000'), Decimal('81000000'))
    >>> value_range(Decimal(12_680_000), "about", "12,680,000")
    (Decimal('12670000'), Decimal('12690000'))
    >>> value_range(Decimal(400), "more-than")
    (Decimal('400'), None)
    """
    if bound == "about":
        unit = _unit_of_digits(value, stated) or _unit_of_last_digit(value)
        return value - unit, value + unit
    return (
        value if bound in ("exact", "at-least", "more-than") else None,
        value if bound in ("exact", "at-most", "less-than") else None,
    )


def group_digits(number: str, lang: str) -> str:
    """Return a decimal number with its digits grouped as a language does.

    Parameters
    ----------
    number
        The number as XML Schema writes it.
    lang
        One of the five languages.

    Examples
    --------
    >>> group_digits("400000000", "en"), group_digits("-98.9", "pt")
    ('400,000,000', '−98,9')
    """
    sign = "−" if number.startswith("-") else ""
    whole, _, part = number.removeprefix("-").partition(".")
    grouped = f"{int(whole):,}".replace(",", _GROUPS[lang])
    return sign + grouped + (("." if lang == "en" else ",") + part if part else "")


def _unit_of_digits(value: Decimal, stated: str) -> Decimal | None:
    """Return what the last written digit counts, where a word or letter multiplies the digits."""
    digits = re.sub(r"[^0-9]", "", stated)
    if not digits or not int(digits):
        return None
    unit = value / int(digits)
    return unit if unit > 1 and unit.normalize().as_tuple().digits == (1,) else None


def _unit_of_last_digit(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if value and isinstance(exponent, int) else Decimal(1)
