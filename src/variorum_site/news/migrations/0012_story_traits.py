"""What each story is about, and an index by which related ones are found without comparing all with all."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("news", "0010_splits")]

    operations: ClassVar = [
        migrations.AddField("story", "traits", models.JSONField(default=dict)),
        migrations.CreateModel(
            name="StoryKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(db_index=True, max_length=100)),
                ("story", models.ForeignKey("news.Story", models.CASCADE, related_name="keys")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("story", "key"), name="news_story_key_once")],
            },
        ),
    ]
