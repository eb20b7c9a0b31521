"""The panel's pages in the order of the pack: the one place that says which section is where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.measures import (
    child_protection,
    children_in_need,
    children_with_disabilities,
    family_front_door,
    get_safe,
    missing,
    quality_of_practice,
    throughcare,
    workforce,
)

_PAGES = Path(__file__).parents[2] / "pages"


def page_file(name: str) -> str:
    """A page's file by its whole path, as Streamlit takes paths from the folder of the frame."""
    return str(_PAGES / name)


OVERVIEW = page_file("panel/overview.py")
COMPARE = page_file("explore/compare.py")
UPLOAD, CHECKS, CHANGES = (page_file(f"returns/{name}.py") for name in ("upload", "checks", "changes"))
DEFINITIONS = page_file("about/definitions.py")


@dataclass(frozen=True)
class PanelPage:
    """A section of the pack: the section its measures and commentary name, its file, and its heading if that says more."""

    section: str
    file: str
    long_title: str = ""

    @property
    def heading(self) -> str:
        """What stands at the head of the page."""
        return self.long_title or self.section


PANEL_PAGES = (
    PanelPage(family_front_door.SECTION, page_file("panel/family_front_door.py")),
    PanelPage(family_front_door.RISK_FACTORS, page_file("panel/risk_factors.py")),
    PanelPage(
        throughcare.SECTION,
        page_file("panel/throughcare.py"),
        "Throughcare: looked-after children and care leavers",
    ),
    PanelPage(child_protection.SECTION, page_file("panel/child_protection.py")),
    PanelPage(children_in_need.SECTION, page_file("panel/children_in_need.py")),
    PanelPage(children_with_disabilities.SECTION, page_file("panel/children_with_disabilities.py")),
    PanelPage(missing.SECTION, page_file("panel/missing.py")),
    PanelPage(get_safe.SECTION, page_file("panel/get_safe.py")),
    PanelPage(workforce.SECTION, page_file("panel/workforce.py")),
    PanelPage(quality_of_practice.SECTION, page_file("panel/quality_of_practice.py")),
)

PAGE_OF = {page.section: page for page in PANEL_PAGES}
