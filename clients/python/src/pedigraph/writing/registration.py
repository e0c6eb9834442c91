"""What came of a registration."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .._core.html import fact_table


@dataclass(frozen=True, slots=True)
class Registration:
    """What was registered, or would be, and what was taken for it."""

    ref: str
    version: str
    #: False where the same content was there before.
    created: bool
    #: False where nothing was written: a dry run, or a requirement that is not met.
    written: bool
    bump: str
    reasons: list[str]
    verdict: str
    missing: list[str]
    #: What was found on this machine, by part.
    took: dict[str, Any] = field(default_factory=dict)
    #: What a person has to know of how it was found out.
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Say it in lines."""
        return "\n".join(
            f"{name}: {'; '.join(map(str, value)) if isinstance(value, list) else value}"
            for name, value in self._facts().items()
            if value not in (None, "", [])
        )

    def __repr__(self) -> str:
        """Name it, with its verdict."""
        return (
            f"<Registration {self.ref}: {self.bump}, {self.verdict}{'' if self.written else ', nothing was written'}>"
        )

    def _repr_html_(self) -> str:
        return fact_table(self.ref, self._facts())

    def _facts(self) -> dict[str, Any]:
        done = "registered" if self.created else "was registered before, with the same content"
        return {
            self.ref: done if self.written else f"would be {done}",
            "because": self.reasons,
            "verdict": [self.verdict, *self.missing],
            **self.took,
            "notes": self.notes,
        }
