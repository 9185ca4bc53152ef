"""A feed's state is explained and knows its rhythm; a hub may tell us of a feed's changes (WebSub)."""

from typing import ClassVar

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def tell_conditions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Until their next poll, feeds are said to be well or to fail as they were last seen."""
    states = apps.get_model("news", "FeedState").objects
    states.filter(failures__gt=0).update(condition="failing", since=models.F("polled_at"))
    states.filter(failures=0, succeeded_at__isnull=False).update(condition="ok", since=models.F("succeeded_at"))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("news", "0006_ingestion")]

    operations: ClassVar = [
        migrations.AddField("feedstate", "fault", models.CharField(max_length=40, null=True)),
        migrations.AddField("feedstate", "condition", models.CharField(db_index=True, default="unread", max_length=10)),
        migrations.AddField("feedstate", "since", models.DateTimeField(null=True)),
        migrations.AddField("feedstate", "changed_at", models.DateTimeField(null=True)),
        migrations.AddField("feedstate", "rate", models.FloatField(null=True)),
        migrations.AddField("feedstate", "gap", models.DurationField(null=True)),
        migrations.AddField("feedstate", "interval", models.DurationField(null=True)),
        migrations.AddField("feedstate", "reason", models.CharField(max_length=20, null=True)),
        migrations.AddField("feedstate", "wishes", models.JSONField(default=dict)),
        migrations.AddField("feedstate", "days", models.JSONField(default=list)),
        migrations.RunPython(tell_conditions, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hub", models.CharField(max_length=2000)),
                ("topic", models.CharField(max_length=2000)),
                ("token", models.CharField(max_length=64, unique=True)),
                ("secret", models.CharField(max_length=128)),
                ("status", models.CharField(db_index=True, max_length=12)),
                ("ends_at", models.DateTimeField(null=True)),
                ("ask_at", models.DateTimeField(db_index=True, null=True)),
                ("asked_at", models.DateTimeField(null=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("error", models.TextField(null=True)),
                ("received", models.PositiveIntegerField(default=0)),
                ("dropped", models.PositiveIntegerField(default=0)),
                ("received_at", models.DateTimeField(null=True)),
                (
                    "feed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="subscription", to="news.feed"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.BinaryField()),
                ("content_type", models.CharField(max_length=200, null=True)),
                ("received_at", models.DateTimeField()),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="news.subscription"
                    ),
                ),
            ],
        ),
    ]
