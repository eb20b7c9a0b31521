"""What the analyst answers to findings: a choice, with a reason where one is needed, kept with the session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from data.findings.finding import Choice, Finding

LONGEST_REASON = 500


@dataclass(frozen=True)
class Answer:
    """What was answered to a finding: the choice taken, the reason where one was given, and what the finding was about."""

    choice: str
    reason: str = ""
    about: str = ""
    lists: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The choice and, after a colon, the reason."""
        return f"{self.choice}: {self.reason}" if self.reason else self.choice


@dataclass
class Answers:
    """What was answered, by return (its fingerprint) and finding; kept with the session."""

    given: dict[str, dict[str, Answer]] = field(default_factory=dict)

    def give(self, fingerprint: str, finding: Finding, choice: Choice, reason: str) -> None:
        """Keep an answer."""
        words = " ".join(reason.split())[:LONGEST_REASON]
        self.given.setdefault(fingerprint, {})[finding.id] = Answer(
            choice.words, words, finding.about, finding.lists
        )

    def take_back(self, fingerprint: str, finding: Finding) -> None:
        """Forget the answer to a finding."""
        self.given.get(fingerprint, {}).pop(finding.id, None)

    def of(self, fingerprint: str) -> dict[str, Answer]:
        """The answers given for a return, by finding."""
        return dict(self.given.get(fingerprint, {}))

    def as_kept(self) -> dict[str, dict[str, dict[str, object]]]:
        """The answers in a form that a file can hold."""
        return {
            fingerprint: {name: asdict(answer) for name, answer in answers.items()}
            for fingerprint, answers in self.given.items()
            if answers
        }

    def add_kept(self, kept: Mapping[str, Mapping[str, Mapping[str, object]]]) -> None:
        """Take over answers that a file holds; one given here stands."""
        for fingerprint, answers in kept.items():
            read = {
                name: Answer(
                    str(answer["choice"]),
                    str(answer.get("reason", "")),
                    str(answer.get("about", "")),
                    tuple(map(str, _listed(answer.get("lists")))),
                )
                for name, answer in answers.items()
            }
            self.given[fingerprint] = read | self.given.get(fingerprint, {})


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def says_something(reason: str) -> bool:
    """Whether a reason has a letter or a digit at least."""
    return any(sign.isalnum() for sign in reason)


def is_answer(choice: Choice | None, reason: str) -> bool:
    """Whether a choice, with the reason it needs, settles a finding so that the file can be used."""
    return choice is not None and not choice.keeps_out and (not choice.needs_reason or says_something(reason))
