"""A workbook inside a zip archive: taken out of it, so that a return sent as one zipped file or folder is read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

_INDEX = re.compile(r"(?:(?P<folder>[^/]+)/)?xl/workbook\.(?:xml|bin)", re.IGNORECASE)
_WORKBOOK = re.compile(r"(?!__MACOSX/)(?:.*/)?(?!\.|~\$)[^/]+\.xls[xm]?", re.IGNORECASE)


DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
"""What reading a broken archive raises; NotImplementedError is for a compression that Python does not know."""


def unpacked(content: bytes, most_bytes: int) -> bytes:
    """The one workbook that a zip archive holds, as a file or as its own parts in one folder; else the content as it is.

    Nothing larger than ``most_bytes`` is taken out.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {_plain(part.filename): part for part in archive.infolist() if not part.is_dir()}
            if (
                sum(part.file_size for part in names.values()) > most_bytes
                or "[Content_Types].xml" in names
                or "mimetype" in names
            ):
                return content
            workbooks = [name for name in names if _WORKBOOK.fullmatch(name)]
            if len(workbooks) == 1:
                return archive.read(names[workbooks[0]])
            folders = {
                index["folder"] for name in names if (index := _INDEX.fullmatch(name)) and index["folder"]
            }
            if len(folders) != 1:
                return content
            folder = f"{folders.pop()}/"
            taken_out = io.BytesIO()
            with zipfile.ZipFile(taken_out, "w", zipfile.ZIP_STORED) as workbook:
                for name, part in names.items():
                    if name.startswith(folder):
                        workbook.writestr(name.removeprefix(folder), archive.read(part))
            return taken_out.getvalue()
    except (*DAMAGE, RuntimeError):
        return content


def workbooks_inside(names: set[str]) -> list[str]:
    """The names of the workbooks among an archive's parts."""
    return sorted(name for name in map(_plain, names) if _WORKBOOK.fullmatch(name))


def _plain(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./")
