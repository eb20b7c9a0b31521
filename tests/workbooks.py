"""Small workbooks made on the spot: the official layout by default, a few rows of what a test needs."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl

from data.returns import annex_a, panel
from data.returns.layouts import Layout
from data.returns.opening import ReaderBatch, Sheet
from data.store.intake import Opener

CHILD = {"gender": "a) Male", "ethnicity": "a) WBRI", "born_on": "2010-05-01", "age_stated": 12}


def rows_of(layout: Layout, *records: dict[str, object]) -> list[list[object]]:
    """Records by column name as rows in the layout's order, a child's particulars filled in."""
    return [
        [{**CHILD, "team": "Team A", "worker": "W1", **record}.get(column.name) for column in layout.columns]
        for record in records
    ]


def list_sheet(
    layout: Layout, *records: dict[str, object], title: bool = True
) -> tuple[str, list[Sequence[object]]]:
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


def opened_once() -> Opener:
    """How to open workbooks that are loaded several times: each is read once, by its name."""
    read: dict[str, list[Sheet]] = {}

    def opener(readers: ReaderBatch, name: str, content: bytes) -> list[Sheet]:
        if name not in read:
            read[name] = readers.open(name, content)
        return read[name]

    return opener


def contact(child: str, day: str, source: str = "q) 6: Police", **more: object) -> dict[str, object]:
    """A row of List 1."""
    return {"child_id": child, "contact_on": day, "source": source, **more}


def referral(
    child: str, day: str, source: str = "e) 2A: Schools", count: int = 0, nfa: str = "b) No", **more: object
) -> dict[str, object]:
    """A row of List 3."""
    return {
        "child_id": child,
        "referred_on": day,
        "source": source,
        "no_further_action": nfa,
        "referrals_in_last_12_months": count,
        **more,
    }


def assessment(
    child: str, start: str, end: str | None, support: str | None = "b) No", **more: object
) -> dict[str, object]:
    """A row of List 4."""
    return {
        "child_id": child,
        "disability": "b) No",
        "started_on": start,
        "child_seen": "a) Yes",
        "authorised_on": end,
        "social_care_support": support if end else None,
        **more,
    }


CONTACTS, REFERRALS, ASSESSMENTS = annex_a.CONTACTS, annex_a.REFERRALS, annex_a.ASSESSMENTS
ABOUT = panel_sheet(panel.ABOUT, ["Testshire", "31/12/2022", "09/01/2023", None])


def enquiry(
    child: str,
    day: str,
    unnecessary: str | None = "a) Yes",
    held: str | None = None,
    plan: str | None = None,
    **more: object,
) -> dict[str, object]:
    """A row of List 5."""
    return {
        "child_id": child,
        "disability": "b) No",
        "strategy_discussion_on": day,
        "conference_unnecessary": unnecessary,
        "conference_on": held,
        "resulted_in_plan": plan,
        "enquiries_in_last_12_months": 0,
        "conferences_in_last_12_months": 0,
        **more,
    }


def in_need(
    child: str, start: str, status: str = "c) Child in need plan", end: str | None = None, **more: object
) -> dict[str, object]:
    """A row of List 6."""
    return {
        "child_id": child,
        "disability": "b) No",
        "started_on": start,
        "primary_need": "N1",
        "last_seen_on": "2022-12-12",
        "ceased_on": end,
        "closure_reason": "RC7" if end else None,
        "case_status": status,
        **more,
    }


def plan(child: str, start: str, end: str | None = None, **more: object) -> dict[str, object]:
    """A row of List 7."""
    return {
        "child_id": child,
        "disability": "b) No",
        "started_on": start,
        "initial_category_of_abuse": "a) Neglect",
        "latest_category_of_abuse": "a) Neglect",
        "last_visit_on": "2022-12-14",
        "seen_alone": "a) Yes",
        "ceased_on": end,
        "emergency_protection": "b) No",
        "previous_plans": 0,
        **more,
    }


def in_care(child: str, start: str, end: str | None = None, **more: object) -> dict[str, object]:
    """A row of List 8."""
    return {
        "child_id": child,
        "unaccompanied": "b) No",
        "disability": "b) No",
        "started_on": start,
        "category_of_need": "N1",
        "second_period_in_12_months": "b) No",
        "legal_status_on": start,
        "legal_status": "C2",
        "last_review_on": "2022-12-01",
        "last_visit_on": "2022-12-12",
        "placements_in_last_12_months": 1,
        "ceased_on": end,
        "ceased_reason": "E4A" if end else None,
        "placement_started_on": start,
        "placement_type": "U6",
        "placement_provider": "PR1",
        "placement_location": "a) In",
        "placement_authority": "Testshire",
        "missing_episodes_in_last_12_months": 0,
        "absent_episodes_in_last_12_months": 0,
        **more,
    }


def care_leaver(child: str, **more: object) -> dict[str, object]:
    """A row of List 9."""
    return {
        "child_id": child,
        "born_on": "2003-05-01",
        "age_stated": 19,
        "disability": "b) No",
        "eligibility": "b) Former relevant child",
        "in_touch": "a) Yes",
        **more,
    }


def adoption(child: str, decision: str, **more: object) -> dict[str, object]:
    """A row of List 10."""
    return {
        "child_id": child,
        "disability": "b) No",
        "entered_care_on": "2022-01-10",
        "decision_on": decision,
        **more,
    }
