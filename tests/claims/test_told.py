"""What is told without marks: clauses, aims and topics, by whom, and how the article brings it in."""

from __future__ import annotations

import pytest
from tests.claims.reports import read, told

from variorum.model import Quotation, Stance

pytestmark = pytest.mark.unit


def quotations(text: str, language: str = "en") -> tuple[Quotation, ...]:
    return read(text, language).quotations


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("Model told cheering crews that the dam was safe.", "the dam was safe", "Model"),
        ("Model said late Monday that the dam was safe.", "the dam was safe", "Model"),
        ("Model said in a statement released on Monday that the dam was safe.", "the dam was safe", "Model"),
        ("Model also said he understands how hard that can be.", "he understands how hard that can be", "Model"),
        ("Three voters in the port say the dam was safe.", "the dam was safe", "Three voters in the port"),
        ("The old dam, Model said, was quite safe.", "The old dam", "Model"),
        ("Model said “doves” must lead the way.", "“doves” must lead the way", "Model"),
        ("Model believes that the dam was safe.", "the dam was safe", "Model"),
        ("Model is worried that the dam was cracked.", "the dam was cracked", "Model"),
        ("Ada Model's claim that the dam was safe, was new.", "the dam was safe", "Ada Model"),
        ("As Model told reporters, the dam was quite safe.", "the dam was quite safe", "Model"),
        ("Model said the dam was safe, but nobody came.", "the dam was safe", "Model"),
        ("While Model said that the dam was safe, nobody came.", "the dam was safe", "Model"),
        ("Model said that two things count: “Water and time.”", "two things count", "Model"),
    ],
)
def test_a_clause_is_told(text: str, content: str, speaker: str) -> None:
    assert (content, speaker) in told(text)


def test_a_clause_around_its_cue_is_one_utterance() -> None:
    found = quotations("The old dam, Model said, was quite safe.")
    assert {one.utterance for one in found} == {0}
    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Model vowed to wait for the boats.", "to wait for the boats"),
        ("Model urged them to wait for the boats.", "to wait for the boats"),
        ("Model criticised the new harbour plan on Monday.", "the new harbour plan"),
        ("Vesh demanded the return of the boats.", "the return of the boats"),
    ],
)
def test_an_aim_or_a_topic_is_no_statement(text: str, content: str) -> None:
    text = "Model came. " + text
    assert [(one.span.cut(text), one.statement) for one in quotations(text)] == [(content, False)]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour mouth was closed.",
        "The support of the town was great.",
        "Model was supported by the town.",
        "The head of the port, Jo Case, ordered the boats home.",
    ],
)
def test_nouns_passives_and_appositions_state_nothing(text: str) -> None:
    assert [one for one in quotations(text) if one.statement] == []


def test_an_apposition_before_the_speaker_is_not_told() -> None:
    text = "The dam was quite safe, the town's fisheries minister, Jo Case, said."
    assert told(text) == [("The dam was quite safe", "Jo Case")]


def test_nobody_is_named_for_what_was_reported() -> None:
    text = "It was reported that the dam was cracked."
    assert told(text) == [("the dam was cracked", None)]


def test_a_pronoun_for_nobody_known_keeps_its_place() -> None:
    text = "They said that the dam was cracked."
    (found,) = quotations(text)
    assert found.attribution
    assert found.attribution.source is None
    assert found.attribution.source_span
    assert found.attribution.source_span.cut(text) == "They"


