"""Children in need, as far as the panel return states them."""

from data.measures.declaration import Measure

SECTION = "Children in Need"

MEASURES = (
    Measure(
        id="children_in_need_closure_outcomes", title="What followed when children in need closed", section=SECTION,
        unit="percent", means="Each outcome's share of the children in need whose case closed in the period.",
        category="outcome", caveat="The shares given need not make up 100%.",
    ),
)  # fmt: skip
