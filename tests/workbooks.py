"""Small workbooks made on the spot: the official layout by default, a few rows of what a test needs."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl

from data.returns import annex_a, panel
from data.returns.layouts import Layout

CHILD = {"gender": "a) Male", "ethnicity": "a) WBRI", "born_on": "2010-05-01", "age_stated": 12}


def rows_of(layout: Layout, *records: dict[str, object]) -> list[list[object]]:
    """Records by column name as rows in the layout's order, a child's particulars filled in."""
    return [[{**CHILD, "team": "Team A", "worker": "W1", **record}.get(column.name) for column in layout.columns] for record in records]


def list_sheet(layout: Layout, *records: dict[str, object], title: bool = True) -> tuple[str, list[Sequence[object]]]:
    """A list as issued by Ofsted: title row, headers on row 2, data from row 3."""
    headers = [column.header for column in layout.columns]
    body = rows_of(layout, *records)
    rows: list[Sequence[object]] = [[layout.title], headers, *body] if title else [headers, *body]
    return f"List_{layout.number}", rows


def panel_sheet(layout: Layout, *rows: Sequence[object]) -> tuple[str, list[Sequence[object]]]:
    """A sheet of the panel return with its headers."""
    return layout.title, [[column.header for column in layout.columns], *rows]


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    """The bytes of a workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def contact(child: str, day: str, source: str = "q) 6: Police", **more: object) -> dict[str, object]:
    """A row of List 1."""
    return {"child_id": child, "contact_on": day, "source": source, **more}


def referral(child: str, day: str, source: str = "e) 2A: Schools", count: int = 0, nfa: str = "b) No", **more: object) -> dict[str, object]:
    """A row of List 3."""
    return {"child_id": child, "referred_on": day, "source": source, "no_further_action": nfa, "referrals_in_last_12_months": count, **more}


def assessment(child: str, start: str, end: str | None, support: str | None = "b) No", **more: object) -> dict[str, object]:
    """A row of List 4."""
    return {"child_id": child, "disability": "b) No", "started_on": start, "child_seen": "a) Yes", "authorised_on": end,
            "social_care_support": support if end else None, **more}  # fmt: skip


CONTACTS, REFERRALS, ASSESSMENTS = annex_a.CONTACTS, annex_a.REFERRALS, annex_a.ASSESSMENTS
ABOUT = panel_sheet(panel.ABOUT, ["Testshire", "31/12/2022", "09/01/2023", None])
