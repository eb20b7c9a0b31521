"""Missing children, as far as the panel return states them."""

from data.measures.declaration import Measure

SECTION = "Missing"

MEASURES = (
    Measure(
        id="return_interviews_accepted", title="Return home interviews accepted", section=SECTION, unit="percent",
        better="higher", means="Of the return home interviews offered in the period, the share that were accepted.",
    ),
)  # fmt: skip