def test_what_is_told_inside_of_what_is_told_is_nested() -> None:
    text = "Ada Model said that Jo Case had denied that the dam was cracked."
    assert [(q.span.cut(text), q.nested) for q in quotations(text)] == [
        ("Jo Case had denied that the dam was cracked", False),
        ("the dam was cracked", True),
    ]


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("said", Stance.SAID),
        ("claimed", Stance.CLAIMED),
        ("admitted", Stance.ADMITTED),
        ("denied", Stance.DENIED),
        ("warned", Stance.WARNED),
        ("thinks", Stance.BELIEVED),
    ],
)
def test_a_cue_has_its_stance(cue: str, stance: Stance) -> None:
    (found,) = quotations(f"Model {cue} that the dam was cracked.")
    assert found.attribution
    assert found.attribution.stance is stance


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("Der Minister Jan Muster sagte, dass der Damm sicher ist.", "der Damm sicher ist", "Jan Muster"),
        ("Der Minister Jan Muster sagte, der Damm sei sicher.", "der Damm sei sicher", "Jan Muster"),
        ("In Modellstadt sagte der Oberarzt, der Damm sei sicher.", "der Damm sei sicher", "Oberarzt"),
        ("Der Damm ist wieder sicher, sagte der Oberarzt am Montag.", "Der Damm ist wieder sicher", "Oberarzt"),
        ("Wie die Polizei mitteilte, ist der Damm wieder sicher.", "ist der Damm wieder sicher", "Polizei"),
        ("Zudem verlangen die Mönche, dass der Damm bleibt.", "der Damm bleibt", "Mönche"),
        ("Jan Muster versprach, auf die Boote zu warten.", "auf die Boote zu warten", "Jan Muster"),
        ("Laut der Polizei ist der Damm sicher.", "ist der Damm sicher", "Polizei"),
        ("Der Damm ist wieder sicher, so Anna Muster.", "Der Damm ist wieder sicher", "Anna Muster"),
        ("Nach Angaben informierter Kreise ist der Damm sicher.", "ist der Damm sicher", "informierter Kreise"),
        ("Einem Bericht des Senders zufolge ist der Damm sicher.", "ist der Damm sicher", "Senders"),
        ("Die Polizei bleibt bei der Aussage, dass der Damm sicher ist.", "der Damm sicher ist", None),
        ("Der Damm ist sicher. Dies teilte die Polizei mit.", "Der Damm ist sicher.", "Polizei"),
    ],
)
def test_german_clauses_stand_behind_a_comma(text: str, content: str, speaker: str | None) -> None:
    assert (content, speaker) in told(text, "de")


def test_a_sentence_in_the_mood_of_told_speech_goes_on_with_its_speaker() -> None:
    text = "„Wir warten“, sagte Bürgermeisterin Anna Muster. Die Boote seien weit draußen. Es regnete."
    assert told(text, "de") == [("Die Boote seien weit draußen", "Anna Muster")]


@pytest.mark.parametrize(
    "text",
    ["Die Lage ist so ernst wie nie.", "Es wurde laut gesungen am Hafen.", "Er kam, um auf die Boote zu warten."],
)
def test_german_words_that_only_look_like_cues_tell_nothing(text: str) -> None:
    assert told(text, "de") == []


@pytest.mark.parametrize(
    ("language", "text", "content", "speaker"),
    [
        ("fr", "Le maire Jean Essai a déclaré que le pont était sûr.", "le pont était sûr", "Jean Essai"),
        ("fr", "Le pont est sûr, a dit le maire Jean Essai lundi.", "Le pont est sûr", "Jean Essai"),
        ("fr", "Les habitants craignent que le pont ne tombe.", "le pont ne tombe", "habitants"),
        (
            "fr",
            "Selon l’hôpital Sainte-Preuve de Port Modèle, 21 personnes sont mortes.",
            "21 personnes sont mortes",
            "hôpital Sainte-Preuve",
        ),
        ("es", "La alcaldesa Ana Modelo dijo que el puente está cerrado.", "el puente está cerrado", "Ana Modelo"),
        ("it", "Il sindaco Gianni Prova ha detto che il ponte è chiuso.", "il ponte è chiuso", "Gianni Prova"),
        ("pt", "A prefeita Ana Modelo disse que a ponte está fechada.", "a ponte está fechada", "Ana Modelo"),
        ("sv", "Polisen uppger att bron är stängd.", "bron är stängd", "Polisen"),
        ("ru", "Министр Иван Примеров сообщил, что мост закрыт.", "мост закрыт", "Иван Примеров"),
        ("ru", "По словам Анны Примеровой, мост закрыт.", "мост закрыт", "Анны Примеровой"),
    ],
)
def test_told_clauses_of_other_languages(language: str, text: str, content: str, speaker: str) -> None:
    assert told(text, language) == [(content, speaker)]


def test_a_topic_does_not_make_the_sentence_the_speakers_statement() -> None:
    (claim,) = read("Vesh demanded the return of the boats.").claims
    assert claim.attribution is None
