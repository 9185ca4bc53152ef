"""A feed can be paused, and knows whether its outlet's file names it; no outlet is deleted with its facts."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("news", "0002_words")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="feed",
            name="listed",
            field=models.BooleanField(default=False, editable=False, verbose_name="named by its outlet's file"),
        ),
        migrations.AddField(
            model_name="feed",
            name="paused",
            field=models.BooleanField(
                default=False, help_text="Not polled until you resume it.", verbose_name="paused"
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="feed",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="news.feed"
            ),
        ),
        migrations.AlterField(
            model_name="feed",
            name="enabled",
            field=models.BooleanField(default=True, verbose_name="in use"),
        ),
        migrations.AlterField(
            model_name="feed",
            name="outlet",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="feeds",
                to="news.outlet",
            ),
        ),
        migrations.AlterField(
            model_name="feedperiod",
            name="feed",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="periods", to="news.feed"
            ),
        ),
    ]
