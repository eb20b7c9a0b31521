"""Get Safe: children at risk of exploitation, by category and rating, all from the panel return."""

from data.measures.declaration import CHILDREN, Measure, children, stock
from data.measures.section import Section, Shown, Topic

SECTION = "Get Safe"
_RATINGS = (
    "Red: experiencing exploitation; Amber: believed to be; Green: identified, universal (level 2) support."
)
_START = "A quarter starts at the rating given for its start, else at that of the quarter before."

MEASURES = (
    Measure(
        id="get_safe_children",
        title="Children open to Get Safe",
        section=SECTION,
        unit="number",
        headline=True,
        means="Children identified as at risk of exploitation and open at the end of the quarter, each counted once.",
        counting=stock("get_safe", "held_from", "held_until", numerator=CHILDREN),
    ),
    Measure(
        id="get_safe_children_by_category",
        title="Children open to Get Safe by category of risk",
        section=SECTION,
        unit="number",
        means="Children open at the end of the quarter by category of risk.",
        counting=stock("get_safe", "held_from", "held_until", numerator=CHILDREN),
        category="category_of_risk",
        caveat="One child can have several categories, so the parts add up to more than the children.",
    ),
    Measure(
        id="get_safe_children_by_rating",
        title="Children open to Get Safe by rating",
        section=SECTION,
        unit="number",
        means=f"Children open at the end of the quarter by their highest rating. {_RATINGS}",
        counting=stock("get_safe", "held_from", "held_until", numerator=CHILDREN),
        category="rating",
        caveat=_RATINGS,
    ),
    Measure(
        id="get_safe_stepped_down",
        title="Children stepped down in rating",
        section=SECTION,
        unit="number",
        better="higher",
        headline=True,
        means="Children still open whose highest rating at the end of the quarter is lower than the highest "
        f"at its start of the risks that are still rated: a risk closed from Red has not stepped down. {_START}",
        counting=stock(
            "get_safe",
            "held_from",
            "held_until",
            numerator=f"case when count(severity_at_start) > 0 then {children('severity < severity_at_start_of_open_risks')} end",
        ),
        is_of_the_quarter=True,
    ),
    Measure(
        id="get_safe_stepped_up",
        title="Children stepped up in rating",
        section=SECTION,
        unit="number",
        better="lower",
        headline=True,
        means=f"Children whose highest rating rose in the quarter. {_START}",
        counting=stock(
            "get_safe",
            "held_from",
            "held_until",
            numerator=f"case when count(severity_at_start) > 0 then {children('severity > severity_at_start')} end",
        ),
        is_of_the_quarter=True,
    ),
)

PAGES = (
    Section(
        SECTION,
        "get_safe",
        80,
        topics=(
            Topic(
                "Children open to Get Safe",
                (
                    Shown("get_safe_children"),
                    Shown("get_safe_children_by_category", "rated"),
                    Shown("get_safe_children_by_rating"),
                    Shown("get_safe_stepped_down", "steps", also=("get_safe_stepped_up",)),
                ),
            ),
        ),
    ),
)
