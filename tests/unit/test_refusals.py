"""Files that cannot be used: each its own sentence, quickly, and what was loaded before stays."""

from __future__ import annotations

import io
import resource
import zipfile
from collections.abc import Callable

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from data.returns import ReturnRefused
from data.store import Store
from tests.patience import allowed, processor_time
from tests.workbooks import CONTACTS, contact, list_sheet, workbook

GOOD = workbook(list_sheet(CONTACTS, *(contact(str(n), "2022-11-03") for n in range(40))))

_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="List_1" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}


def two_cells(last: str) -> bytes:
    """A workbook with cells at A1 and at ``last`` of row 1,048,576."""
    cells = "".join(
        f'<row r="{row}"><c r="{cell}" t="inlineStr"><is><t>x</t></is></c></row>'
        for row, cell in ((1, "A1"), (1_048_576, f"{last}1048576"))
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>',
        )
    return content.getvalue()


def zip_bomb(honest: bool) -> bytes:
    """A sheet of a gigabyte of blanks; a dishonest one claims to be small in the directory."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(1000 if honest else 60):
                part.write(b" " * 1_000_000)
    raw = content.getvalue()
    if honest:
        return raw
    size = (60_000_000).to_bytes(4, "little")
    return raw.replace(size, (1000).to_bytes(4, "little")).replace(
        (60_000_000).to_bytes(8, "little"), (1000).to_bytes(8, "little")
    )


def encrypted() -> bytes:
    """A workbook locked with a password."""
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(GOOD)).encrypt("secret", locked)
    return locked.getvalue()


def other_archive(part: str) -> bytes:
    """A zip archive that holds one part."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(part, "x")
    return content.getvalue()


HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty", lambda: b"", "0 bytes"),
    ("csv", lambda: b"Child Unique ID,Gender\n1,M\n", "text file (CSV)"),
    ("html", lambda: b"<html><table></table></html>", "web page"),
    ("pdf", lambda: b"%PDF-1.7 ...", "PDF"),
    ("noise", lambda: bytes(range(128, 256)) * 40, "not an Excel workbook"),
    ("truncated", lambda: GOOD[: len(GOOD) // 2], "damaged or cut off"),
    ("damaged", lambda: GOOD[:300] + bytes(200) + GOOD[500:], "damaged or cut off"),
    ("encrypted", encrypted, "locked with a password"),
    ("zip bomb", lambda: zip_bomb(True), "would unpack to"),
    ("lying directory", lambda: zip_bomb(False), "damaged or cut off"),
    ("two far cells", lambda: two_cells("XFD"), "more cells than a return can have"),
    ("a tall block", lambda: two_cells("AJ"), "more cells than a return can have"),
    ("word", lambda: other_archive("word/document.xml"), "Word document"),
    ("xlsb", lambda: other_archive("xl/workbook.bin"), "binary workbook"),
    ("ods", lambda: other_archive("content.xml"), "OpenDocument"),
    ("old office", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "older Office file"),
    (
        "wrong workbook",
        lambda: workbook(
            ("Header", [["CHILD", "SEX"], ["1", "1"]]), ("Episodes", [["CHILD", "DECOM"], ["1", "x"]])
        ),
        "SSDA903",
    ),
    ("no list", lambda: workbook(("Budget", [["Item", "Cost"], ["Pens", 3]])), "no list of Annex A"),
    ("no cells", lambda: workbook(("Sheet1", [])), "no filled cell"),
    ("no date", lambda: workbook(list_sheet(CONTACTS)), "Give the reporting date"),
]


@pytest.fixture(scope="module")
def loaded() -> Store:
    """A store with one return in it."""
    store = Store(885)
    store.load("good.xlsx", GOOD)
    return store


@pytest.mark.parametrize(("name", "make", "said"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_each_is_refused_with_its_sentence_and_nothing_changes(
    loaded: Store, name: str, make: Callable[[], bytes], said: str
) -> None:
    content = make()
    before = loaded.measure("contacts", "month", 3)
    memory, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, processor_time()
    with pytest.raises(ReturnRefused) as refused:
        loaded.load(f"{name}.xlsx", content)
    assert processor_time() - started < allowed(5)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 300_000
    assert said in str(refused.value)
    assert f"“{name}.xlsx”" in str(refused.value)
    assert loaded.measure("contacts", "month", 3).equals(before)
    assert len(loaded.returns) == 1
    if name != "no date":
        report = loaded.preview(f"{name}.xlsx", content)
        assert not report.accepted
        assert said in report.problems[0].message


def test_a_good_file_still_loads_after_all_that(store: Store) -> None:
    with pytest.raises(ReturnRefused):
        store.load("far.xlsx", two_cells("XFD"))
    assert store.load("good.xlsx", GOOD).accepted


def test_one_bad_file_in_an_upload_does_not_stop_the_others(store: Store) -> None:
    reports = store.load_all(
        [("far.xlsx", two_cells("XFD"), None), ("good.xlsx", GOOD, None), ("empty.xlsx", b"", None)]
    )
    assert [report.accepted for report in reports] == [False, True, False]
    assert store.measure("contacts", "month", 1)["value"].tolist() == [40]
