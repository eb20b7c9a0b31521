"""Refusing what cannot be used: by a file's own bytes before anything of it is parsed, or by what the child made of it."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

from data.returns.packed import DAMAGE, workbooks_inside
from data.returns.problems import ReturnRefused

FILE_LIMIT_MB = 60
INFLATED_LIMIT_MB = 400
PART_LIMIT = 2_000

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What the two kinds of workbook begin with."""


def refuse_by_content(file_name: str, content: bytes) -> int:
    """How many bytes a workbook says that it inflates to.

    Raises ReturnRefused for anything whose bytes already say that it cannot be used.
    """
    if not content:
        raise ReturnRefused(
            f"“{file_name}” is empty (0 bytes): the export may have failed. Export it again and upload it."
        )
    if len(content) > FILE_LIMIT_MB * 1_000_000:
        raise ReturnRefused(
            f"“{file_name}” is {len(content) / 1e6:,.0f} MB, and a return may have {FILE_LIMIT_MB} MB at "
            "most. Remove sheets and pictures that are not part of the return and upload it again."
        )
    if content.startswith(ZIP):
        return _refuse_zip(file_name, content)
    if content.startswith(OLE):
        return _refuse_ole(file_name, content)
    raise ReturnRefused(_not_a_workbook(file_name, content))


def cut_off(file_name: str) -> ReturnRefused:
    """The refusal of a file whose end is missing or whose parts do not have the checksums that it gives."""
    return ReturnRefused(
        f"“{file_name}” is damaged or cut off: it starts like a workbook but its end is missing or broken. "
        "Copy or export it again, open it in Excel to check, and upload it."
    )


def _refuse_zip(file_name: str, content: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except DAMAGE:
        raise cut_off(file_name) from None
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names and len(inside := workbooks_inside(names)) > 1:
        raise ReturnRefused(
            f"“{file_name}” is a zip archive of {len(inside)} workbooks (“{inside[0]}”, “{inside[1]}” …). Unpack it and "
            "upload the returns themselves."
        )
    if kind := _other_kind(names):
        raise ReturnRefused(
            f"“{file_name}” is {kind}, not an Excel workbook that can be read here. Open it, save it as an "
            "Excel workbook (.xlsx) and upload that."
        )
    inflated = sum(part.file_size for part in parts)
    if inflated > INFLATED_LIMIT_MB * 1_000_000 or len(parts) > PART_LIMIT:
        raise ReturnRefused(
            f"“{file_name}” would unpack to {inflated / 1e6:,.0f} MB in {len(parts):,} parts; a return may "
            f"have {INFLATED_LIMIT_MB} MB in {PART_LIMIT:,} parts. It is not a return as a council's system "
            "writes it. Export it again."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise ReturnRefused(_locked(file_name))
    return inflated


def _other_kind(names: set[str]) -> str | None:
    if "xl/workbook.xml" in names:
        return None
    if "xl/workbook.bin" in names:
        return "a binary workbook (.xlsb)"
    if "content.xml" in names:
        return "an OpenDocument file"
    if "word/document.xml" in names:
        return "a Word document"
    if "ppt/presentation.xml" in names:
        return "a PowerPoint presentation"
    return None if any(name.lower().endswith("workbook.xml") for name in names) else "a zip archive"


_RIGHTS = ("DRMEncrypted", "DRMContent", "DRMViewerContent", "DRMTransform")
"""Names inside an older Office container that rights management gives."""


def _refuse_ole(file_name: str, content: bytes) -> int:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    is_encrypted = holds("EncryptedPackage")
    if any(map(holds, _RIGHTS)) or (is_encrypted and not holds("EncryptionInfo")):
        raise ReturnRefused(_labelled(file_name))
    if is_encrypted:
        raise ReturnRefused(_locked(file_name))
    if not any(map(holds, ("Workbook", "Book"))):
        raise ReturnRefused(
            f"“{file_name}” is an older Office file but not an Excel workbook. Choose the return itself, "
            "saved as .xlsx or .xls."
        )
    return len(content)


def _labelled(file_name: str) -> str:
    return (
        f"“{file_name}” is encrypted by a sensitivity label or rights management (there is no password to clear), so only people "
        "whom the label names can open it, and it cannot be read here. In Excel choose Home, Sensitivity and a label that does not "
        "encrypt (or File, Info, Protect Workbook, Restrict Access, Unrestricted Access), save a copy as .xlsx, and upload that."
    )


def _locked(file_name: str) -> str:
    return (
        f"“{file_name}” is locked with a password. In Excel choose File, Info, Protect Workbook, Encrypt with "
        "Password, clear the password, save, and upload it again. An .xls that opens without asking for one is locked by "
        "Review, Protect Workbook: switch that off, or save it as .xlsx."
    )


def _not_a_workbook(file_name: str, content: bytes) -> str:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"%PDF"):
        return f"“{file_name}” is a PDF, not a workbook. Upload the Excel return that it was made from."
    if start[:200].lower().startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<")):
        return (
            f"“{file_name}” is a web page or XML file, not a workbook, whatever its name. Open it in Excel, save it as an Excel "
            "workbook (.xlsx) and upload that."
        )
    with suppress(UnicodeDecodeError):
        text = content[:4096].decode(
            "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "strict"
        )
        if text.isprintable() or any(mark in text for mark in (",", "\t", ";", "\n")):
            return (
                f"“{file_name}” is a text file (CSV), not a workbook, whatever its name. Open it in Excel, save it as an Excel "
                "workbook (.xlsx) and upload that."
            )
    if start.isascii() and b"," in start:
        return (
            f"“{file_name}” is a text file (CSV), not a workbook, whatever its name. Open it in Excel, save it as an Excel "
            "workbook (.xlsx) and upload that."
        )
    return (
        f"“{file_name}” is not an Excel workbook: its content is of another kind. Choose the return itself, saved as "
        ".xlsx, .xlsm or .xls."
    )


def reader_failed(file_name: str, reason: object) -> str:
    """The sentence for a workbook that the child could not parse; ``reason`` is what it answered, None where it ended without."""
    if isinstance(reason, str) and "password" in reason.lower():
        return _locked(file_name)
    if reason is None or reason == "too large":
        return (
            f"“{file_name}” claims more cells than a return can have, so it was not opened (often one stray cell far "
            "down or far to the right). In Excel delete the empty rows and columns beyond the data, save, and upload "
            "it again."
        )
    return (
        f"“{file_name}” cannot be read as an Excel workbook: it is damaged or was not written by Excel. Open it in "
        "Excel, save it as .xlsx and upload it again."
    )
