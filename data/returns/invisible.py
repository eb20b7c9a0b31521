"""Characters that nobody sees: taken out of every text of a workbook, so that "\\u200b123" is child 123."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

_UNSEEN = (
    "\\x{00}-\\x{08}\\x{0b}\\x{0c}\\x{0e}-\\x{1f}\\x{7f}-\\x{84}\\x{86}-\\x{9f}\\x{ad}\\x{34f}\\x{600}-\\x{605}"
    "\\x{61c}\\x{6dd}\\x{70f}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}\\x{180b}-\\x{180e}\\x{200b}-\\x{200f}"
    "\\x{202a}-\\x{202e}\\x{2060}-\\x{206f}\\x{3164}\\x{fe00}-\\x{fe0f}\\x{feff}\\x{ffa0}\\x{fff9}-\\x{fffb}\\x{e0000}-\\x{e007f}"
)
"""Controls, joiners, direction marks, soft hyphens, byte order marks and fillers, as ranges of an RE2 class."""

_SPACES = "\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{2800}\\x{3000}"
"""Blanks of other widths and separators of lines: each is read as an ordinary space."""

_ESCAPED = "_x00(?:0[0-9A-Fa-f]|1[0-9A-Fa-f]|7[Ff])_"
"""A control character as Excel writes it into XML where the reader leaves it so."""

_OUTER = " \t\n\r"


def _as_python(classes: str) -> str:
    return re.sub(r"\\x\{([0-9a-f]+)\}", lambda code: f"\\U{int(code[1], 16):08x}", classes)


_ANY = re.compile(f"[{_as_python(_UNSEEN + _SPACES)}]|{_ESCAPED}")
_REMOVED = re.compile(f"[{_as_python(_UNSEEN)}]|{_ESCAPED}")


def visible(text: str) -> str:
    """The text without invisible characters and outer blanks, every kind of space an ordinary one."""
    is_ordinary = text.isascii() and text.isprintable() and "_x00" not in text
    if not is_ordinary and _ANY.search(text):
        text = re.sub(f"[{_as_python(_SPACES)}]", " ", _REMOVED.sub("", text))
    return text.strip(_OUTER)


def visible_texts(texts: pa.Array) -> pa.Array:
    """The same of many texts at once."""
    if _may_be_strange(texts):
        texts = pc.replace_substring_regex(texts, f"[{_UNSEEN}]|{_ESCAPED}", "")
        texts = pc.replace_substring_regex(texts, f"[{_SPACES}]", " ")
    return pc.utf8_trim(texts, characters=_OUTER)


_ORDINARY = bytes(range(32, 127)) + b"\t\n\r"
"""The signs of plain English text, which are seen and no other width of space."""


def _may_be_strange(texts: pa.Array) -> bool:
    """Whether a text may hold what nobody sees: looked for in the bytes of all at once, much faster than one by one."""
    held = texts.buffers()[2]
    signs = held.to_pybytes() if held is not None else b""
    if not signs.translate(None, _ORDINARY) and b"_x00" not in signs:
        return False
    return bool(pc.any(pc.match_substring_regex(texts, f"[{_UNSEEN}{_SPACES}]|{_ESCAPED}")).as_py())
