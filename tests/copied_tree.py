"""A copy of the tree that a test changes, and what a script says that runs in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
_NOT_NEEDED = shutil.ignore_patterns("__pycache__", "*.xlsx", "cases", "journeys", "benchmarks")


def copied(tree: Path, folders: Iterable[str] = ("data", "tests")) -> Path:
    """The tree's folders in an empty folder, without returns and caches."""
    for folder in folders:
        shutil.copytree(ROOT / folder, tree / folder, ignore=_NOT_NEEDED)
    return tree


def edited(tree: Path, name: str, old: str, new: str) -> None:
    """Replace a text that a file has once."""
    path = tree / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (name, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def told(tree: Path, script: str) -> list[str]:
    """The lines that a script prints that is run in a copy of the tree."""
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(tree), "PATH": "/usr/bin:/bin"},
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()
