"""A folder of returns on a team's own server, named in the settings."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from data.notes.kept_session import KeptSession, is_kept_session, needs_password, open_session
from data.returns.problems import ReturnRefused
from data.returns.refusing import FILE_LIMIT_MB

SETTING = "SCRUTINY_RETURNS_FOLDER"
"""The environment variable that names the folder."""

_OFFERED = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv"}
"""Endings of what was meant as a return: those that cannot be read are refused by a sentence rather than passed over."""

_SESSION = ".zip"


@dataclass
class FolderRead:
    """What a folder holds: workbooks to load, saved sessions, what cannot be used and why."""

    files: list[tuple[str, bytes, date | None]] = field(default_factory=list)
    sessions: list[KeptSession] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def folder_named() -> Path | None:
    """The folder that the settings name, None where they name none."""
    name = os.environ.get(SETTING, "").strip()
    return Path(name).expanduser() if name else None


def contents_of(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells that a folder has changed: each file's name, size and time of change; nothing where it cannot be listed."""
    try:
        files = [(path.name, path.stat()) for path in sorted(folder.iterdir()) if path.is_file()]
    except OSError:
        return ()
    return tuple((name, about.st_size, about.st_mtime_ns) for name, about in files)


def read_folder(folder: Path) -> FolderRead:
    """The workbooks and saved sessions of a folder, by name; its sub-folders are left alone and nothing is written."""
    read = FolderRead()
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~$")))
    except FileNotFoundError:
        read.refused.append(
            f"The folder of returns named in {SETTING} does not exist. Create it or correct the setting, then start again."
        )
        return read
    except OSError:
        read.refused.append(
            f"What {SETTING} names is not a folder, or the app may not read it. Correct the setting or its "
            "permissions, then start again."
        )
        return read
    for path in paths:
        if path.suffix.lower() in {*_OFFERED, _SESSION}:
            try:
                _read_one(path, read)
            except ReturnRefused as refused:
                read.refused.append(str(refused))
            except OSError:
                read.refused.append(
                    f"“{path.name}” could not be read from the folder of returns. Check its permissions, and that nobody "
                    "has it open for writing."
                )
    if not read.files and not read.sessions and not read.refused:
        read.refused.append(f"The folder of returns named in {SETTING} holds no workbook.")
    return read


def _read_one(path: Path, read: FolderRead) -> None:
    if not path.is_file():
        return
    if path.stat().st_size > FILE_LIMIT_MB * 1_000_000:
        raise ReturnRefused(
            f"“{path.name}” is larger than {FILE_LIMIT_MB} MB, the most that one file may have."
        )
    content = path.read_bytes()
    if path.suffix.lower() != _SESSION:
        read.files.append((path.name, content, None))
    elif is_kept_session(content):
        if needs_password(content):
            raise ReturnRefused(
                f"“{path.name}” is a session locked with a password. Drop it in here to open it."
            )
        read.sessions.append(open_session(path.name, content))
