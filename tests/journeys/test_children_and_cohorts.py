"""The Journeys page in a real browser, by keyboard: a child's timeline, a cohort chosen, nothing of a child in the address."""

from __future__ import annotations

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from components.explore.journeys import CHILD, KIND, QUARTER
from data.sample import EXAMPLE_COUNTY
from data.store import Store
from tests.journeys.conftest import accessible, browsing, downloaded, go_to, serving, settle
from tests.journeys.figures_drawn import Sheet
from tests.journeys.overlaps import measure, report
from tests.running import EXPLORE, families_told, menu, run, session_on
from tests.running import go_to as show

HEADING = "Journeys: children's records"
CHILD_ID = "00020238"


@pytest.mark.parametrize("width", [1400, 800])
def test_a_child_and_a_cohort_by_keyboard(width: int) -> None:
    with serving("--", "--demonstration") as server, browsing(server, width) as page:
        page.get_by_role("heading", level=1, name="Overview").wait_for()
        settle(page)
        go_to(page, "Explore", "Journeys", HEADING)
        assert not accessible(page)
        page.get_by_role("textbox", name="Child Unique ID").focus()
        page.keyboard.type(CHILD_ID)
        page.keyboard.press("Enter")
        page.get_by_text("Born on 14 January 2018.").wait_for()
        settle(page)
        assert page.get_by_role("table", name="The journey of one child as a table").is_visible()
        chosen = page.get_by_role("combobox", name="Cohort", exact=True)
        chosen.scroll_into_view_if_needed()
        settle(page)
        chosen.focus()
        for _ in range(3):  # what opens while the page still scrolls to it closes again
            page.keyboard.press("ArrowDown")
            settle(page)
            if page.get_by_role("option", name="Entries to care").is_visible():
                break
        page.keyboard.type("Entries")
        page.keyboard.press("Enter")
        page.get_by_text("entries to care in Q3 2021/22").first.wait_for()
        settle(page)
        assert "cohort=Entries+to+care" in page.url
        page.get_by_text("Days between steps, by team").click()
        page.get_by_role("table", name="Days between steps, by team as a table").wait_for()
        settle(page)
        page.get_by_text("Table and definition").first.click()
        page.get_by_role("table", name="Looked after again, by quarters later as a table").wait_for()
        settle(page)
        assert not accessible(page)
        assert CHILD_ID not in page.url
        taken = openpyxl.load_workbook(io.BytesIO(downloaded(page, "Download this child's records")))
        assert any("Assessment" in str(cell) for row in taken.worksheets[0].values for cell in row)
        assert not server.wrong


def test_every_text_of_timelines_and_cohorts_can_be_read(county: Store) -> None:
    children = [
        *(CHILD_ID, "00010728", "00010835"),
        *county.table(
            "select child_id from looked_after_children group by child_id having count(*) > 1 order by child_id limit 2"
        )["child_id"],
        *county.table("select child_id from contacts where age_stated = -1 order by child_id limit 1")[
            "child_id"
        ],
    ]
    app: AppTest = session_on(county.shelf, EXAMPLE_COUNTY)
    opening = run(app)
    address = next(page.address for page in menu(opening, EXPLORE) if page.title == "Journeys")
    sheet = Sheet(EXAMPLE_COUNTY)
    sheet.messages += [message for message in opening if message.HasField("page_config_changed")]
    cohorts = ["referrals", "plans", "care"]
    quarters = ["Q3 2020/21", "Q3 2022/23", "Q2 2021/22", "Q4 2021/22"]
    with families_told():
        for place, child in enumerate(children):
            show(app, address)
            app.session_state[CHILD] = child
            app.session_state[KIND] = cohorts[place % len(cohorts)]
            app.session_state[QUARTER] = quarters[place % len(quarters)]
            sheet.add("Journeys", run(app))
    assert {chart.family for chart in sheet.charts} == {"timeline", "triangle", "alluvial"}
    assert not report(measure([sheet]).faults)
