"""What an older version stored is told in the words of this one."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tests.site.news.making import NOW

pytestmark = [pytest.mark.site, pytest.mark.django_db(transaction=True)]


def migrate(name: str) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate([("news", name)])
    return MigrationExecutor(connection).loader.project_state([("news", name)]).apps


def test_the_undoing_of_a_merge_is_no_split_any_more_and_both_stories_are_named() -> None:
    try:
        old = migrate("0009_delivery_tries")
        for name in ("s", "t"):
            old.get_model("news", "Story").objects.create(id=name, slug=name, opened_at=NOW, title=name)
        log = old.get_model("news", "DecisionLog").objects
        facts = {"at": NOW, "story_id": "s", "made_by": "person:ana"}
        log.create(kind="open", record={"article": "a"}, **facts)
        merge = log.create(kind="merge", record={"source": "s", "target": "t", "moved": []}, **facts)
        log.create(kind="split", record={"took_back": merge.pk, "target": "t"}, **facts)
        new = migrate("0010_splits").get_model("news", "DecisionLog").objects.order_by("id")
        assert list(new.values_list("kind", "other_id", "undoes_id")) == [
            ("open", None, None),
            ("merge", "t", None),
            ("take-back", "t", merge.pk),
        ]
        back = migrate("0009_delivery_tries").get_model("news", "DecisionLog").objects.order_by("id")
        assert list(back.values_list("kind", flat=True)) == ["open", "merge", "split"]
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
