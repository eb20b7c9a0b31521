"""What is typed of a section beside its figures: text, actions and the panel's questions, with a verdict on each number."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from components.asking import ask, basis_of
from components.drafting import changes_behind
from components.figures.answers import Answers
from components.figures.chosen import Filters
from components.figures.draft import draft_of, questions_of
from components.figures.narrative import asked_for_facts, facts_of
from components.panel.publishing import show_telling
from components.publishable import MAY_BE_PUBLISHED, written_words
from components.screen.heading import in_reading
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from components.words.numbers import day
from data.facts.commentary import actions_before
from data.measures import MEASURES, SECTIONS
from data.narrative import Fact, Verdict, check, named_measures
from data.notes.written import LONGEST_TEXT, Action, Written
from data.periods import period_containing
from data.store import Store

MARKS = {
    "agrees": ":material/check: Agrees",
    "differs": ":material/error: Differs",
    "wrong way": ":material/swap_vert: Wrong way",
    "does not add up": ":material/calculate: Does not add up",
    "cannot be checked": ":material/help: Cannot be checked",
}


@dataclass(frozen=True)
class Held:
    """What a section's text is set against, and what is drafted of its figures."""

    facts: tuple[Fact, ...]
    draft: tuple[str, ...]
    questions: tuple[str, ...]


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
        text = st.text_area(
            "Commentary",
            written.text,
            max_chars=LONGEST_TEXT,
            height=220,
            key=f"text {section} {quarter}",
            help="Its numbers are set against the figures when you leave the field. It is kept with the session.",
        )
        ticked = st.checkbox(
            MAY_BE_PUBLISHED,
            written.may_be_published,
            key=f"publish {section} {quarter}",
            help="With its actions and the panel's questions. A publication copy of the pack prints nothing that is not ticked.",
        )
        if (text, ticked) != (written.text, written.may_be_published):
            written = replace(written, text=text, may_be_published=ticked)
            store.notes.commentaries.write(section, quarter, written)
        if ticked:
            show_telling(store, section, written_words(store, section, chosen.ending).typed_texts, whole)
        held = in_reading(whole, lambda read: held_for(store, section, text, read), says_so=False)
        show_verdicts(check(text, held.facts))
        with st.popover("A draft from the figures", icon=":material/draft:"):
            for line in held.draft:
                st.text(line)
            st.button(
                "Add it to the text",
                key="add draft",
                on_click=_add,
                args=(section, quarter, held.draft),
            )
        _show_actions(store, section, quarter, written, whole)
        _show_questions(store, section, quarter, written, held.questions)


def held_for(store: Store, section: str, text: str, chosen: Filters) -> Held:
    """The facts of a section and of what a text names besides, worked out once for a shelf of returns. Raises NotRead."""
    shown = dict.fromkeys(name for figure in SECTIONS[section].figures for name in figure.measures)
    names = tuple(name for name in MEASURES if name in shown or name in named_measures(text))

    def make() -> Held:
        answers: Answers = ask(store, asked_for_facts(names), chosen)
        of_section = [MEASURES[name] for name in shown]
        headlines = [measure for measure in of_section if measure.headline]
        draft = tuple(
            sentence.text
            for sentence in draft_of(headlines, answers, changes_behind(store, headlines, answers))
        )
        return Held(facts_of(answers), draft, questions_of(of_section, answers))

    return store.kept((Held, section, names, basis_of(store, names, chosen)), make)


def show_verdicts(verdicts: list[Verdict]) -> None:
    """Each number with its verdict and what it was set against, those that do not agree first."""
    if not verdicts:
        return
    order = [word for word in MARKS if word != "agrees"] + ["agrees"]
    listed = sorted(verdicts, key=lambda one: order.index(one.verdict))
    agree = sum(one.verdict == "agrees" for one in verdicts)
    quiet(f"{agree} of {len(verdicts)} numbers agree with the figures. The check stops nothing.")
    for one in listed:
        if one.verdict != "agrees":
            st.markdown(
                f"{MARKS[one.verdict]}: **{escaped(one.number or 'a direction')}**. {escaped(one.compared)}"
            )
    agreeing = [one for one in listed if one.verdict == "agrees"]
    if agreeing:
        with st.popover("What agrees", icon=":material/check:"):
            for one in agreeing:
                st.markdown(f"**{escaped(one.number)}**: {escaped(one.compared)}")


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
    before = period_containing(
        period_containing(chosen.ending, "quarter").start - pd.Timedelta(days=1), "quarter"
    )
    typed = list(store.notes.commentaries.of(section, before.label).actions)
    returned = actions_before(store, chosen.ending)
    of_section = returned[returned["section"] == section]
    for action, officer, due, status in (
        of_section[["action", "officer", "due", "status"]].to_numpy().tolist()
    ):
        given = pd.Timestamp(due).date() if pd.notna(due) else None
        typed.append(Action(str(action), _text(officer), given, _text(status)))
    found = {
        one.action: replace(one, since=one.since or before.label) for one in typed if one.action not in had
    }
    return list(found.values())


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _put(store: Store, section: str, quarter: str, written: Written) -> None:
    store.notes.commentaries.write(section, quarter, written)


def _show_questions(
    store: Store, section: str, quarter: str, written: Written, drafted: tuple[str, ...]
) -> None:
    """The panel's own questions, a line each, and those that a councillor may ask."""
    lines = st.text_area(
        "The panel's own questions, one a line",
        "\n".join(written.questions),
        key=f"questions {section} {quarter}",
    )
    asked = tuple(line.strip() for line in lines.splitlines() if line.strip())
    if asked != written.questions:
        _put(store, section, quarter, replace(written, questions=asked))
    if drafted:
        with st.popover("What a councillor may ask", icon=":material/quiz:"):
            for question in drafted:
                st.text(question)
