"""Which outlets were read in a story's time is asked by outlet and time of storing."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("news", "0003_paused")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["outlet", "stored_at"], name="news_articl_outlet__774832_idx"),
        ),
    ]
