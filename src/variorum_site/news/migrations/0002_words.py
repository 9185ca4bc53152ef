"""The full-text index: FTS5 on SQLite, a tsvector on PostgreSQL. See news/fulltext.py."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE news_words USING fts5"
        " (article UNINDEXED, headline, body, tokenize = 'unicode61 remove_diacritics 2')",
    ],
    "postgresql": [
        "CREATE TABLE news_words (article varchar(255) PRIMARY KEY, terms tsvector NOT NULL)",
        "CREATE INDEX news_words_terms ON news_words USING gin (terms)",
    ],
}


def make(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE news_words")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("news", "0001_first")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
