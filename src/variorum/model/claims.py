"""What the reports say: quantities, quotations, and who is said to have said it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from variorum.model.values import Span, StepVersion


class Role(StrEnum):
    """What part the counted things play."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    ARRESTED = "arrested"
    DISPLACED = "displaced"
    DEPLOYED = "deployed"
    RESCUED = "rescued"  # saved, and all who survived
    ABOARD = "aboard"
    MONEY = "money"
    PERCENT = "percent"
    DISTANCE = "distance"
    DURATION = "duration"
    AGE = "age"
    WEIGHT = "weight"
    TEMPERATURE = "temperature"
    MAGNITUDE = "magnitude"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number read as a range in a unit. "More than 10,000" is low 10000, high None; "1.7 to 2.2 million" has both."""

    span: Span
    low: float | None
    high: float | None
    unit: str | None = None  # "person", "USD", "km", "%"; None: bare
    counted: str | None = None  # the noun in the text's own words: "troops", "rounds"
    role: Role = Role.COUNT
    approximate: bool = False  # "about", "dozens of", "estimated"
    as_of: date | None = None

    @property
    def exact(self) -> bool:
        return self.low is not None and self.low == self.high and not self.approximate


class Stance(StrEnum):
    """How the article brings in what somebody said; "said" takes no side."""

    SAID = "said"
    CLAIMED = "claimed"
    ADMITTED = "admitted"
    DENIED = "denied"
    ASKED = "asked"
    WARNED = "warned"
    URGED = "urged"  # asked for, ordered, demanded
    PROMISED = "promised"
    PRAISED = "praised"  # and supported
    BLAMED = "blamed"  # and opposed
    BELIEVED = "believed"  # thinks, hopes, fears: no statement of the source's own
    WANTED = "wanted"  # plans, seeks, refuses


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to have said it."""

    source: str | None  # the name as fully as the article gives it: "Ilyan Soret"; None: unnamed
    source_span: Span | None = None
    cue: str | None = None  # "said", "told"
    cue_span: Span | None = None
    role: str | None = None  # what the article says the source is: "spokeswoman for the port"
    stance: Stance = Stance.SAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words that an article puts into somebody's mouth. A direct span is what stands between the marks."""

    span: Span
    direct: bool
    attribution: Attribution | None = None
    statement: bool = True  # False: no statement, only what was judged, asked for or spoken of: "criticised the plan"
    nested: bool = False  # inside of what another is told to have said: "X said that Y denied it"
    utterance: int | None = None  # number within the article: pieces that a cue or the end of a sentence cut share it


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence of one article, as a statement that can be compared."""

    span: Span
    names: tuple[str, ...] = ()  # keys of the names in it, see variorum.text.names
    quantities: tuple[Quantity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    attribution: Attribution | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleClaims:
    """All claims of one revision of an article, in the order of the text; furniture is left out."""

    article: str
    revision: int
    claims: tuple[Claim, ...]
    made_by: StepVersion

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        return tuple(quantity for claim in self.claims for quantity in claim.quantities)

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        return tuple(quotation for claim in self.claims for quotation in claim.quotations)
