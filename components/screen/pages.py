"""The pages of the menu and their files; the panel's follow from the sections that are declared."""

from __future__ import annotations

from pathlib import Path

from data.measures import SECTIONS, Section

_PAGES = Path(__file__).parents[2] / "pages"


def page_file(name: str) -> str:
    """A page's file by its whole path, as Streamlit takes paths from the folder of the frame."""
    return str(_PAGES / name)


OVERVIEW, PRESENT = page_file("panel/overview.py"), page_file("panel/present.py")
EXPLORE, JOURNEYS, WORKLISTS, SQL, COMPARE = (
    page_file(f"explore/{name}.py") for name in ("measures", "journeys", "worklists", "sql", "compare")
)
UPLOAD, CHECKS, CHANGES, PACK = (
    page_file(f"returns/{name}.py") for name in ("upload", "checks", "changes", "pack")
)
SETTINGS = page_file("returns/settings.py")
DEFINITIONS = page_file("about/definitions.py")


def section_page(section: Section) -> str:
    """The file of a section's page: it is called as the section's address."""
    return page_file(f"panel/{section.address}.py")


def page_of(title: str) -> str:
    """The file of the page of the section with this title. Raises KeyError where there is none."""
    return section_page(SECTIONS[title])
