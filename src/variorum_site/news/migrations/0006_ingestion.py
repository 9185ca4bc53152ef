"""What ingestion learns more of: the whole text in a feed, rules for pages, and further facts of a revision."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("news", "0005_feed_moves")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="entry",
            name="content",
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name="feed",
            name="links",
            field=models.TextField(blank=True, null=True, verbose_name="pattern of its links"),
        ),
        migrations.AddField(
            model_name="outlet",
            name="rules",
            field=models.JSONField(blank=True, null=True, verbose_name="rules for its pages"),
        ),
        migrations.AddField(
            model_name="revision",
            name="confidence",
            field=models.CharField(max_length=10, null=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="dateline_day",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="live",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="revision",
            name="paywalled",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="pictures",
            field=models.JSONField(default=list),
        ),
    ]
