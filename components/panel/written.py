"""What is typed of a section beside its figures: text, actions and the panel's questions, with a verdict on each number."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from textwrap import shorten

import pandas as pd
import streamlit as st

from components.asking import ask, basis_of
from components.drafting import drafted
from components.figures.chosen import Filters
from components.figures.draft import questions_of
from components.panel.publishing import show_telling
from components.publishable import MAY_BE_PUBLISHED, last_actions, written_words
from components.screen.heading import in_reading
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from data.in_words import day
from data.measures import MEASURES, SECTIONS
from data.narrative import Verdict, VerdictWord, check
from data.notes.written import LONGEST_TEXT, Action, Written
from data.periods import period_containing
from data.store import Store

LONGEST_QUOTE = 90
"""How many letters of a sentence are quoted beside a number of it."""

MARKS: dict[VerdictWord, str] = {
    "agrees": ":material/check: Agrees",
    "differs": ":material/error: Differs",
    "wrong way": ":material/swap_vert: Wrong way",
    "does not add up": ":material/calculate: Does not add up",
    "cannot be checked": ":material/help: Cannot be checked",
}


def show_written(section: str, store: Store, chosen: Filters) -> None:
    """What is typed of the section's quarter, to be edited; it is of the whole council and drawn only when it is opened."""
    whole = replace(chosen, where={})
    quarter = period_containing(chosen.ending, "quarter").label
    box = st.expander(
        f"Write the commentary for {quarter}",
        key=f"written {section}",
        on_change="rerun",
        icon=":material/edit:",
    )
    if not box.open:
        return
    with box:
        written = store.notes.commentaries.of(section, quarter)
        returned = "\n\n".join(written_words(store, section, chosen.ending).returned["text"].dropna())
        text = st.text_area(
            "Commentary",
            written.text or returned,
            max_chars=LONGEST_TEXT,
            height=220,
            key=f"text {section} {quarter}",
            help="It stands in place of the return's text. Its numbers are set against the figures when you leave the field. It is kept "
            "with the session.",
        )
        ticked = st.checkbox(
            MAY_BE_PUBLISHED,
            written.may_be_published,
            key=f"publish {section} {quarter}",
            help="With its actions and the panel's questions. A publication copy of the pack prints nothing that is not ticked.",
        )
        typed = "" if text == returned else text
        if (typed, ticked) != (written.text, written.may_be_published):
            written = replace(written, text=typed, may_be_published=ticked)
            store.notes.commentaries.write(section, quarter, written)
            st.rerun()
        if ticked:
            show_telling(store, section, written_words(store, section, chosen.ending).typed_texts, whole)
        show_verdicts(in_reading(whole, lambda read: verdicts_for(store, section, text, read), says_so=False))
        _show_draft(store, section, quarter, whole)
        _show_actions(store, section, quarter, written, whole)
        _show_questions(store, section, quarter, written, whole)


def verdicts_for(store: Store, section: str, text: str, chosen: Filters) -> list[Verdict]:
    """What is said of a text's numbers, as the figures are chosen. Raises NotRead."""
    pattern = store.pattern() if chosen.is_publication else None
    return check(
        store, text, section, chosen.ending, reading=chosen.reading, model=chosen.model, pattern=pattern
    )


def questions_for(store: Store, section: str, chosen: Filters) -> tuple[str, ...]:
    """What a councillor may ask of a section's figures, worked out once for a shelf of returns. Raises NotRead."""
    figures = SECTIONS[section].figures
    names = tuple(dict.fromkeys(name for figure in figures for name in figure.measures))

    def make() -> tuple[str, ...]:
        return questions_of((MEASURES[name] for name in names), ask(store, figures, chosen))

    return store.kept((questions_for, section, basis_of(store, names, chosen)), make)


def show_verdicts(verdicts: list[Verdict]) -> None:
    """Each number with its verdict and what it was set against: those that do not agree first, those of one reason together."""
    if not verdicts:
        return
    order = list(MARKS)
    agreeing = [one for one in verdicts if one.verdict == "agrees"]
    quiet(
        f"{len(agreeing)} of {len(verdicts)} numbers and comparisons agree with the figures. The check stops nothing."
    )
    together: dict[tuple[VerdictWord, str, str], list[str]] = {}
    for one in verdicts:
        if one.verdict != "agrees":
            together.setdefault((one.verdict, one.sentence, one.compared), []).append(one.number)
    for (word, sentence, compared), numbers in sorted(
        together.items(), key=lambda held: order.index(held[0][0])
    ):
        named = ", ".join(f"**{escaped(number)}**" for number in numbers)
        st.markdown(
            f"{MARKS[word]}: {named} in “{escaped(shorten(sentence, LONGEST_QUOTE, placeholder=' …'))}” {escaped(compared)}"
        )
    if agreeing:
        with st.popover("What agrees", icon=":material/check:"):
            for one in agreeing:
                st.markdown(f"**{escaped(one.number)}**: {escaped(one.compared)}")


