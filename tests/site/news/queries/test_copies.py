"""Who took a text from whom, from stored articles to the story's page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from tests.site.news.making import NOW, article, outlet

from variorum.config import load_settings
from variorum.model import Article, Join, Open
from variorum.reprints.records import CopyKind, Fate
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.queries import StoryPage, find_article, find_story
from variorum_site.news.queries.copies import CopyView, Stretch
from variorum_site.news.queries.excerpts import EXCERPT_LETTERS
from variorum_site.news.stories.comparing import read_story
from variorum_site.reading.labels import copy_summary
from variorum_site.reading.present import voice_line

pytestmark = [pytest.mark.site, pytest.mark.django_db]

FIRST = [
    "The harbour council of Orla voted on Monday evening to close the old swing bridge to lorries from May.",
    "Engineers had found hairline cracks in two of the eight girders during an inspection in the winter.",
    "“We would rather be late than sorry,” said harbour engineer Tilda Morrow after the vote.",
    "Lorries will have to take the coast road, which is eleven kilometres longer and steep in places.",
    "The council expects the repair to take nine weeks and to cost four million crowns in all.",
    "Fishmongers at the market fear that their ice will melt on the way round the bay in summer.",
]
ADDED = [
    "At the ferry landing, driver Bram Osk told this newspaper that he had not been asked by anybody.",
    "He reckons that the longer road will cost his small firm two hundred crowns a day in fuel alone.",
    "His neighbours want the council to open the northern gate at night, as it did ten years ago.",
]
CHANGED = FIRST[4].replace("nine weeks", "ten weeks")


def told(name: str, sentences: list[str], *, hours: int, country: str = "KE", **facts: Any) -> Article:
    moment = NOW + timedelta(hours=hours)
    facts = {"outlet_name": f"Paper {name}", **facts}
    return article(name, text="\n".join(sentences), published=moment, country=country, **facts)


def chain() -> list[Article]:
    """A text, its shortened copy, and a copy of that one with an own interview and a changed figure."""
    return [
        told("first", FIRST, hours=0, country="NZ"),
        told("short", FIRST[:5], hours=2, country="MY"),
        told("longer", [*FIRST[:4], CHANGED, *ADDED], hours=4, country="KE"),
    ]


def read(reports: list[Article], *, full_text: bool = True) -> StoryPage:
    """The page of the one story of these reports."""
    for report in reports:
        store.save_article(report, now=NOW)
    first, *others = (report.id for report in reports)
    joins = [Join(article=one, story="s", score=1.0, nearest=first, made_by="stories/2") for one in others]
    store.apply([Open(article=first, story="s", made_by="stories/2"), *joins], now=NOW)
    assert read_story("s", directory=store.load_directory(now=NOW), now=NOW)
    return page_of(full_text=full_text)


def page_of(*, full_text: bool = True) -> StoryPage:
    page = find_story(store.slug_of("s"), full_text=full_text)
    assert page is not None
    return page


def section(client: Client) -> str:
    """The section of the voices as text with its tags, in one line."""
    page = client.get(f"/stories/{store.slug_of('s')}/").content.decode()
    return re.sub(r"\s+", " ", page[page.index('id="voices"') :].partition("</section>")[0])


def words(stretch: Stretch) -> list[str]:
    sides = [(sentence.before, sentence.after) for sentence in stretch.sentences]
    return ["".join(piece.text for piece in side) for both in sides for side in both if side]


def met(copy: CopyView, fate: Fate) -> list[Stretch]:
    return [stretch for stretch in copy.stretches if stretch.fate is fate]


def test_a_copy_of_a_copy_hangs_below_it_with_what_each_made_of_it() -> None:
    (tree,) = read(chain()).copies
    assert tree.origin.id == "first"
    (short,) = tree.copies
    assert (short.article.id, short.kind, short.cut, short.whole, short.added) == ("short", CopyKind.SHORTENED, 1, 6, 0)
    (longer,) = short.copies
    assert (longer.article.id, longer.added, longer.changed, longer.adds_reporting) == ("longer", 3, 1, True)
    assert tree.articles == {"first", "short", "longer"}


def test_every_sentence_stands_in_its_order_with_what_became_of_it() -> None:
    (tree,) = read(chain()).copies
    (short,) = tree.copies
    assert [(one.fate, words(one), one.unquoted) for one in short.stretches] == [
        (Fate.KEPT, FIRST[:2], 3),
        (Fate.CUT, [FIRST[5]], 0),
    ]
    (longer,) = short.copies
    assert [one.fate for one in longer.stretches] == [Fate.KEPT, Fate.CHANGED, Fate.ADDED]
    ((changed,), added) = (longer.stretches[1].sentences, longer.stretches[2])
    assert [piece.text for piece in changed.before if piece.mark == "gone"] == ["nine"]
    assert [piece.text for piece in changed.after if piece.mark == "new"] == ["ten"]
    assert words(longer.stretches[1]) == [FIRST[4], CHANGED]
    assert words(added) == ADDED


def test_excerpts_quote_nothing_that_was_kept_and_little_of_what_was_not() -> None:
    many = [
        f"On pier {n} the keeper said that gate {n * 7} had stood open since the storm of that night." for n in range(9)
    ]
    page = read([told("first", [*FIRST, *many], hours=0), told("short", FIRST, hours=1)], full_text=False)
    ((short,),) = (tree.copies for tree in page.copies)
    (kept,), (cut,) = met(short, Fate.KEPT), met(short, Fate.CUT)
    assert (kept.sentences, kept.unquoted) == ((), 6)
    assert words(cut) == many[: len(cut.sentences)]
    assert 0 < sum(map(len, words(cut))) <= EXCERPT_LETTERS
    assert len(cut.sentences) + cut.unquoted == 9


def test_what_several_copies_cut_is_quoted_of_their_parent_within_one_excerpt() -> None:
    lines = [
        f"Warden {name} wrote that shed {name} was dry again and that its roof held well." for name in "ABCDEFGHIJKLMNO"
    ]
    copies = [told(f"copy-{n}", [*FIRST, *lines[: n * 3], *lines[n * 3 + 3 :]], hours=n + 1) for n in range(5)]
    page = read([told("first", [*FIRST, *lines], hours=0), *copies], full_text=False)
    (tree,) = page.copies
    quoted = {text for copy in tree.copies for one in met(copy, Fate.CUT) for text in words(one)}
    assert 0 < sum(map(len, quoted)) <= EXCERPT_LETTERS


def test_the_line_of_a_copy_says_in_plain_words_what_was_done() -> None:
    same = told("same", FIRST, hours=1)
    (tree,) = read([chain()[0], same, *chain()[1:]]).copies
    lines = {copy.article.id: copy_summary(copy) for copy in tree.copies}
    assert lines == {"same": "unchanged", "short": "shortened: 1 of 6 sentences cut"}
    (longer,) = next(copy.copies for copy in tree.copies if copy.article.id == "short")
    assert copy_summary(longer) == "wording changed in 1 sentence"


def test_pure_copies_of_one_house_stand_in_one_line() -> None:
    papers = [outlet(f"nz/bay-{name}", name=f"Bay {name}", family="bay-papers") for name in ("north", "south", "west")]
    for paper in (*papers, outlet("ke/dawn", name="Dawn")):
        store.save_outlet(paper)
    copies = [told(paper.name, FIRST, hours=n, outlet=paper.id) for n, paper in enumerate(papers, 1)]
    page = read([told("dawn", FIRST, hours=0, outlet="ke/dawn"), *copies])
    (tree,) = page.copies
    (first,) = tree.copies
    assert [one.outlet.name for one in (first.article, *first.editions)] == ["Bay north", "Bay south", "Bay west"]
    assert not first.one_house
    assert len(tree.articles) == 4


def test_a_merged_copy_names_both_its_sources(client: Client) -> None:
    other = [
        "Divers of the marine institute at Pell counted four hundred seals on the outer rocks this autumn.",
        "That is twice as many as ten years ago, when a fever had killed most of the pups of the colony.",
        "The institute asks anglers to keep a distance of eighty metres until the end of the moulting season.",
        "A new buoy with a camera will send pictures of the colony to the museum in the old customs house.",
    ]
    merged = told("both", [*FIRST[:4], *other], hours=5)
    page = read([told("first", FIRST, hours=0), told("seals", other, hours=1), merged])
    shown = [copy for tree in page.copies for copy in tree.copies]
    assert {copy.parent.id: [one.id for one in copy.others] for copy in shown} == {
        "first": ["seals"],
        "seals": ["first"],
    }
    assert all(copy.kind is CopyKind.MERGED and copy.added == 0 for copy in shown)
    borrowed = next(one for one in shown[0].stretches if one.source is not None)
    assert (borrowed.source, borrowed.fate) == (shown[0].others[0], Fate.KEPT)
    assert copy_summary(shown[1]) == ""
    assert re.search(r"merged with <a [^>]*>Paper first</a></p>", section(client))


def test_the_page_shows_the_tree_once_with_its_counts(client: Client) -> None:
    read(chain())
    with override_settings(VARIORUM=load_settings({"VARIORUM_SHOW_FULL_TEXT": "true"})):
        shown = section(client)
    assert "<h2>1 independent origin (3 reports)</h2>" in shown
    assert shown.count("had it first</span>") == 1
    assert "repeated by" not in shown
    assert "<strong>adds own reporting: 3 sentences</strong> · wording changed in 1 sentence" in shown
    assert f"<del>{FIRST[5]}</del>" in shown
    assert FIRST[0] in shown
    assert shown.count("<details") == 2


def test_a_page_of_excerpts_tells_how_much_was_kept_without_its_words(client: Client) -> None:
    read(chain())
    shown = section(client)
    assert FIRST[0] not in shown
    assert "5 sentences" in shown


def test_a_text_that_runs_from_the_right_is_laid_out_so(client: Client) -> None:
    lines = [
        "أعلن مجلس ميناء أورلا مساء الاثنين إغلاق الجسر القديم أمام الشاحنات ابتداءً من شهر مايو المقبل.",
        "وكان مهندسون قد عثروا على شقوق دقيقة في اثنتين من العوارض الثماني خلال فحص أجري في الشتاء.",
        "وقالت المهندسة تيلدا مورو بعد التصويت إنها تفضل التأخر على الندم في أمر يخص سلامة الناس.",
        "وسيتعين على الشاحنات سلوك الطريق الساحلي الأطول بأحد عشر كيلومترا والمنحدر في بعض أجزائه.",
    ]
    read([told("a", lines, hours=0, language="ar"), told("b", lines[:3], hours=1, language="ar")])
    assert f'<p class="was" lang="ar" dir="rtl"><del>{lines[3]}</del></p>' in section(client)


def test_an_article_names_its_parent_and_who_had_the_text_first() -> None:
    read(chain())
    longer, short, first = (find_article(store.slug_of(one)) for one in ("longer", "short", "first"))
    assert longer is not None
    assert longer.reprint is not None
    assert longer.reprint.origin is not None
    assert longer.reprint.first is not None
    assert (longer.reprint.origin.id, longer.reprint.first.id) == ("short", "first")
    assert short is not None
    assert short.reprint is not None
    assert short.reprint.first is None
    assert [one.id for one in short.copies] == ["longer"]
    assert first is not None
    assert [one.id for one in first.copies] == ["short"]


def test_a_voice_tells_its_tree_and_who_speaks_in_it_otherwise() -> None:
    page = read(chain())
    (voice,) = page.voices
    line = voice_line(voice, page.copies)
    assert (len(line.trees), line.others, line.repeated) == (1, (), True)
    assert [one.id for one in voice_line(voice).others] == ["short", "longer"]


@pytest.mark.parametrize("kept", [[], [{"origin": 7}]], ids=["before trees were kept", "of a form that is not ours"])
def test_a_reading_without_readable_trees_is_shown_and_read_again(kept: list[object]) -> None:
    assert read(chain()).copies
    rows.Reading.objects.update(copies=kept)
    page = page_of()
    assert page.copies == ()
    assert [len(voice.members) for voice in page.voices] == [3]
    assert list(store.stale_stories()) == ["s"]


def test_a_story_without_copies_is_not_read_again_for_trees() -> None:
    assert read([told("first", FIRST, hours=0), told("other", ADDED, hours=1)]).copies == ()
    assert list(store.stale_stories()) == []
