"""A session ends when its tab has been closed for the time set, with all that it held, and not before."""

from __future__ import annotations

import json
import time
import urllib.request
from datetime import date, timedelta

import pytest

from components.app.server import SECONDS_BETWEEN
from tests.patience import SECONDS
from tests.visitor import ROOT, Server, Visitor, served
from tests.workbooks import CONTACTS, REFERRALS, contact, list_sheet, referral, workbook

MARKER = "Q7-PENNYROYAL"
SECONDS_KEPT = 6


def return_with_marker() -> bytes:
    days = [f"{date(2022, 10, 3) + timedelta(days=2 * n):%Y-%m-%d}" for n in range(45)]
    rows = [contact(f"{MARKER}-{n}", day) for n, day in enumerate(days)]
    referrals = [referral(f"{MARKER}-{n}", day, team=f"Team {MARKER}") for n, day in enumerate(days)]
    return workbook(list_sheet(CONTACTS, *rows), list_sheet(REFERRALS, *referrals))


def reachable(server: Server) -> list[str]:
    address = f"http://{server.address}/reachable?reversed={MARKER[::-1]}"
    with urllib.request.urlopen(address, timeout=SECONDS) as answer:
        places: list[str] = json.loads(answer.read())
    return places


def use_return(visitor: Visitor) -> None:
    visitor.open("upload")
    visitor.upload([(f"{MARKER}.xlsx", return_with_marker())])
    visitor.press("Use this return")
    for page in ("", "family_front_door", "checks", "changes"):
        visitor.open(page)
    assert "is loaded" in visitor.text()


@pytest.mark.xdist_group("browser")
def test_nothing_of_a_return_can_be_reached_after_its_tab_was_closed() -> None:
    with served(ROOT / "tests" / "app_that_tells.py", seconds_kept=SECONDS_KEPT) as server:
        visitor = Visitor(server)
        use_return(visitor)
        assert any(place.startswith("table") for place in reachable(server))
        session = visitor.session
        visitor.close()
        again = Visitor(server, session)
        again.open()
        assert again.session == session
        assert any(place.startswith("table") for place in reachable(server)), (
            "a short loss of connection ends nothing"
        )
        again.close()
        deadline = time.monotonic() + 60
        time.sleep(SECONDS_KEPT + SECONDS_BETWEEN)
        while (places := reachable(server)) and time.monotonic() < deadline:
            time.sleep(1)
        assert places == []


@pytest.mark.xdist_group("browser")
def test_nothing_of_a_return_can_be_reached_after_forget() -> None:
    with served(ROOT / "tests" / "app_that_tells.py") as server:
        visitor = Visitor(server)
        use_return(visitor)
        visitor.open("")
        visitor.press("Forget them now")
        assert reachable(server) == []
        visitor.close()
