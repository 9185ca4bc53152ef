"""Taking in beside others: nobody waits for the end of a long list, and two lists in opposite order do not block."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from django.db import connection
from tests.site.news.making import NOW, article
from tests.site.news.town import Town
from tests.site.processes import run_at_once, stored

from variorum.model import Article
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.intake import Intake

pytestmark = [pytest.mark.site, pytest.mark.django_db(transaction=True)]

OPPOSITE = """
import json
from variorum_site.news.intake import Intake
from variorum_site.news.running.tools import open_tools

names = [f"a{number:02}" for number in range(20)]
if sys.argv[1] == "backward":
    names.reverse()
with open_tools(settings) as tools:
    intake = Intake(tools, told=lambda step, done, total: None)
    for round in range(15):
        texts = [f"{name} told in round {round} by who reads {sys.argv[1]}. 二つ目の話。" for name in names]
        rows = [json.dumps({"id": name, "text": text}) for name, text in zip(names, texts)]
        intake.json_lines("\\n".join(rows).encode(), name="list")
"""


def test_two_lists_of_the_same_articles_in_opposite_order_are_both_taken_in(tmp_path: Path) -> None:
    for ended in run_at_once(OPPOSITE, tmp_path, "forward", "backward"):
        assert ended.returncode == 0, ended.stderr
    found = stored(tmp_path, "SELECT article_id, count(*) FROM news_revision GROUP BY article_id ORDER BY article_id")
    assert [name for name, _ in found] == [f"a{number:02}" for number in range(20)]
    assert all(int(str(count)) >= 15 for _, count in found)


def test_others_write_while_a_long_list_is_taken_in(town: Town) -> None:
    waiting = [article("other", text="Somebody else writes.")]

    def others_write(step: str, done: int, total: int) -> None:
        if waiting and done < total:
            thread = threading.Thread(target=_save, args=[waiting.pop()])
            thread.start()
            thread.join(10)
            assert rows.Article.objects.filter(id="other").exists()

    listed = [json.dumps({"id": f"a{number}", "text": f"Le récit numéro {number}."}) for number in range(100)]
    with town.tools() as tools:
        Intake(tools, told=others_write).json_lines("\n".join(listed).encode(), name="list")
    assert not waiting
    assert rows.Article.objects.count() == 101


def _save(one: Article) -> None:
    try:
        store.save_article(one, now=NOW)
    finally:
        connection.close()
