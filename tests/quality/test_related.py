"""Related stories on real input: rather none than a stranger."""

import json
import os
from pathlib import Path

import pytest
from benchmarks.train_related import measure, read_seeds

from variorum.stories import RelatedIndex

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(
        not os.environ.get("VARIORUM_CORPUS"), reason="measured on real texts: name their folder in VARIORUM_CORPUS"
    ),
]

CORPUS = Path(os.environ.get("VARIORUM_CORPUS") or "")


def test_hardly_a_stranger_is_related() -> None:
    found = measure(CORPUS)
    assert found["precision"] >= PRECISION, json.dumps(found)
    assert found["recall"] >= RECALL, json.dumps(found)


def test_of_the_stories_that_an_aggregator_called_related_none_is() -> None:
    stories = read_seeds(CORPUS)
    index = RelatedIndex()
    for traits in stories:
        index.add(traits)
    assert {traits.story: index.related_to(traits) for traits in stories} == {traits.story: () for traits in stories}


# Measured 2026-11 with the shipped weights on news-cluster, four-languages and ecb-plus, which they have seen: this
# guards them against change, and says little of other stories, for it rests on few links. Which pairs of ecb-plus
# count as related ("named") was chosen after the features had been seen. What counts as a stranger
# there is often none (three stories of one missile programme), so that the true precision is higher.
PRECISION = 0.80  # 0.815 measured; the five strangers among 27 are four pairs on one rocket and one on a snowfall
RECALL = 0.41  # 0.423 measured
