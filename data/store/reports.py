"""What is said of files that change nothing: those in use already, and those that take too much memory."""

from __future__ import annotations

from dataclasses import replace

from data.lists.loaded_return import LoadedReturn
from data.returns.problems import LoadReport, Problem
from data.store.database import MEMORY_LIMIT


def already_loaded(file_name: str, same: LoadedReturn) -> LoadReport:
    """The report of a file that is in use already."""
    sentence = (
        f"“{file_name}” is the same file as “{same.report.file_name}”, already in use with data to "
        f"{same.reporting_date:%d/%m/%Y}. Nothing was changed."
    )
    note = Problem("", None, None, "the same file again", "a new file", sentence, "note", kind="same file")
    return replace(
        same.report, file_name=file_name, problems=[note, *same.report.problems], already_loaded=True
    )


def too_much(names: list[str]) -> str:
    """Why files that take too much memory are not used."""
    return (
        f"Reading {', '.join(f'“{name}”' for name in names)} needs more memory than one session may use ({MEMORY_LIMIT}). "
        "Nothing was changed. Forget returns that are not needed, or load fewer at once."
    )
