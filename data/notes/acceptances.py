"""What the analyst has looked at and accepted: a reason for each rule of a return, kept in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.notes.answers import LONGEST_REASON, says_something

Reasons = dict[str, dict[str, str]]
"""A reason for each return (its fingerprint) and rule."""


class NotAccepted(Exception):
    """A finding cannot be accepted so; ``str()`` is the sentence to show."""


@dataclass
class Acceptances:
    """Reasons by return (its fingerprint: the same file is the same return) and rule."""

    reasons: Reasons = field(default_factory=dict)

    def accept(self, fingerprint: str, rule: str, reason: str) -> None:
        """Accept what a rule found in a return. Raises NotAccepted where the reason says nothing."""
        words = " ".join(reason.split())
        if not says_something(words):
            raise NotAccepted(
                "Give a reason: it is listed with the rule, for whoever asks why the finding stands."
            )
        if len(words) > LONGEST_REASON:
            raise NotAccepted(f"The reason has {len(words):,} characters; it may have {LONGEST_REASON}.")
        self.reasons.setdefault(fingerprint, {})[rule] = words

    def withdraw(self, fingerprint: str, rule: str) -> None:
        """Take an acceptance back."""
        self.reasons.get(fingerprint, {}).pop(rule, None)

    def of(self, fingerprint: str) -> dict[str, str]:
        """The reasons given for a return, by rule."""
        return dict(self.reasons.get(fingerprint, {}))

    def add(self, others: Reasons) -> None:
        """Take over reasons kept elsewhere; what is accepted here already stands."""
        for fingerprint, reasons in others.items():
            self.reasons[fingerprint] = reasons | self.reasons.get(fingerprint, {})
