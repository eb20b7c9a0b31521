"""What the analyst has looked at and accepted: a reason for each check of a return, kept in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.checks.rules import CHECKS

LONGEST_REASON = 500


class NotAccepted(Exception):
    """A finding cannot be accepted so; ``str()`` is the sentence to show."""


@dataclass
class Acceptances:
    """Reasons by return (its fingerprint: the same file is the same return) and check."""

    reasons: dict[str, dict[str, str]] = field(default_factory=dict)

    def accept(self, fingerprint: str, check: str, reason: str) -> None:
        """Accept what a check found in a return. Raises NotAccepted where the reason says nothing."""
        words = " ".join(reason.split())
        if not any(sign.isalnum() for sign in words):
            raise NotAccepted(
                "Give a reason: it is listed with the check, for whoever asks why the finding stands."
            )
        if len(words) > LONGEST_REASON:
            raise NotAccepted(f"The reason has {len(words):,} characters; it may have {LONGEST_REASON}.")
        self.reasons.setdefault(fingerprint, {})[check] = words

    def withdraw(self, fingerprint: str, check: str) -> None:
        """Take an acceptance back."""
        self.reasons.get(fingerprint, {}).pop(check, None)

    def of(self, fingerprint: str) -> dict[str, str]:
        """The reasons given for a return, by check."""
        return dict(self.reasons.get(fingerprint, {}))

    def add(self, others: dict[str, dict[str, str]]) -> None:
        """Take over reasons kept elsewhere; what is accepted here already stands, and checks that are gone are left out."""
        for fingerprint, reasons in others.items():
            known = {check: reason for check, reason in reasons.items() if check in CHECKS}
            self.reasons[fingerprint] = known | self.reasons.get(fingerprint, {})
