"""The records that flow through Variorum: frozen facts, each derived one naming the step that made it.

Times are aware and in UTC. A span counts code points of the stored article text and always cuts the quoted words.
"""

from variorum.model.claims import ArticleClaims, Attribution, Claim, Quantity, Quotation, Role, Stance
from variorum.model.comparison import (
    Breakdown,
    Comparison,
    Evidence,
    Outcome,
    Place,
    Position,
    QuestionKind,
    Statement,
    Summary,
    Utterance,
)
from variorum.model.documents import Article, Capture, Confidence, Entry, Page, Picture, Precision, header_of
from variorum.model.outlets import Feed, FeedKind, Outlet, OutletKind, PageRules
from variorum.model.stories import Basis, Decision, Join, Judgement, Merge, Open, Origin, Reason, Reprint, Split, Story
from variorum.model.values import CountryCode, LanguageTag, Rejected, Span, StepVersion

__all__ = [
    "Article",
    "ArticleClaims",
    "Attribution",
    "Basis",
    "Breakdown",
    "Capture",
    "Claim",
    "Comparison",
    "Confidence",
    "CountryCode",
    "Decision",
    "Entry",
    "Evidence",
    "Feed",
    "FeedKind",
    "Join",
    "Judgement",
    "LanguageTag",
    "Merge",
    "Open",
    "Origin",
    "Outcome",
    "Outlet",
    "OutletKind",
    "Page",
    "PageRules",
    "Picture",
    "Place",
    "Position",
    "Precision",
    "Quantity",
    "QuestionKind",
    "Quotation",
    "Reason",
    "Rejected",
    "Reprint",
    "Role",
    "Span",
    "Split",
    "Stance",
    "Statement",
    "StepVersion",
    "Story",
    "Summary",
    "Utterance",
    "header_of",
]
