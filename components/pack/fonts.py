"""The typeface of the pack, which comes with the app: the same on every computer, and the same in charts as in text."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

FAMILY = "Source Sans Pro"
_REGULAR = "SourceSansPro-Regular.ttf"
_WHOLE_UNICODE = (3, 10)
"""The table of a font file that covers all of Unicode, by its platform and encoding."""

_NOT_SHOWN = "□"
_BYTE_ORDER_MARK = "\ufeff"


@cache
def folder() -> str:
    """Where its files lie."""
    import font_source_sans_pro

    return str(font_source_sans_pro.font_directory)


def showable(text: str) -> str:
    """The text with a box for each sign that the typeface has not got: an archivable PDF may hold none that is not drawn."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(sign if _is_showable(sign) else _NOT_SHOWN for sign in text)


def _is_showable(sign: str) -> bool:
    if sign.isspace():
        return sign in " \n\t\u00a0\u2009\u202f" or ord(sign) in _covered()
    kind = unicodedata.category(sign)
    if kind == "Cf":
        return sign != _BYTE_ORDER_MARK
    return kind not in ("Cc", "Cs", "Co") and ord(sign) in _covered()


@cache
def _covered() -> frozenset[int]:
    """The code points that the regular face has a glyph for: OpenType's 'cmap' table, format 12."""
    content = (Path(folder()) / _REGULAR).read_bytes()
    tables = struct.unpack_from(">H", content, 4)[0]
    entries = (struct.unpack_from(">4sIII", content, 12 + 16 * place) for place in range(tables))
    start = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    number = struct.unpack_from(">H", content, start + 2)[0]
    maps = (struct.unpack_from(">HHI", content, start + 4 + 8 * place) for place in range(number))
    whole = start + next(offset for *which, offset in maps if tuple(which) == _WHOLE_UNICODE)
    groups = struct.unpack_from(">I", content, whole + 12)[0]
    spans = (struct.unpack_from(">III", content, whole + 16 + 12 * place) for place in range(groups))
    return frozenset(code for first, last, _ in spans for code in range(first, last + 1))
