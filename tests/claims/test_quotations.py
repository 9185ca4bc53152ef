"""Quotations are found with their speaker, whose name is followed to its fullest form."""

from __future__ import annotations

import pytest
from tests.claims.reports import direct, read, told

pytestmark = pytest.mark.unit

ADA = "Mayor Ada Model met reporters in Sel.\n"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("“We will wait,” Model said.", "We will wait,"),
        ("“We will wait,” said Model.", "We will wait,"),
        ("Model said, “We will wait.”", "We will wait."),
        ("Model said: “We will wait.”", "We will wait."),
        ("“We will wait,” Model told reporters on Monday.", "We will wait,"),
        ("“We will wait,” she said.", "We will wait,"),
        ("“We will wait,” the mayor said.", "We will wait,"),
        ("“We will wait?” asked Model.", "We will wait?"),
        ("The plan is “a mistake”, according to Model.", "a mistake"),
        ("Model called the plan “a mistake” on Monday.", "a mistake"),
        ("Model said the plan was “a mistake” and left.", "a mistake"),
        ("Model, who came by boat, said the plan was “a mistake”.", "a mistake"),
        ("Model praised the crew, adding: “We will wait.”", "We will wait."),
        ("Model expressed “deep regret”, the council said in a statement.", "deep regret"),
        ("'We will wait,' Model said.", "We will wait,"),
    ],
)
def test_the_speaker_stands_beside_the_quotation(sentence: str, words: str) -> None:
    assert direct(ADA + sentence) == [(words, "Ada Model")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It is safe,” said Jo Case, a spokesman for the ministry.", "Jo Case"),
        ("“It is safe,” Jo Case, a spokesman for the ministry, told Radio Sel.", "Jo Case"),
        ("“It is safe,” said interim Harbour Minister Jo Case.", "Jo Case"),
        ("“It is safe,” confirmed Varian ministry spokesman Jo Case.", "Jo Case"),
        ("“It is safe,” said the local prefect, Jo Case.", "Jo Case"),
        ("The pilots met. “It is safe,” said their leader, Jo Case.", "Jo Case"),
        ("“It is safe,” one of her lawyers, Jo Case, said.", "Jo Case"),
        ("“It is safe,” a spokesman for the Harbour Ministry said.", "spokesman"),
        ("“It is safe,” the Varian foreign ministry said.", "Varian foreign ministry"),
        ("“It is safe,” a local source said.", "local source"),
        ("“It is safe,” the lawsuit says.", "lawsuit"),
        ("Jo Case wrote a letter calling it “quite safe”.", "Jo Case"),
    ],
)
def test_people_and_bodies_that_speak(text: str, speaker: str) -> None:
    assert [source for _, source in direct(text)] == [speaker]


def test_a_quotation_split_by_its_cue_belongs_to_one_speaker() -> None:
    text = ADA + "“We will wait,” Model said. “We will not go.”"
    assert [source for _, source in direct(text)] == ["Ada Model", "Ada Model"]


def test_a_quotation_of_several_sentences_is_cut_so_that_each_piece_lies_in_one_claim() -> None:
    text = ADA + "“We will wait. We will not go,” Model said."
    assert direct(text) == [("We will wait.", "Ada Model"), ("We will not go,", "Ada Model")]


def test_a_quotation_goes_on_through_paragraphs() -> None:
    text = ADA + "“We will wait,” Model said. “The boats are late.\n“They will not come today.”"
    assert [source for _, source in direct(text)] == ["Ada Model"] * 3


def test_two_verbs_share_a_subject() -> None:
    text = ADA + "Model said, “We will wait,” and predicted, “They will come.”"
    assert direct(text) == [("We will wait,", "Ada Model"), ("They will come.", "Ada Model")]


def test_a_pronoun_means_the_last_who_fits_it() -> None:
    text = "Ms. Ada Model met Mr. Jo Case.\n“It is safe,” he said.\n“It is not,” she said."
    assert [source for _, source in direct(text)] == ["Jo Case", "Ada Model"]


@pytest.mark.parametrize(
    "text",
    [
        "The ship “Northern Star” sank.",
        "They rolled like “a loose barrel” through Sel.",
        "The name means “High Water” there.",
        "He wrote an article titled “The Long Wait” there.",
        "- ‘A quiet week’ -",
    ],
)
def test_titles_names_and_terms_are_no_quotations(text: str) -> None:
    assert direct(text) == []


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("Model said that the dam was safe.", "the dam was safe", "Model"),
        ("Model said the dam was safe.", "the dam was safe", "Model"),
        ("Model told reporters on Monday that the dam was safe.", "the dam was safe", "Model"),
        ("The old dam was safe again, Model said on Monday.", "The old dam was safe again", "Model"),
        (
            "The old dam was safe again, Colonel Ada Model, a spokesman, said.",
            "The old dam was safe again",
            "Ada Model",
        ),
        ("The old dam was safe again, ministry spokesman Jo Case said.", "The old dam was safe again", "Jo Case"),
        ("The old dam was safe again, said the ministry.", "The old dam was safe again", "ministry"),
        ("According to the ministry, the dam was safe.", "the dam was safe", "ministry"),
        ("The old dam was safe again, according to the ministry.", "The old dam was safe again", "ministry"),
        ("Model denied that the dam was safe.", "the dam was safe", "Model"),
    ],
)
def test_told_statements(text: str, content: str, speaker: str) -> None:
    assert told(text) == [(content, speaker)]


