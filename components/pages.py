"""The panel's pages in the order of the pack: the one place that says which section is where."""

from __future__ import annotations

from dataclasses import dataclass

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

OVERVIEW, UPLOAD, CHECKS = "pages/panel/overview.py", "pages/returns/upload.py", "pages/returns/checks.py"
CHANGES = "pages/returns/changes.py"


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
    PanelPage(family_front_door.SECTION, "pages/panel/family_front_door.py"),
    PanelPage(family_front_door.RISK_FACTORS, "pages/panel/risk_factors.py"),
    PanelPage(
        throughcare.SECTION,
        "pages/panel/throughcare.py",
        "Throughcare: looked-after children and care leavers",
    ),
    PanelPage(child_protection.SECTION, "pages/panel/child_protection.py"),
    PanelPage(children_in_need.SECTION, "pages/panel/children_in_need.py"),
    PanelPage(children_with_disabilities.SECTION, "pages/panel/children_with_disabilities.py"),
    PanelPage(missing.SECTION, "pages/panel/missing.py"),
    PanelPage(get_safe.SECTION, "pages/panel/get_safe.py"),
    PanelPage(workforce.SECTION, "pages/panel/workforce.py"),
    PanelPage(quality_of_practice.SECTION, "pages/panel/quality_of_practice.py"),
)

PAGE_OF = {page.section: page for page in PANEL_PAGES}
