"""Everything that the analyst said of the returns of a session, as one value that its store holds and a saved session keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from data.lists.loaded_return import LoadedReturn
from data.measures import MEASURES
from data.measures.sections.family_front_door import TRIO_RULES
from data.notes.acceptances import Acceptances, Reasons
from data.notes.answers import Answers
from data.notes.published import Publications
from data.notes.settings import Settings
from data.notes.use_log import UseLog
from data.notes.written import Commentaries
from data.returns.remembering import Remembered


@dataclass(frozen=True)
class Said:
    """What the analyst said, in a form that a file can hold.

    ``accepted`` has the reasons given, by return (its fingerprint) and rule; ``answers`` what was answered before a return
    was used, by return and finding; ``remembered`` what is known of the council's own systems; ``stated`` the measures whose
    stated figures stand, with why; ``log`` what was used when; ``trio_rule`` how the trio is counted, empty where not said;
    ``part`` the part of the council that the pages showed when it was saved, dimension to value, empty for the whole;
    ``questions`` the questions kept for exploring, by their words, each as a link's parameters;
    ``settings`` what the council sets otherwise than by default, by its name in Settings; ``commentaries`` what is typed beside
    the figures, by quarter and section; ``hidden`` the cells that a publication copy has hidden, by their names in
    ``data.disclosure``, which later ones hide too; ``published`` the packs that went out, with their figures.
    """

    accepted: Reasons = field(default_factory=dict)
    answers: dict[str, dict[str, dict[str, object]]] = field(default_factory=dict)
    remembered: dict[str, list[list[str]]] = field(default_factory=dict)
    stated: dict[str, str] = field(default_factory=dict)
    log: list[dict[str, str]] = field(default_factory=list)
    trio_rule: str = ""
    part: dict[str, str] = field(default_factory=dict)
    questions: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    commentaries: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    published: list[dict[str, Any]] = field(default_factory=list)

    def of_returns(self, fingerprints: Collection[str]) -> Said:
        """What was said of these returns, and of no return in particular."""
        accepted = {name: given for name, given in self.accepted.items() if name in fingerprints and given}
        return replace(
            self,
            accepted=accepted,
            answers={name: given for name, given in self.answers.items() if name in fingerprints},
        )


@dataclass
class Notes:
    """What the analyst said, as it is added to.

    ``accepted`` are the findings of rules looked at and accepted, ``answers`` what was answered before a return was used,
    ``remembered`` what is known of the council's own files, ``stated`` the measures whose stated figures stand over counted
    ones, with the reason for each, ``trio_rule`` a key of TRIO_RULES, ``log`` what was done with returns and when,
    ``questions`` those kept for exploring, by their words, each as a link's parameters, ``settings`` what the council sets,
    ``commentaries`` what is typed beside the figures, ``hidden`` the cells that a publication copy has hidden, ``published`` the
    packs that went out. To keep something more, add it here, to Said, and to the two functions that turn one into the other.
    """

    accepted: Acceptances = field(default_factory=Acceptances)
    answers: Answers = field(default_factory=Answers)
    remembered: Remembered = field(default_factory=Remembered)
    stated: dict[str, str] = field(default_factory=dict)
    trio_rule: str = "all"
    log: UseLog = field(default_factory=UseLog)
    questions: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    commentaries: Commentaries = field(default_factory=Commentaries)
    hidden: frozenset[str] = frozenset()
    published: Publications = field(default_factory=Publications)

    def as_kept(self, returns: Iterable[LoadedReturn] = ()) -> Said:
        """All of it; ``returns`` in use stay as they were read, whatever was said of their files afterwards."""
        read_before = [
            [returned.fingerprint, *entry]
            for returned in returns
            for entry in sorted(self.remembered.entries - returned.read_with)
        ]
        return Said(
            self.accepted.reasons,
            self.answers.as_kept(),
            self.remembered.as_kept() | {"read_before": read_before},
            dict(self.stated),
            self.log.as_kept(),
            self.trio_rule,
            questions=dict(self.questions),
            settings=self.settings.as_kept(),
            commentaries=self.commentaries.as_kept(),
            hidden=sorted(self.hidden),
            published=self.published.as_kept(),
        )

    def add_kept(self, kept: Said) -> None:
        """Take over what a saved session holds; what was said here stands. It must be known before its returns are read.

        Raises SettingRefused, with nothing taken over, for a setting that makes no sense.
        """
        self.settings = self.settings.on_top_of(kept.settings)
        self.accepted.add(kept.accepted)
        self.answers.add_kept(kept.answers)
        self.remembered.add_kept(kept.remembered)
        self.stated = {name: why for name, why in kept.stated.items() if name in MEASURES} | self.stated
        self.log.add_kept(kept.log)
        self.questions = kept.questions | self.questions
        self.commentaries.add_kept(kept.commentaries)
        self.hidden |= frozenset(kept.hidden)
        self.published.add_kept(kept.published)
        if kept.trio_rule in TRIO_RULES:
            self.trio_rule = kept.trio_rule
