"""What is taken away: made on the click, safe in Excel, and under a name that every system keeps."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock, patch

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components.screen.downloads import download_table, file_name

ROOT = Path(__file__).parents[2]


def offered(table: Callable[[], pd.DataFrame], name: str = "a table") -> Mock:
    with patch("components.screen.downloads.st.download_button") as button:
        download_table("Download", table, name, key="a key")
    return button


def test_a_table_is_made_when_its_button_is_pressed() -> None:
    made = Mock(return_value=pd.DataFrame({"n": [1]}))
    button = offered(made)
    label, content, name, mime = button.call_args.args
    assert (label, name, mime, button.call_args.kwargs["on_click"]) == (
        "Download",
        "a table.csv",
        "text/csv",
        "ignore",
    )
    made.assert_not_called()
    assert content() == b"\xef\xbb\xbfn\r\n1\r\n"
    made.assert_called_once_with()


def test_no_text_is_a_formula_and_every_number_a_number() -> None:
    texts = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(A1)", "plain", "-5", "a=b"]
    table = pd.DataFrame(
        {
            "@text": texts,
            "kind": pd.Categorical(texts),
            "number": [-1.5 * n for n in range(10)],
            "count": pd.array([*range(-9, 0), None], dtype="Int64"),
            "day": pd.date_range("2022-12-31", periods=10),
        }
    )
    content = offered(lambda: table).call_args.args[1]().decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(content, newline=""))
    assert header == ["'@text", "kind", "number", "count", "day"]
    shown = [f"'{text}" for text in texts[:7]] + texts[7:]
    assert [row[0] for row in rows] == [row[1] for row in rows] == shown
    assert [float(row[2]) for row in rows] == table["number"].tolist()
    assert [row[3] for row in rows] == [*map(str, range(-9, 0)), ""]
    assert rows[0][4] == "2022-12-31"
    assert table["@text"].tolist() == texts


def test_a_button_is_drawn_once_and_names_what_it_gives() -> None:
    def page() -> None:
        import pandas as pd

        from components.screen.downloads import download_table
        from components.screen.tables import searched_table

        searched_table(pd.DataFrame({"n": [1, 2]}), "Two numbers")
        download_table("Download them", lambda: pd.DataFrame({"n": [1, 2]}), "numbers", key="numbers")

    app = AppTest.from_function(page).run()
    assert not app.exception
    assert [button.label for button in app.get("download_button")] == ["Download them"]
    assert [grid.proto.alt for grid in app.dataframe] == ["Two numbers"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("referrals.csv", "referrals.csv"),
        ("referrals, team North/East.csv", "referrals, team North East.csv"),
        ("..\\..\\team: <A|B>?*.csv", "team A B.csv"),
        ("a\r\nb\x00\u202exslx.csv", "a b xslx.csv"),
        ("café – 東.csv", "café – 東.csv"),
        ("con.csv", "_con.csv"),
        ("LPT1.old.csv", "_LPT1.old.csv"),
        ("contacts.csv", "contacts.csv"),
        (" .csv", "download.csv"),
        ("", "download"),
        ("x" * 500 + ".xlsx", "x" * 120 + ".xlsx"),
        ("return to 31. December. .csv", "return to 31. December.csv"),
    ],
)
def test_a_file_has_a_name_that_every_system_keeps(name: str, kept: str) -> None:
    assert file_name(name) == kept


def modules_with(pattern: str) -> set[str]:
    return {
        path.name
        for folder in ("components", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(pattern, path.read_text(encoding="utf-8"))
    }


def test_nothing_else_lets_a_table_be_taken_away() -> None:
    assert modules_with(r"\bdownload_button\(|\bcsv_file\(") == {"downloads.py"}
    assert modules_with(r"\bst\.(dataframe|data_editor)\(|\.dataframe\(") == {"tables.py"}


def test_what_streamlit_itself_would_write_of_grids_and_charts_is_off() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["client"]["disableDataExport"] is True
