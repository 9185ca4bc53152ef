"""A reading keeps the trees of copies within its story."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("news", "0012_story_traits")]  # noqa: RUF012 - as Django writes it

    operations = [  # noqa: RUF012
        migrations.AddField(model_name="reading", name="copies", field=models.JSONField(default=list)),
    ]
