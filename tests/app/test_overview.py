"""The overview page: its table, what is worked out only when it is opened, and where a name leads."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from streamlit.testing.v1 import AppTest

from components.figures.headlines import HEADLINES
from components.panel import overview, overview_table
from components.screen.pages import OVERVIEW
from components.session.store import STORE
from data.measures import SECTIONS
from data.store import Store
from tests.patience import SECONDS

APP = str(Path(__file__).parents[2] / "components" / "app" / "frame.py")


def opened(store: Store, **address: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=SECONDS)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    app.session_state[STORE] = store
    app.switch_page(OVERVIEW).run()
    assert not app.exception
    return app


def table_of(app: AppTest) -> dict[str, Any]:
    """What the table in the browser is given."""
    (table,) = app.get("bidi_component")
    given: dict[str, Any] = json.loads(table.proto.json)
    return given


def words(app: AppTest) -> str:
    parts = [element.value for kind in ("title", "header", "markdown") for element in getattr(app, kind)]
    parts += [table.value.to_string() for table in app.table]
    return "\n".join(map(str, parts)).replace("\\", "")


@pytest.fixture
def unopened(county: Store) -> AppTest:
    return opened(county)


def test_the_page_opens_with_its_table_and_asks_for_no_more(county: Store) -> None:
    with patch.object(overview, "stands_out_for") as asked:
        app = opened(county)
    asked.assert_not_called()
    rows = [row for group in table_of(app)["groups"] for row in group["rows"]]
    assert [row["measure"] for row in rows] == list(HEADLINES)
    assert rows[0]["now"] == "1,369" and rows[0]["svg"].startswith("<svg")
    assert rows[2]["meets"]["word"] == "Met" and rows[2]["england"]["year"] == "2021/22"
    said = words(app)
    assert [title.value for title in app.title] == ["Overview"]
    assert "5 of 11 targets are met." in said
    assert "Published figures are Worcestershire's: the Example county is invented" in said
    assert [link.label for link in app.get("page_link")] == list(SECTIONS)


def test_what_is_opened_says_what_is_unusual_what_moved_and_what_targets(unopened: AppTest) -> None:
    app = unopened
    for key in ("unusual", "moved", "targets"):
        app.session_state[f"overview {key}"] = True
    app.run()
    said = words(app)
    assert re.search(r"\d+ of the \d+ that have a usual range (is|are) outside it", said)
    assert "chance alone would mark" in said and "More than chance: " in said
    moved = [link for link in app.get("page_link") if "show=change" in link.proto.query_string]
    shape = r".+: [\d,]+, (up|down) [\d,]+ on (31 March 2022|the same quarter last year)"
    assert any(re.fullmatch(shape, link.label.replace("\\", "")) for link in moved)
    assert all(link.proto.page.endswith("measures") for link in moved)
    targets = next(table.value for table in app.table if "Target" in table.value.columns)
    held = dict(zip(targets["Measure"], targets["Result"], strict=True))
    assert held["Assessments completed within 45 working days"] == "Met"
    assert held["Care leavers aged 19 to 21 in education, employment or training"] == "Missed"


def test_actions_stand_with_their_due_dates(unopened: AppTest) -> None:
    actions = next(table.value for table in unopened.table if "Officer" in table.value.columns)
    assert "Foster carer recruitment campaign for teenagers" in actions["Action"].tolist()
    # promised in the return to 30 September for the three months after it
    late = actions[actions["Due"] == r"30/12/2022"]
    assert {status.replace("\\", "") for status in late["Status"]} == {
        "Open; past its due date on 31 December 2022"
    }


def test_a_name_that_is_pressed_opens_its_section(unopened: AppTest) -> None:
    with patch.object(
        overview_table, "_table", lambda **_: SimpleNamespace(open="assessments_within_45_working_days")
    ):
        unopened.run()
    assert not unopened.exception
    assert [title.value for title in unopened.title] == ["Family Front Door"]


def test_under_a_filter_it_says_for_whom_and_shows_nothing_of_the_whole(county: Store) -> None:
    app = opened(county, team="Safeguarding North")
    app.session_state["overview targets"] = True
    app.run()
    assert [title.value for title in app.title] == ["Overview: team Safeguarding North"]
    given = table_of(app)
    assert not {"england", "target"} & {column["key"] for column in given["columns"]}
    said = words(app)
    assert "Targets are set for the whole council" in said
    assert "Not shown for team Safeguarding North: " in said
    assert "England" not in said and "Published figures" not in said
    assert "Last quarter's actions, of the whole council" in said


def test_the_pack_has_no_actions_before_and_holds_no_targets(pack: Store) -> None:
    app = opened(pack)
    app.session_state["overview targets"] = True
    app.run()
    said = words(app)
    assert "No action of the quarter before is known, from a panel return or typed." in said
    assert "No targets are held." in said
    assert "Not supplied for the quarter: Referrals; " in said
