"""What is in a pack's files, read back by other libraries than those that wrote them."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
import openpyxl
import pikepdf
from docx.oxml.ns import qn


@dataclass
class Tagged:
    """A PDF's structure: how many of each tag, the alternatives of its figures, and the headings' levels in their order."""

    tags: Counter[str] = field(default_factory=Counter)
    alternatives: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    language: str = ""
    title: str = ""
    shows_title: bool = False
    metadata: str = ""


def tagged(content: bytes) -> Tagged:
    document = pikepdf.open(io.BytesIO(content))
    found = Tagged(
        language=str(document.Root.get("/Lang")),
        title=str(document.docinfo.get("/Title")),
        shows_title=bool(document.Root.ViewerPreferences.DisplayDocTitle),
        metadata=document.Root.Metadata.read_bytes().decode(),
    )
    for element in _elements(document.Root.StructTreeRoot.K):
        tag = str(element.get("/S")).lstrip("/")
        found.tags[tag] += 1
        if tag == "Figure":
            found.alternatives.append(str(element.get("/Alt", "")))
        if tag[0] == "H" and tag[1:].isdigit():
            found.headings.append(int(tag[1:]))
    return found


def _elements(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _elements(node.K)


def document(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def word_tables(content: bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document(content).tables]


def word_text(content: bytes) -> str:
    read = document(content)
    cells = [cell for table in word_tables(content) for row in table for cell in row]
    return "\n".join([*(paragraph.text for paragraph in read.paragraphs), *cells])


def word_alternatives(content: bytes) -> list[str]:
    return [found.get("descr") for found in document(content).element.iter(qn("wp:docPr"))]


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def excel_text(content: bytes) -> str:
    return "\n".join(
        str(cell) for rows in sheets(content).values() for row in rows for cell in row if cell is not None
    )
