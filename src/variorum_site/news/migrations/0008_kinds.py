"""The kinds of outlets and feeds are chosen from a list."""

from typing import ClassVar

from django.db import migrations, models

_OUTLETS = [
    ("paper", "paper"),
    ("broadcaster", "broadcaster"),
    ("agency", "agency"),
    ("portal", "portal"),
    ("official", "official body"),
]
_FEEDS = [
    ("feed", "feed: RSS, Atom or JSON Feed"),
    ("sitemap", "sitemap"),
    ("page", "page whose links stand in for a feed"),
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("news", "0007_feed_conditions")]

    operations: ClassVar = [
        migrations.AlterField("outlet", "kind", models.CharField(choices=_OUTLETS, max_length=20, verbose_name="kind")),
        migrations.AlterField(
            "feed", "kind", models.CharField(choices=_FEEDS, default="feed", max_length=20, verbose_name="kind")
        ),
    ]
