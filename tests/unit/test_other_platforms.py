"""The app where Python has no POSIX-only modules, as on Windows: blocked here, since no such machine runs the tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.patience import SECONDS
from tests.workbooks import CONTACTS, contact, list_sheet, workbook

ROOT = Path(__file__).parents[2]
BLOCK = "import sys; sys.modules.update(dict.fromkeys(('resource', 'fcntl', 'pwd', 'grp', 'termios', 'tty', 'pty', 'syslog')))\n"
READER = BLOCK + "import runpy; runpy.run_path({script!r}, run_name='__main__')\n"
APP = (
    BLOCK
    + """
from datetime import date
from pathlib import Path
from streamlit.testing.v1 import AppTest
from data.returns import opening
from data.store import Store
from tests.patience import SECONDS

opening._SCRIPT = Path(sys.argv[1])
store = Store(885)
report = store.load("a.xlsx", Path(sys.argv[2]).read_bytes(), date(2022, 12, 31))
print(report.sheets[0].rows_used, store.measure("contacts", periods=1)["value"].tolist())
app = AppTest.from_file("components/app/frame.py", default_timeout=int(sys.argv[3])).run()
print(len(app.exception), app.title[0].value if app.title else "")
try:
    import resource
except ImportError:
    print("blocked")
"""
)


def test_the_app_starts_and_reads_a_workbook_without_posix_only_modules(tmp_path: Path) -> None:
    reader, book = tmp_path / "reader.py", tmp_path / "a.xlsx"
    reader.write_text(READER.format(script=str(ROOT / "data" / "returns" / "reader_process.py")))
    book.write_bytes(workbook(list_sheet(CONTACTS, contact("1", "2022-11-01"), contact("2", "2022-12-01"))))
    command = [sys.executable, "-c", APP, str(reader), str(book), str(SECONDS)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=2 * SECONDS)
    assert ran.stdout.splitlines() == ["2 [2.0]", "0 Scrutiny Explorer", "blocked"], ran.stderr[-2000:]
