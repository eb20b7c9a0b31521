"""The rules of the house: layers that import one way, tools that stay clean, a fixed top level."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        [sys.executable, "-m", "ruff", "check", "--no-cache", "."],
        [sys.executable, "-m", "mypy", "--no-error-summary"],
    ],
    ids=["import-linter", "ruff", "mypy"],
)
def test_the_tools_find_nothing(command: list[str]) -> None:
    result = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_pages_hold_no_sql_and_lie_in_sections() -> None:
    pages = list((ROOT / "pages").rglob("*.py"))
    assert pages
    for page in pages:
        assert page.parent != ROOT / "pages"
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"\bselect\b|import (pandas|duckdb)", text, re.IGNORECASE)
        assert len(text.splitlines()) < 60


def test_the_top_level_is_what_it_should_be() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    top = {name.split("/")[0] for name in listed if name and not name.startswith(".")}
    assert top <= {
        "README.md",
        "requirements.txt",
        "streamlit_app.py",
        "pages",
        "data",
        "components",
        "tests",
    }
