"""Merges and splits name both their stories, and taking one back is a kind of its own: "split" used to mean it."""

from typing import Any, ClassVar

import django.db.models.deletion as deletion
from django.db import migrations, models
from django.db.migrations.exceptions import IrreversibleError

_KINDS = [
    ("open", "opened"),
    ("join", "report joined"),
    ("merge", "merged"),
    ("split", "split"),
    ("take-back", "taken back"),
]


def name_both_stories(apps: Any, schema_editor: Any) -> None:
    log = apps.get_model("news", "DecisionLog").objects
    for entry in log.filter(kind__in=("merge", "split")).order_by("id").iterator():
        if entry.kind == "split":
            entry.kind, entry.undoes_id = "take-back", entry.record["took_back"]
        entry.other_id = entry.record["target"]
        entry.save(update_fields=["kind", "other_id", "undoes_id"])


def call_taking_back_a_split(apps: Any, schema_editor: Any) -> None:
    """Backwards; what was split since cannot be told to the older version."""
    log = apps.get_model("news", "DecisionLog").objects
    if log.filter(kind="split").exists():
        raise IrreversibleError("Stories were split: the older version cannot undo that.")
    log.filter(kind="take-back").update(kind="split")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("news", "0009_delivery_tries")]

    operations: ClassVar = [
        migrations.AlterField("decisionlog", "at", models.DateTimeField(db_index=True, verbose_name="at")),
        migrations.AlterField(
            "decisionlog", "kind", models.CharField(choices=_KINDS, max_length=10, verbose_name="kind")
        ),
        migrations.AlterField(
            "decisionlog",
            "story",
            models.ForeignKey(
                on_delete=deletion.RESTRICT, related_name="decisions", to="news.story", verbose_name="story"
            ),
        ),
        migrations.AlterField("decisionlog", "record", models.JSONField(verbose_name="record")),
        migrations.AlterField("decisionlog", "made_by", models.CharField(max_length=100, verbose_name="made by")),
        migrations.AddField(
            "decisionlog",
            "other",
            models.ForeignKey(
                null=True,
                on_delete=deletion.RESTRICT,
                related_name="decisions_toward",
                to="news.story",
                verbose_name="other story",
            ),
        ),
        migrations.AddField(
            "decisionlog",
            "undoes",
            models.OneToOneField(
                null=True,
                on_delete=deletion.RESTRICT,
                related_name="undone",
                to="news.decisionlog",
                verbose_name="takes back",
            ),
        ),
        migrations.RunPython(name_both_stories, call_taking_back_a_split),
    ]