def _show_draft(store: Store, section: str, quarter: str, chosen: Filters) -> None:
    """The draft, worked out only when it is looked at: what is behind a change takes a moment."""
    box = st.popover(
        "A draft from the figures", icon=":material/draft:", key=f"draft {section}", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        lines = in_reading(chosen, lambda read: drafted(store, section, read), says_so=False)
        if not lines:
            quiet("The returns hold none of this section's headline figures.")
            return
        st.button("Add it to the text", key="add draft", on_click=_add, args=(section, quarter, lines))
        for line in lines:
            st.text(line)


def _add(section: str, quarter: str, lines: tuple[str, ...]) -> None:
    key = f"text {section} {quarter}"
    before = st.session_state.get(key, "")
    st.session_state[key] = "\n".join([*([before] if before else []), *lines])[:LONGEST_TEXT]


def _show_actions(store: Store, section: str, quarter: str, written: Written, chosen: Filters) -> None:
    """The actions typed, a form for another, and last quarter's to be carried forward."""
    if written.actions:
        rows = [
            (one.action, one.officer, day(one.due) if one.due else "", one.status, one.since)
            for one in written.actions
        ]
        columns = ["Action", "Officer", "Due", "Status", "Carried forward from"]
        plain_table(pd.DataFrame(rows, columns=columns), f"Actions typed for {section}")
        st.button(
            "Take the last action out",
            key="drop action",
            on_click=_put,
            args=(store, section, quarter, replace(written, actions=written.actions[:-1])),
        )
    earlier = _earlier(store, section, chosen, {one.action for one in written.actions})
    if earlier:
        st.button(
            f"Carry forward {len(earlier)} of last quarter's actions",
            key="carry forward",
            on_click=_put,
            args=(store, section, quarter, replace(written, actions=(*written.actions, *earlier))),
        )
    with st.form("another action", clear_on_submit=True):
        action = st.text_input("Action", max_chars=500, key="new action")
        officer = st.text_input("Officer", max_chars=100, key="new officer")
        due = st.date_input("Due", None, format="DD/MM/YYYY", key="new due")
        status = st.text_input("Status", max_chars=100, key="new status")
        if st.form_submit_button("Add this action", key="add action") and action.strip():
            added = Action(action.strip(), officer.strip(), due, status.strip())
            _put(store, section, quarter, replace(written, actions=(*written.actions, added)))
            st.rerun()


def _earlier(store: Store, section: str, chosen: Filters, had: set[str]) -> list[Action]:
    """The quarter before's actions, typed or of its panel return, that this quarter does not have."""
    start = period_containing(chosen.ending, "quarter").start
    before = period_containing(start - timedelta(days=1), "quarter").label
    promised = last_actions(store, [section], replace(chosen, is_publication=False))
    found = dict[str, Action]()
    new = promised[~promised["action"].isin(had)]
    columns = ["action", "officer", "due", "status", "since"]
    for action, officer, due, status, since in new[columns].to_numpy().tolist():
        given = pd.Timestamp(due).date() if pd.notna(due) else None
        found[action] = Action(action, _text(officer), given, _text(status), since or before)
    return list(found.values())


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _put(store: Store, section: str, quarter: str, written: Written) -> None:
    store.notes.commentaries.write(section, quarter, written)


def _show_questions(store: Store, section: str, quarter: str, written: Written, chosen: Filters) -> None:
    """The panel's own questions, a line each, and those that a councillor may ask."""
    lines = st.text_area(
        "The panel's own questions, one a line",
        "\n".join(written.questions),
        key=f"questions {section} {quarter}",
    )
    asked = tuple(line.strip() for line in lines.splitlines() if line.strip())
    if asked != written.questions:
        _put(store, section, quarter, replace(written, questions=asked))
        st.rerun()
    box = st.popover(
        "What a councillor may ask", icon=":material/quiz:", key=f"may ask {section}", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        questions = in_reading(chosen, lambda read: questions_for(store, section, read), says_so=False)
        for question in questions:
            st.text(question)
        if not questions:
            quiet("Nothing of this section is more than chance, off its target or counted otherwise.")
