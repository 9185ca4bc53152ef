"""Where a feed moved for good is remembered, and that it did."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("news", "0004_outlet_stored")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="feedstate",
            name="address",
            field=models.CharField(max_length=2000, null=True),
        ),
        migrations.CreateModel(
            name="FeedMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=2000, null=True)),
                ("at", models.DateTimeField()),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="news.feed"
                    ),
                ),
            ],
        ),
    ]
