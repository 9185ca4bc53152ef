"""Which countries told a story and which did not, what a silence says, and how countries share out their attention."""

from variorum.coverage.archive import GRACE, PAST_STORIES, StorySilence, articles_between, find_silences, without
from variorum.coverage.attention import Place, Telling
from variorum.coverage.diversity import Diversity, entropy, evenness, measure_diversity, rarefied
from variorum.coverage.silence import (
    BROAD_COUNTRIES,
    BROAD_ORIGINS,
    PastStory,
    Silence,
    Weight,
    is_broad,
    weigh_silences,
)
from variorum.coverage.study import CoverageStudy, DayCoverage, StoryCoverage, study_coverage
from variorum.coverage.synchrony import Synchrony, corrected_synchrony, likeness, measure_synchrony
from variorum.coverage.tables import COLUMNS, silence_objects, silence_rows, study_object, study_rows, write_csv

__all__ = [
    "BROAD_COUNTRIES",
    "BROAD_ORIGINS",
    "COLUMNS",
    "GRACE",
    "PAST_STORIES",
    "CoverageStudy",
    "DayCoverage",
    "Diversity",
    "PastStory",
    "Place",
    "Silence",
    "StoryCoverage",
    "StorySilence",
    "Synchrony",
    "Telling",
    "Weight",
    "articles_between",
    "corrected_synchrony",
    "entropy",
    "evenness",
    "find_silences",
    "is_broad",
    "likeness",
    "measure_diversity",
    "measure_synchrony",
    "rarefied",
    "silence_objects",
    "silence_rows",
    "study_coverage",
    "study_object",
    "study_rows",
    "weigh_silences",
    "without",
    "write_csv",
]
