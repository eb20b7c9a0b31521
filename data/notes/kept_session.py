"""A session in one file: every return in use as it came, with its reporting date and what the analyst said of it.

The file is a zip archive of the workbooks and a manifest with their checksums, encrypted (AES-256) where a password is
given. It is made and opened in memory. Without a password the checksums show damage, not who made the file.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

import pyzipper

from data.lists.dimensions import DIMENSIONS
from data.notes.notes import Notes, Said
from data.notes.settings import SettingRefused
from data.returns.problems import ReturnRefused
from data.returns.refusing import FILE_LIMIT_MB

MANIFEST = "scrutiny explorer session.json"
KIND, VERSION = "Scrutiny Explorer session", 1
RETURNS_AT_MOST = 400
SHORTEST_PASSWORD = 12

_ZIP = b"PK\x03\x04"
_MANIFEST_LIMIT = 2_000_000
_DAMAGE = (
    pyzipper.BadZipFile,
    pyzipper.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    OverflowError,
)
"""What opening raises for an archive whose bytes are not as they were written."""

Kept = tuple[str, bytes, date]
"""A return as it came: file name, content, reporting date."""


@dataclass(frozen=True)
class KeptSession:
    """What a session file holds: the returns in reading order, and what was said of them."""

    files: list[Kept]
    said: Said


class PasswordNeeded(ReturnRefused):
    """The file is locked and the password is missing or wrong."""


def refuse_to_save(files: Sequence[Kept]) -> None:
    """Raise ReturnRefused where a file of these returns could not be opened again."""
    size = sum(len(content) for _, content, _ in files)
    if not files:
        raise ReturnRefused("There is nothing to save: no returns are loaded.")
    if len(files) > RETURNS_AT_MOST:
        raise ReturnRefused(
            f"A session file may hold {RETURNS_AT_MOST} returns, and {len(files)} are loaded. Forget some and save again."
        )
    if size > FILE_LIMIT_MB * 1_000_000 - _MANIFEST_LIMIT:
        raise ReturnRefused(
            f"The session would be {size / 1e6:,.0f} MB; one that can be opened again may have {FILE_LIMIT_MB} MB. "
            "Forget the oldest returns and save again, or keep the workbooks themselves."
        )


def refuse_password(password: str) -> None:
    """Raise ReturnRefused for a password that is too short to protect anything."""
    if len(password) < SHORTEST_PASSWORD:
        raise ReturnRefused(
            f"The password has {len(password)} characters; give at least {SHORTEST_PASSWORD}, as three or four words."
        )


def save(files: Iterable[Kept], password: str | None = None, said: Said | None = None) -> bytes:
    """One file of all these returns. Raises ReturnRefused where it could not be opened again, or the password is too short."""
    listed = list(files)
    refuse_to_save(listed)
    if password:
        refuse_password(password)
    returns = [
        {
            "entry": f"return {number:03d}{PurePath(name).suffix.lower()[:6]}",
            "name": name,
            "sha256": hashlib.sha256(content).hexdigest(),
            "reporting_date": day.isoformat(),
        }
        for number, (name, content, day) in enumerate(listed, start=1)
    ]
    of_these = (said or Said()).of_returns({one["sha256"] for one in returns})
    manifest = {"kind": KIND, "version": VERSION, "returns": returns, **asdict(of_these)}
    archive = io.BytesIO()
    with pyzipper.AESZipFile(archive, "w", compression=pyzipper.ZIP_STORED) as book:
        if password:
            book.setencryption(pyzipper.WZ_AES, nbits=256)
            book.setpassword(_password(password))
        book.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        for one, (_, content, _) in zip(returns, listed, strict=True):
            book.writestr(one["entry"], content)
    return archive.getvalue()


def is_kept_session(content: bytes) -> bool:
    """Whether the file is a session saved here, by its list of contents; nothing is read of them."""
    if not content.startswith(_ZIP):
        return False
    try:
        with pyzipper.AESZipFile(io.BytesIO(content)) as book:
            return MANIFEST in book.namelist()
    except _DAMAGE:
        return False


def needs_password(content: bytes) -> bool:
    """Whether a session file is locked with a password."""
    try:
        with pyzipper.AESZipFile(io.BytesIO(content)) as book:
            return any(part.flag_bits & 1 for part in book.infolist())
    except _DAMAGE:
        return False


def open_session(file_name: str, content: bytes, password: str | None = None) -> KeptSession:
    """What a session file holds, every return compared with its checksum.

    Raises PasswordNeeded where the password is missing or wrong, and ReturnRefused where the file is not such a file, is
    damaged, or was changed after it was saved; ``str()`` is the sentence to show.
    """
    if not is_kept_session(content):
        raise ReturnRefused(
            f"“{file_name}” is not a session saved by Scrutiny Explorer, or its end is missing. Choose the file that was "
            "downloaded with “Save this session”, or upload the returns themselves."
        )
    if needs_password(content) and not password:
        raise PasswordNeeded(f"“{file_name}” is locked. Give the password it was saved with.")
    try:
        return _read(content, password)
    except RuntimeError as error:
        if isinstance(error, NotImplementedError) or "password" not in str(error).lower():
            raise _damaged(file_name) from None
        raise PasswordNeeded(
            f"The password does not open “{file_name}”. Give the password it was saved with; nobody can open it "
            "without."
        ) from None
    except SettingRefused as refused:
        raise ReturnRefused(
            f"“{file_name}” holds a setting that cannot be. {refused} Nothing was opened: upload the returns themselves."
        ) from None
    except _DAMAGE:
        raise _damaged(file_name) from None


def _read(content: bytes, password: str | None) -> KeptSession:
    """The session, or one of the errors of damage."""
    with pyzipper.AESZipFile(io.BytesIO(content)) as book:
        if password:
            book.setpassword(_password(password))
        parts = book.infolist()
        if len(parts) > RETURNS_AT_MOST + 1 or sum(part.file_size for part in parts) > len(content):
            raise ValueError
        if (
            any(part.compress_type != pyzipper.ZIP_STORED for part in parts)
            or len({bool(part.flag_bits & 1) for part in parts}) != 1
        ):
            raise ValueError
        if book.getinfo(MANIFEST).file_size > _MANIFEST_LIMIT:
            raise ValueError
        manifest = json.loads(book.read(MANIFEST))
        if manifest["kind"] != KIND or manifest["version"] != VERSION:
            raise ValueError
        returns = manifest["returns"]
        if not returns:
            raise ValueError
        if sorted(part.filename for part in parts) != sorted([MANIFEST, *(one["entry"] for one in returns)]):
            raise ValueError
        files: list[Kept] = []
        for one in returns:
            workbook = book.read(one["entry"])
            if hashlib.sha256(workbook).hexdigest() != one["sha256"]:
                raise ValueError
            files.append((str(one["name"]), workbook, date.fromisoformat(one["reporting_date"])))
    return KeptSession(files, _said(manifest))


def _said(manifest: dict[str, Any]) -> Said:
    """What the manifest holds of what was said, or one of the errors of damage; an earlier version may lack parts of it."""
    answers: dict[str, dict[str, dict[str, object]]] = {
        str(fingerprint): {
            str(name): dict(one) if isinstance(one, dict) else {"choice": str(one)}
            for name, one in given.items()
        }
        for fingerprint, given in manifest.get("answers", {}).items()
    }
    said = Said(
        {str(fingerprint): _texts(reasons) for fingerprint, reasons in manifest.get("accepted", {}).items()},
        answers,
        {
            str(kind): [[str(part) for part in one] for one in listed]
            for kind, listed in manifest.get("remembered", {}).items()
        },
        _texts(manifest.get("stated", {})),
        [_texts(entry) for entry in manifest.get("log", [])],
        str(manifest.get("trio_rule", "")),
        {name: value for name, value in _texts(manifest.get("part", {})).items() if name in DIMENSIONS},
        settings=dict(manifest.get("settings", {})),
        hidden=[str(cell) for cell in manifest.get("hidden", [])],
        questions={
            str(words): {str(name): [str(value) for value in values] for name, values in parameters.items()}
            for words, parameters in manifest.get("questions", {}).items()
        },
        commentaries=dict(manifest.get("commentaries", {})),
        published=list(manifest.get("published", [])),
    )
    Notes().add_kept(said)
    return said


def _texts(said: dict[object, object]) -> dict[str, str]:
    return {str(name): str(text) for name, text in said.items()}


def _password(text: str) -> bytes:
    """The password as bytes, the same on every keyboard."""
    return unicodedata.normalize("NFKC", text).encode()


def _damaged(file_name: str) -> ReturnRefused:
    return ReturnRefused(
        f"“{file_name}” is damaged or was changed after it was saved: its contents are not those it lists. Nothing was "
        "opened. Take another copy of it, or upload the returns themselves."
    )
