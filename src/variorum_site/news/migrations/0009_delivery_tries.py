"""A delivery of a hub counts how often it could not be taken in."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("news", "0008_kinds")]

    operations: ClassVar = [
        migrations.AddField("delivery", "tries", models.PositiveSmallIntegerField(default=0)),
    ]
