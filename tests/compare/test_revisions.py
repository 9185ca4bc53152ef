"""What makes another version of an article, and what is said of the difference: heaviest first, every piece a span."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.compare.newsroom import FERRY, report

from variorum.claims import read_claims
from variorum.compare.pairing import changed_words
from variorum.compare.revisions import Change, ChangeKind, Changes, Cut, find_changes
from variorum.compare.settled import find_notices, is_revision, settled, share_lost
from variorum.model import Article, Role

LONG = "\n".join(
    f"The harbour board met for the {number}th time and put off the vote on pier {number}." for number in range(12)
)


def changes(before: Article, after: Article) -> Changes:
    return find_changes(before, after, claims=(read_claims(before), read_claims(after)))


def changed(old: str, new: str, *, language: str = "en") -> list[Change]:
    """The changes between two texts of one article."""
    before = report("post", old, language=language)
    return list(changes(before, replace(before, text=new, revision=2)).changes)


def words_of(cut: Cut | None, article: str) -> tuple[str, list[str]]:
    assert cut is not None
    return cut.span.cut(article), [mark.cut(article) for mark in cut.marks]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("“We saw it,” she said.", '"We  saw it" , she said', id="the shape of marks and white space"),
        pytest.param("Le maire a dit : « Oui ».", "Le maire a dit: «Oui».", id="spaces inside French quotation marks"),
        pytest.param("The quay – it burned.", "The quay - it burned.", id="dashes"),
        pytest.param("FERRY SINKS", "Ferry sinks", id="capital letters"),
        pytest.param("The quay burned.\nUpdated 5 minutes ago", "The quay burned.\nUpdated 2 hours ago", id="its age"),
        pytest.param("The quay burned.\n12 comments", "The quay burned.\n140 comments", id="a counter"),
        pytest.param("The quay burned.\nRead more: Old news", "The quay burned.\nRead more: New news", id="furniture"),
        pytest.param("The quay burned.\nRead more: Old", "The quay burned.\nRead  more: New", id="blanks in furniture"),
        pytest.param("It rose 5 % in May.", "It rose 5% in May.", id="a blank before the per cent"),
        pytest.param("Bis zu ≤ 5 Tage.", "Bis zu ≤5 Tage.", id="a blank behind a sign"),
        pytest.param("> The quay burned.", "The quay burned.", id="a sign that adorns the head of a line"),
        pytest.param("Larran / AFP – The quay burned.", "Larran, AFP – The quay burned.", id="a stroke between words"),
        pytest.param("News | Sport", "News → Sport", id="strokes and arrows between links"),
        pytest.param("参加者は5〜6人だった。", "参加者は5～6人だった。", id="the shape of a wave dash"),
        pytest.param("It took ½ hour.", "It took 1/2 hour.", id="the shape of a fraction"),
        pytest.param("They search 5 km² of sea.", "They search 5 km2 of sea.", id="the shape of square kilometres"),
        pytest.param("The co\u00adast guard\u200b came.", "The coast guard came.", id="characters that nobody sees"),
    ],
)
def test_what_says_the_same_is_no_revision(old: str, new: str) -> None:
    assert not is_revision(report("post", old), report("post", new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("It had 1.5 metres.", "It had 15 metres.", id="a decimal point"),
        pytest.param("It was -5 degrees.", "It was 5 degrees.", id="a minus"),
        pytest.param(
            "The ministry calls it an accident.", "The ministry calls it an “accident”.", id="quotation marks"
        ),
        pytest.param("The mayor resigned.", "The mayor resigned?", id="a question mark"),
        pytest.param("هل استقال الوزير؟", "هل استقال الوزير.", id="an Arabic question mark"),
        pytest.param("ارتفعت الأسعار ٥٪ هذا العام.", "ارتفعت الأسعار ٥ هذا العام.", id="an Arabic per cent"),
        pytest.param("Fewer than <5 died.", "Fewer than 5 died.", id="a sign before a number"),
        pytest.param("Die Zahl x < y gilt.", "Die Zahl x > y gilt.", id="a sign between words"),
        pytest.param("Environ ≈5 morts.", "Environ 5 morts.", id="about"),
        pytest.param("Unos ±5 grados.", "Unos 5 grados.", id="plus or minus"),
        pytest.param("Hasta ≥5 grados.", "Hasta ≤5 grados.", id="at least and at most"),
        pytest.param("面积为3×4米。", "面积为3 4米。", id="times"),
        pytest.param("約~5人", "約5人", id="a tilde"),
        pytest.param("It measured 10² metres.", "It measured 102 metres.", id="a power"),
        pytest.param("It took 3½ hours.", "It took 31/2 hours.", id="a fraction behind a number"),
        pytest.param("Of the crew 1/2 dead.", "Of the crew 1 2 dead.", id="a stroke between numbers"),
        pytest.param("It rose 5‰.", "It rose 5%.", id="per mille"),
        pytest.param("Deaths: 12", "Deaths: 15", id="a number alone in its line"),
        pytest.param("हवा तेज थी", "हवा तेजी थी", id="a vowel sign"),
        pytest.param("港で祭りが始まった。", "港で祭りが終わった。", id="a script without spaces"),
        pytest.param("The quay burned.", "The quay burned.\nCorrection: It did not.", id="a notice"),
    ],
)
def test_what_says_something_else_is_a_revision(old: str, new: str) -> None:
    assert is_revision(report("post", old), report("post", new))


def test_another_headline_is_a_revision_and_another_author_alone_is_none() -> None:
    first = report("post", FERRY, headline="Ferry aground")
    assert is_revision(first, replace(first, headline="Ferry sinks"))
    assert not is_revision(first, replace(first, authors=("Ada Model",), teaser="Other"))


@given(st.text(max_size=80))
@settings(max_examples=80, deadline=None)
def test_settling_a_text_twice_is_settling_it_once(text: str) -> None:
    assert settled(settled(text)) == settled(text)


SAID = st.text(alphabet="ab1 2²½3.,/<>=~×≈%‰‰-–+$€?!؟٪'’“\"\n→|٥न", max_size=30)


@given(SAID)
@settings(max_examples=200, deadline=None)
def test_settling_marks_and_numbers_twice_is_settling_them_once(text: str) -> None:
    assert settled(settled(text)) == settled(text)


@given(SAID, SAID)
@settings(max_examples=200, deadline=None)
def test_of_two_wordings_that_say_something_else_a_piece_is_marked(before: str, after: str) -> None:
    gone, came = changed_words(before, after)
    assert all(span.cut(before).strip() for span in gone)
    assert all(span.cut(after).strip() for span in came)
    assert gone or came or settled(before) == settled(after)


def test_a_text_cut_down_to_a_teaser_is_known_by_the_share_that_it_lost() -> None:
    first = report("post", LONG)
    lost = share_lost(first, replace(first, text="Subscribe to go on reading about the harbour board."))
    assert lost is not None
    assert lost > 0.9
    assert share_lost(first, replace(first, text="\n".join(LONG.split("\n")[:6]))) is None


def test_a_text_that_says_that_it_was_withdrawn_was_not_merely_cut_down() -> None:
    first = report("post", LONG)
    assert share_lost(first, replace(first, text="This article has been withdrawn. The vote took place.")) is None


def test_a_live_page_may_let_old_entries_drop() -> None:
    first = report("post", LONG, live=True)
    assert share_lost(first, replace(first, text="The board meets again.")) is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "An earlier version of this article gave a wrong toll."),
        ("fr", "Rectificatif : le nom du village est Basse-Serpe."),
        ("de", "In einer früheren Version dieses Artikels stand eine falsche Zahl."),
        ("es", "Fe de errores: el barco llevaba 90 pasajeros.".replace("errores", "erratas")),
        ("ms", "Pembetulan: jumlah mangsa ialah 12."),
        ("ar", "تصحيح: عدد القتلى 12."),
        ("zh", "更正：死亡人数为12人。"),
        ("ru", "В предыдущей версии статьи была ошибка."),
    ],
)
def test_a_notice_of_correction_is_known_in_many_languages(language: str, line: str) -> None:
    article = report("post", f"{FERRY}\n{line}", language=language)
    assert [one.cut(article.text) for one in find_notices(article)] == [line]


@pytest.mark.parametrize("line", ["Corrections officers went on strike.", "Korrektur am Aktienmarkt erwartet."])
def test_news_of_corrections_is_no_notice(line: str) -> None:
    assert find_notices(report("post", line, language="de")) == ()


def test_a_changed_toll_is_told_with_both_sentences_and_the_numbers_marked() -> None:
    old, new = "The coast guard said 12 people were killed.", "The coast guard said 15 people were killed."
    [change] = changed(old, new)
    assert (change.kind, change.role) == (ChangeKind.NUMBER, Role.KILLED)
    assert words_of(change.before, old) == (old, ["12"])
    assert words_of(change.after, new) == (new, ["15"])


@pytest.mark.parametrize(
    ("old", "new", "marked", "language"),
    [
        ("The fine is $5 million.", "The fine is €5 million.", (["$"], ["€"]), "en"),
        ("La multa es de 5 € según el tribunal.", "La multa es de 5 £ según el tribunal.", (["€"], ["£"]), "es"),
        ("罰金は$500だと裁判所は述べた。", "罰金は€500だと裁判所は述べた。", (["$"], ["€"]), "ja"),
        ("दर ५% रही और लोग खुश थे", "दर ५‰ रही और लोग खुश थे", (["%"], ["‰"]), "hi"),
        ("غرامة قدرها 5% كما قالت المحكمة.", "غرامة قدرها 5 كما قالت المحكمة.", (["%"], []), "ar"),
        ("Rate fell to <5 percent in May.", "Rate fell to 5 percent in May.", (["<"], []), "en"),
        ("Nachts waren es -5 Grad.", "Nachts waren es 5 Grad.", (["-"], []), "de"),
        ("The hull measures 10² metres.", "The hull measures 102 metres.", (["10²"], ["102"]), "en"),
    ],
)
def test_a_sign_that_says_how_a_number_is_meant_is_a_change_of_the_number(
    old: str, new: str, marked: tuple[list[str], list[str]], language: str
) -> None:
    [change] = changed(old, new, language=language)
    assert change.kind is ChangeKind.NUMBER
    assert (words_of(change.before, old)[1], words_of(change.after, new)[1]) == marked


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [("The mayor resigned.", "The mayor resigned?", "en"), ("هل استقال الوزير.", "هل استقال الوزير؟", "ar")],
)
def test_a_question_mark_that_came_is_marked(old: str, new: str, language: str) -> None:
    [change] = changed(old, new, language=language)
    assert (change.kind, words_of(change.after, new)[1]) == (ChangeKind.REWORDED, [new[-1]])


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        ("15 people are reading this now", "16 people are reading this now", "en"),
        ("Aktualisiert: vor 5 Minuten", "Aktualisiert: vor 2 Stunden", "de"),
        ("il y a 5 minutes", "il y a 2 heures", "fr"),
        ("12 条评论", "140 条评论", "zh"),
        ("آخر تحديث منذ 5 دقائق", "آخر تحديث منذ 7 دقائق", "ar"),
        ("15  comments", "16 comments", "ru"),
    ],
)
def test_lines_that_move_at_every_visit_are_no_changes(old: str, new: str, language: str) -> None:
    rest = "“We saw it,” she said."
    found = changed(f"{old}\n{rest}", f"{new}\n{rest} It was late.", language=language)
    assert [change.kind for change in found] == [ChangeKind.ADDED]


@pytest.mark.parametrize("mark", [",", ".", " ", "\u202f", "’"])
def test_a_grouped_number_is_marked_whole(mark: str) -> None:
    old, new = f"Some 12{mark}500 homes lost power.", f"Some 12{mark}900 homes lost power."
    [change] = changed(old, new)
    assert (words_of(change.before, old)[1], words_of(change.after, new)[1]) == ([f"12{mark}500"], [f"12{mark}900"])


def test_a_number_in_other_letters_is_a_rewording_and_no_other_number() -> None:
    [change] = changed("The coast guard said twelve people were killed.", "The coast guard said 12 people were killed.")
    assert change.kind is ChangeKind.REWORDED


def test_numerals_of_han_script_are_numbers() -> None:
    [change] = changed("港におよそ千人が集まった。", "港におよそ三千人が集まった。", language="ja")
    assert change.kind is ChangeKind.NUMBER


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "“We saw the lights go out,” said captain Anwar Delosa.",
            "“We saw all lights go out,” said captain Anwar Delosa.",
        ),
        ("It was cold.", "It was cold. “It was an old ship,” said Mira Tolen, a passenger."),
        ("It was cold. “It was an old ship,” said Mira Tolen, a passenger.", "It was cold."),
        ("The ministry said it was an accident at sea.", "The ministry said it was an “accident” at sea."),
    ],
    ids=["reworded", "added", "removed", "put in marks"],
)
def test_a_quotation_that_changed_is_told_as_one(old: str, new: str) -> None:
    assert [change.kind for change in changed(old, new)] == [ChangeKind.QUOTATION]


def test_words_put_into_another_mouth_are_a_change_of_source() -> None:
    old = "The minister of ports, Lena Orvik, said the hull was sound."
    assert [one.kind for one in changed(old, old.replace("Lena Orvik", "Ruth Halden"))] == [ChangeKind.SOURCE]


def test_a_name_that_was_wrong_is_a_change_of_name() -> None:
    old = "The ferry had sailed from the island of Orrest to Port Larran that night."
    assert [one.kind for one in changed(old, old.replace("Orrest", "Velia"))] == [ChangeKind.NAME]


def test_sentences_that_came_went_and_moved_are_told_as_such() -> None:
    old = "The ship sank at dawn. Divers are at work today.\nNobody knows why it happened. The quay is closed."
    new = (
        "Nobody knows why it happened. The quay is closed.\nThe ship sank at dawn. A crane was brought in from abroad."
    )
    found = changed(old, new)
    assert {one.kind for one in found} == {ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.MOVED}


def test_the_heaviest_change_comes_first() -> None:
    first = report("post", f"{FERRY}\nThe quay is closed.", headline="Ferry aground")
    text = FERRY.replace("31 people", "34 people") + "\nThe quay is open.\nCorrection: the toll was wrong."
    found = changes(first, replace(first, text=text, headline="Ferry aground, 34 hurt"))
    kinds = [change.kind for change in found.changes]
    assert kinds == [ChangeKind.NOTICE, ChangeKind.HEADLINE, ChangeKind.NUMBER, ChangeKind.REWORDED]


def test_a_change_of_our_own_extraction_is_said() -> None:
    first = report("post", FERRY, made_by="extract/1")
    assert changes(first, replace(first, made_by="extract/2", text=FERRY + "\nMore.")).reread


def test_a_very_long_page_that_is_wholly_rewritten_is_read_in_time() -> None:
    old = " ".join(f"Boat {number} left the harbour at dawn with {number} crates." for number in range(600))
    new = " ".join(f"Truck {number} reached the market by noon without {number} drivers." for number in range(600))
    assert len(changed(old, new)) == 1200


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("a b " * 500, "b a c " * 500, id="one sentence"),
        pytest.param("Tor!\nKein Tor.\n" * 400, "Kein Tor.\nTor!\nEcke.\n" * 400, id="a ticker"),
        pytest.param(
            "港で祭りが始まった。" * 800, "祭りが港で終わった。港は静かだ。" * 400, id="a script without spaces"
        ),
        pytest.param("a" + " " * 50_000 + "b", "a" + " " * 50_000 + "c", id="blanks"),
        pytest.param("a < " * 20_000 + "b", "a > " * 20_000 + "c", id="signs"),
    ],
)
def test_a_page_that_repeats_itself_is_compared_in_time(old: str, new: str) -> None:
    before = report("post", old)
    after = replace(before, text=new, revision=2)
    claims = (read_claims(before), read_claims(after))
    start = process_time()
    assert is_revision(before, after)
    assert find_changes(before, after, claims=claims).changes
    assert process_time() - start < 3  # about 0.5; the first two took 28 and 60 before


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_every_piece_of_a_change_is_a_span_of_its_text(data: st.DataObject) -> None:
    sentences = [
        *FERRY.split("\n"),
        "“It was an old ship,” said Mira Tolen.",
        "港で祭りが始まった。",
        "Correction: No.",
    ]
    old, new = (data.draw(st.lists(st.sampled_from(sentences), max_size=6)) for _ in range(2))
    before, after = report("post", "\n".join(old), headline="Old"), report("post", "\n".join(new), headline="New one")
    for change in changes(before, after).changes:
        assert change.before or change.after
        for article, cut in ((before, change.before), (after, change.after)):
            if cut is not None:
                text = (article.headline or "") if cut.of_headline else article.text
                assert cut.span.cut(text).strip()
                assert all(cut.span.holds(mark) and mark.cut(text) for mark in cut.marks)
