"""One quantity of one claim, as an answer to a question that other reports may answer too."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.compare.terms import ClaimTerms
from variorum.model import Evidence, Quantity


@dataclass(frozen=True, slots=True)
class Answer:
    """One quantity of one claim."""

    claim: ClaimTerms
    quantity: Quantity

    @property
    def evidence(self) -> Evidence:
        return Evidence(article=self.claim.article, span=self.quantity.span)
