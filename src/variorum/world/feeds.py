"""The feeds of the demo world: RSS 2.0, Atom, JSON Feed and news sitemaps, each with its own habits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

from variorum.world.content import Site
from variorum.world.published import Published


def feed_type(site: Site) -> str:
    """The content type that the outlet's feed is served with."""
    if site.form == "json":
        return "application/feed+json"
    kind = {"atom": "application/atom+xml", "sitemap": "application/xml"}.get(site.form, "application/rss+xml")
    return f"{kind}; charset={site.encoding}"


def feed_text(site: Site, articles: Sequence[Published], *, now: datetime) -> str:
    """The outlet's feed over its articles, newest first. `now` is used where there is none."""
    built = max((article.changed for article in articles), default=now)
    if site.form == "json":
        return _json_feed(site, articles)
    if site.form == "atom":
        return _atom(site, articles, built)
    if site.form == "sitemap":
        return _sitemap(site, articles)
    return _rss(site, articles, built)


def _link(article: Published) -> str:
    tracking = article.site.tracking
    return f"{article.url}?{tracking}" if tracking else article.url


def _rss(site: Site, articles: Sequence[Published], built: datetime) -> str:
    items = "\n".join(_rss_item(site, article) for article in articles)
    return f"""<?xml version="1.0" encoding="{site.encoding}"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>{escape(site.outlet.name)}</title>
<link>{site.outlet.homepage}</link>
<description>{escape(site.outlet.name)}</description>
<language>{site.language}-{site.outlet.country.lower()}</language>
<lastBuildDate>{_rfc822(built)}</lastBuildDate>
<ttl>10</ttl>
<atom:link href="{site.outlet.feeds[0].url}" rel="self" type="application/rss+xml"/>
{items}
</channel>
</rss>
"""


def _rss_item(site: Site, article: Published) -> str:
    creators = "".join(f"<dc:creator>{escape(author)}</dc:creator>" for author in article.authors)
    whole = ""
    if site.form == "rss-full":
        text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in article.paragraphs)
        whole = f"\n<content:encoded><![CDATA[{text}]]></content:encoded>"
    return f"""<item>
<title>{escape(article.headline)}</title>
<link>{escape(_link(article))}</link>
<guid isPermaLink="false">{escape(article.url)}</guid>
<pubDate>{_rfc822(article.published)}</pubDate>
{creators}<category>{escape(article.section)}</category>
<description>{escape(article.teaser)}</description>{whole}
<media:content url="{_picture(article)}" medium="image" type="image/svg+xml"/>
</item>"""


def _atom(site: Site, articles: Sequence[Published], built: datetime) -> str:
    entries = "\n".join(_atom_entry(article) for article in articles)
    return f"""<?xml version="1.0" encoding="{site.encoding}"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{site.language}">
<title>{escape(site.outlet.name)}</title>
<id>{site.outlet.homepage}</id>
<link rel="self" href="{site.outlet.feeds[0].url}"/>
<link rel="alternate" type="text/html" href="{site.outlet.homepage}"/>
<updated>{built.isoformat()}</updated>
{entries}
</feed>
"""


def _atom_entry(article: Published) -> str:
    authors = "".join(f"<author><name>{escape(author)}</name></author>" for author in article.authors)
    authors = authors or f"<author><name>{escape(article.site.outlet.name)}</name></author>"
    return f"""<entry>
<title type="html">{escape(escape(article.headline, quote=False))}</title>
<id>tag:{article.site.host},{article.published.date().isoformat()}:{escape(article.path)}</id>
<link rel="alternate" type="text/html" href="{escape(_link(article))}"/>
<published>{article.published.isoformat()}</published>
<updated>{article.changed.isoformat()}</updated>
{authors}
<summary>{escape(article.teaser)}</summary>
</entry>"""


def _json_feed(site: Site, articles: Sequence[Published]) -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.outlet.name,
        "home_page_url": site.outlet.homepage,
        "feed_url": site.outlet.feeds[0].url,
        "language": site.language,
        "items": [_json_item(article) for article in articles],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def _json_item(article: Published) -> dict[str, object]:
    item: dict[str, object] = {
        "id": article.url,
        "url": _link(article),
        "title": article.headline,
        "summary": article.teaser,
        "content_text": article.paragraphs[0],
        "image": _picture(article),
        "date_published": article.published.isoformat(),
        "authors": [{"name": author} for author in article.authors],
        "tags": [article.section],
    }
    return item | ({"date_modified": article.modified.isoformat()} if article.modified else {})


def _sitemap(site: Site, articles: Sequence[Published]) -> str:
    entries = "\n".join(_sitemap_entry(site, article) for article in articles)
    return f"""<?xml version="1.0" encoding="{site.encoding}"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
{entries}
</urlset>
"""


def _sitemap_entry(site: Site, article: Published) -> str:
    return f"""<url>
<loc>{escape(_link(article))}</loc>
<lastmod>{article.changed.isoformat()}</lastmod>
<news:news>
<news:publication><news:name>{escape(site.outlet.name)}</news:name><news:language>{site.language}</news:language></news:publication>
<news:publication_date>{article.published.isoformat()}</news:publication_date>
<news:title>{escape(article.headline)}</news:title>
</news:news>
<image:image><image:loc>{_picture(article)}</image:loc></image:image>
</url>"""


def _picture(article: Published) -> str:
    return f"http://{article.site.host}{article.picture_path}"


def _rfc822(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)
