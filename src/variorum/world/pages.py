"""The HTML pages of the demo world: articles amid furniture, in four kinds of markup, and home pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

from babel.dates import format_datetime

from variorum.world.content import Furniture, Site, read_furniture
from variorum.world.published import Published

_FEED_TYPES = {
    "rss": "application/rss+xml",
    "rss-full": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


def article_page(article: Published, others: Sequence[Published]) -> str:
    """The page of an article; `others` are linked from amid the text and below it."""
    around = read_furniture(article.site.language)
    head = "\n".join(
        [f"<title>{escape(article.headline)} | {escape(article.site.outlet.name)}</title>", *_head(article)]
    )
    return _page(article.site, head, f"{_article(article, others, around)}\n{_related(others, around)}")


def home_page(site: Site, articles: Iterable[Published]) -> str:
    """The outlet's front page, which names its feed to machines."""
    links = "\n".join(
        f'<section class="teaser"><h2><a href="{escape(one.path)}">{escape(one.headline)}</a></h2>'
        f"<p>{escape(one.teaser)}</p></section>"
        for one in articles
    )
    head = f"<title>{escape(site.outlet.name)}</title>"
    return _page(site, head, f"<h1>{escape(site.outlet.name)}</h1>\n{links}")


def _page(site: Site, head: str, main: str) -> str:
    around = read_furniture(site.language)
    feed = _FEED_TYPES.get(site.form)
    discovery = f'<link rel="alternate" type="{feed}" title="RSS" href="{site.feed_path}">\n' if feed else ""
    nav = "".join(f'<li><a href="/?part={number}">{escape(word)}</a></li>' for number, word in enumerate(around.nav))
    return f"""<!DOCTYPE html>
<html lang="{site.language}">
<head>
<meta charset="{site.encoding}">
<meta name="viewport" content="width=device-width, initial-scale=1">
{head}
{discovery}</head>
<body>
<div id="cookie-consent" class="cookie-banner" role="dialog"><p>{escape(around.cookies)}</p>
<button type="button">{escape(around.accept)}</button></div>
<header class="site-header"><a class="logo" href="/">{escape(site.outlet.name)}</a>
<nav class="main-nav"><ul>{nav}</ul></nav></header>
<main>
{main}
</main>
<footer class="site-footer"><p>© {escape(site.outlet.name)}. {escape(around.footer)}</p></footer>
</body>
</html>
"""


def _head(article: Published) -> list[str]:
    site = article.site
    lines = [
        f'<link rel="canonical" href="{escape(article.url)}">',
        _meta("name", "description", article.teaser),
    ]
    if site.markup == "plain":
        return [*lines, *(_meta("name", "author", author) for author in article.authors)]
    lines += [
        _meta("property", "og:type", "article"),
        _meta("property", "og:title", article.headline),
        _meta("property", "og:description", article.teaser),
        _meta("property", "og:url", article.url),
        _meta("property", "og:image", _picture(article)),
        _meta("property", "og:site_name", site.outlet.name),
    ]
    if site.markup == "open-graph":
        lines += [
            _meta("property", "article:published_time", article.published.isoformat()),
            _meta("property", "article:modified_time", article.changed.isoformat()),
            _meta("property", "article:section", article.section),
            *(_meta("name", "author", author) for author in article.authors),
        ]
    if site.markup == "json-ld":
        lines.append(_json_ld(article))
    return lines


def _json_ld(article: Published) -> str:
    name = article.site.outlet.name
    row = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": article.url},
        "headline": article.headline,
        "description": article.teaser,
        "datePublished": article.published.isoformat(),
        "dateModified": article.changed.isoformat(),
        "author": [{"@type": "Person", "name": author} for author in article.authors]
        or {"@type": "Organization", "name": name},
        "publisher": {"@type": "NewsMediaOrganization", "name": name},
        "image": [_picture(article)],
        "articleSection": article.section,
        "inLanguage": article.site.language,
        "isAccessibleForFree": True,
    }
    text = json.dumps(row, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def _article(article: Published, others: Sequence[Published], around: Furniture) -> str:
    item = article.site.markup == "microdata"
    scope = ' itemscope itemtype="https://schema.org/NewsArticle"' if item else ""
    share = "".join(f'<li><a href="#share">{escape(word)}</a></li>' for word in around.share)
    credit = around.caption.format(outlet=article.site.outlet.name)
    return f"""<article class="story"{scope}>
<h1{_prop("headline", on=item)}>{escape(article.headline)}</h1>
<p class="standfirst"{_prop("description", on=item)}>{escape(article.teaser)}</p>
<div class="byline">{_byline(article, around)}</div>
<ul class="share-bar">{share}</ul>
<figure><img src="{article.picture_path}" alt="{escape(article.caption)}" width="800" height="450">
<figcaption>{escape(article.caption)} {escape(credit)}</figcaption></figure>
<div class="article-body"{_prop("articleBody", on=item)}>
{_body(article, others, around)}
</div>
<aside class="newsletter"><p>{escape(around.subscribe)}</p></aside>
</article>"""


def _body(article: Published, others: Sequence[Published], around: Furniture) -> str:
    """The paragraphs, with a "read more" box amid them as most sites have it."""
    paragraphs = [f"<p>{escape(paragraph)}</p>" for paragraph in article.paragraphs]
    if others and len(paragraphs) > 3:
        link = f'<a href="{escape(others[0].path)}">{escape(others[0].headline)}</a>'
        paragraphs.insert(3, f'<aside class="read-more"><strong>{escape(around.read_more)}:</strong> {link}</aside>')
    return "\n".join(paragraphs)


def _byline(article: Published, around: Furniture) -> str:
    item = article.site.markup == "microdata"
    authors = ", ".join(
        f'<span class="author"{_prop("author", on=item)}>{escape(author)}</span>' for author in article.authors
    )
    by = f"{escape(around.by)} {authors} " if authors else ""
    dates = f"{escape(around.published)} {_time(article.published, article, _prop('datePublished', on=item))}"
    if article.modified:
        dates += f" · {escape(around.updated)} {_time(article.modified, article, _prop('dateModified', on=item))}"
    return f"{by}{dates}"


def _time(moment: datetime, article: Published, prop: str) -> str:
    words = format_datetime(moment, "d MMM y, HH:mm", locale=article.site.language)
    return f'<time datetime="{moment.isoformat()}"{prop}>{escape(words)}</time>'


def _related(others: Sequence[Published], around: Furniture) -> str:
    links = "".join(f'<li><a href="{escape(one.path)}">{escape(one.headline)}</a></li>' for one in others)
    return f'<aside class="related"><h2>{escape(around.related)}</h2><ol>{links}</ol></aside>' if links else ""


def _picture(article: Published) -> str:
    return f"http://{article.site.host}{article.picture_path}"


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content)}">'


def _prop(name: str, *, on: bool) -> str:
    return f' itemprop="{name}"' if on else ""