@pytest.mark.parametrize("text", ["Model posted a video of it.", "The dam was called safe.", "It rained."])
def test_a_verb_of_speech_alone_tells_nothing(text: str) -> None:
    assert told(text) == []


def test_a_claim_carries_whose_statement_it_is() -> None:
    claims = read("Model said that the dam was safe. It rained.").claims
    assert [claim.attribution.source if claim.attribution else None for claim in claims] == ["Model", None]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "« Nous attendons », a déclaré le maire Jean Essai.", ("Nous attendons", "Jean Essai")),
        ("fr", "Le maire Jean Essai est venu. « Nous attendons », a-t-il dit.", ("Nous attendons", "Jean Essai")),
        ("de", "„Wir warten“, sagte Bürgermeisterin Anna Muster.", ("Wir warten", "Anna Muster")),
        ("de", "„Wir warten“, sagte Einsatzleiterin Anna Muster.", ("Wir warten", "Anna Muster")),
        ("de", "Bürgermeisterin Anna Muster sagte: „Wir warten.“", ("Wir warten.", "Anna Muster")),
        ("es", "«Esperamos», dijo la alcaldesa Ana Modelo.", ("Esperamos", "Ana Modelo")),
        ("es", "La alcaldesa Ana Modelo llegó. “Esperamos mucho”, afirmó.", ("Esperamos mucho", "Ana Modelo")),
        ("ms", '"Kami menunggu," kata Datuk Bandar Ali Misal.', ("Kami menunggu,", "Ali Misal")),
        ("ms", 'Menteri Ali Misal tiba. "Kami menunggu," katanya.', ("Kami menunggu,", "Ali Misal")),
        ("it", "«Aspettiamo», ha detto il sindaco Gianni Prova.", ("Aspettiamo", "Gianni Prova")),
        ("pt", "“Esperamos”, disse na terça-feira a prefeita Ana Modelo.", ("Esperamos", "Ana Modelo")),
        ("nl", '"Wij wachten", zei burgemeester Jan Proef.', ("Wij wachten", "Jan Proef")),
        ("id", '"Kami menunggu," ujar Gubernur Budi Misal.', ("Kami menunggu,", "Budi Misal")),
    ],
)
def test_other_languages(language: str, text: str, expected: tuple[str, str]) -> None:
    assert direct(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        (
            "es",
            "Todo está listo, informó la directora, Ana Modelo.\n"
            "El último fue el capitán, Luis Ensayo, de 54 años. «Contamos las horas de la noche», contó.",
            "Luis Ensayo",
        ),
        (
            "ms",
            '"Kami sedia," kata Ali Misal.\n'
            'Ketua pelabuhan, Siti Contoh, berkata bot itu berlabuh di luar. "Kami menunggu semalaman," katanya.',
            "Siti Contoh",
        ),
        (
            "fr",
            "« Nous attendons », a dit le maire, Jean Essai.\n"
            "La directrice du musée, Anne Preuve, avait fait le voyage. « Nous rendons tout », a-t-elle déclaré.",
            "Anne Preuve",
        ),
        (
            "en",
            "“It is late,” said the director, Ada Model.\n"
            "The oldest man in the village, Jo Case, opened the box. “We knew each one,” he said.",
            "Jo Case",
        ),
    ],
)
def test_who_speaks_is_whom_the_sentence_before_is_about(language: str, text: str, speaker: str) -> None:
    assert direct(text, language)[-1][1] == speaker


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“We waited all night long,” the shift leader, Jo Case, told reporters."),
        ("en", "“We waited, but not for long,” the head of the port, Jo Case, said. “It was cold.”"),
        ("en", "Harbour master Jo Case told local radio: “We heard the noise that the boats made.”"),
        ("es", "«Esperamos toda la noche», dijo el jefe de turno, Luis Ensayo, que insistió en salir el último."),
    ],
)
def test_a_quotation_is_not_told_a_second_time(language: str, text: str) -> None:
    assert told(text, language) == []


def test_a_part_quoted_inside_a_told_clause_leaves_it_told() -> None:
    text = "Model said the boats had done “what boats do” there."
    assert told(text) == [("the boats had done “what boats do” there", "Model")]


def test_a_percentage_is_no_source() -> None:
    assert told("The old accord covers 70 per cent of trade between the ports.") == []


def test_a_source_behind_a_preposition_ends_at_the_next_one() -> None:
    text = "Der volle Plan gilt nach Angaben der Bahn ab Mittwoch wieder überall."
    assert {source for _, source in told(text, "de")} == {"Bahn"}


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("es", "El acuerdo cubre tres puertos, según la cámara de Villa Modelo.", "cámara de Villa Modelo"),
        ("ms", "Perjanjian itu meliputi tiga pelabuhan, menurut sekretariat Teluk Contoh.", "sekretariat Teluk Contoh"),
        ("de", "Nach Angaben des Versorgers Muster Strom arbeiten viele Techniker an den Leitungen.", "Muster Strom"),
        ("es", "El acuerdo cubre tres puertos, según la secretaría del Golfo.", "secretaría del Golfo"),
        ("en", "The clinics went over to radio, the isles' telecoms authority said.", "the isles' telecoms authority"),
    ],
)  # fmt: skip
def test_an_organisation_that_speaks_is_named_as_a_whole(language: str, text: str, speaker: str) -> None:
    assert [source for _, source in told(text, language)] == [speaker]
