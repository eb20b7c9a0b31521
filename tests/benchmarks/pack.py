"""What a whole pack costs beside the conversion of its charts alone, in processor time.

Run as ``python -m tests.benchmarks.pack`` (``--pack`` for the December 2022 pack in place of the Example county, ``--annex`` for
all its figures, ``--publication`` for the publication copy). The figures are asked and the converter is started before. Budgets:
the three files in at most twice what converting their charts to SVG and PNG takes, and again after a sentence changed in at most a
third of it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from components.pack import excel, pdf, report, word
from components.pack.charts import Charts, start_converter
from components.pack.making import Wanted
from components.pack.model import Report
from data.notes.written import Written
from data.sample import DECEMBER_2022_PACK, EXAMPLE_COUNTY, returns_in
from data.store import Store

MOST, MOST_AGAIN = 2.0, 1 / 3


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of some work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def whole_pack(make: Callable[[], Report]) -> None:
    """The report and its three files."""
    made = make()
    for writer in (word, pdf, excel):
        writer.write(made)


def convert(pictures: Report) -> None:
    """Every chart of a report as SVG and PNG, by a converter that has kept nothing."""
    charts = Charts()
    for picture in pictures.narrow_pictures:
        charts.png(picture, is_narrow=True)
    for picture in pictures.wide_pictures:
        charts.png(picture)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--pack", action="store_true")
    options.add_argument("--annex", action="store_true")
    options.add_argument("--publication", action="store_true")
    given = options.parse_args()
    store = Store(885)
    which = DECEMBER_2022_PACK if given.pack else EXAMPLE_COUNTY
    store.load_all([(name, content, None) for name, content in returns_in(which)])
    wanted = Wanted(made_on=date(2023, 1, 20), has_annex=given.annex)
    publication = given.publication
    first = report(store, None, publication, wanted=wanted)
    start_converter()
    whole_pack(lambda: replace(report(store, ["Get Safe"], publication, wanted=wanted), charts=Charts()))
    alone = seconds(lambda: convert(first))
    charts = Charts()
    whole = seconds(
        lambda: whole_pack(lambda: replace(report(store, None, publication, wanted=wanted), charts=charts))
    )
    sentence = Written("A sentence that was not there before.", may_be_published=True)
    store.notes.commentaries.write("Get Safe", first.cover.quarter, sentence)
    again = seconds(
        lambda: whole_pack(lambda: replace(report(store, None, publication, wanted=wanted), charts=charts))
    )
    number = len(first.narrow_pictures) + len(first.wide_pictures)
    print(f"{number} charts, converted alone: {alone:.2f} s")
    print(f"whole pack: {whole:.2f} s, {whole / alone:.2f} times (at most {MOST:g})")
    print(f"again with a sentence more: {again:.2f} s, {again / whole:.2f} of it (at most {MOST_AGAIN:.2f})")


if __name__ == "__main__":
    main()
