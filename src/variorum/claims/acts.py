"""The words of an article that say that somebody said, thinks or wants something: its cues of speech and thought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from variorum.claims.scene import Cue, Scene
from variorum.languages import Telling
from variorum.model import Stance

_MOST = 30  # of one sentence that are read


def find_acts(scene: Scene, telling: Telling) -> Mapping[int, Cue]:
    """Cues by their first word, those of speech and those of thought; what is a noun where it stands is none."""
    acts = _find_thoughts(scene, telling)
    for index, cue in scene.cues.items():
        noun = scene.language.nouns_are_capital and scene.text[scene.starts[index]].isupper()
        if not noun and not _is_noun_here(scene, index, telling):
            acts[index] = cue
    in_sentence: Counter[int] = Counter()
    kept: dict[int, Cue] = {}
    end = -1
    for index in sorted(acts):
        if index <= end:
            continue  # inside of a longer one: "a dit"
        end = acts[index].last
        sentence = scene.sentence_at(scene.starts[index])
        in_sentence[sentence] += 1
        if in_sentence[sentence] <= _MOST:
            kept[index] = acts[index]
    return kept


def _find_thoughts(scene: Scene, telling: Telling) -> dict[int, Cue]:
    """Verbs of thought and will outside of quotations and names, the longer phrase first."""
    found: dict[int, Cue] = {}
    for index, word in enumerate(scene.words):
        if index in scene.name_at or scene.is_quoted(word.span.start):
            continue
        following = scene.words[index + 1].folded if index + 1 < len(scene.words) else ""
        longer = telling.thinking.get(f"{word.folded} {following}")
        stance = longer or telling.thinking.get(word.folded)
        if word.folded in telling.states:
            stance = Stance.BELIEVED
        if stance and not _is_noun_here(scene, index, telling):
            found[index] = Cue(index, index + 1 if longer else index, stance)
    return found


def _is_noun_here(scene: Scene, index: int, telling: Telling) -> bool:
    """Whether a word that may be a verb is a noun by what stands before it: "the support", "of need"."""
    if not index or scene.before(index).strip(" \u00a0"):
        return False
    before = scene.words[index - 1]
    return before.folded in telling.noun_before or before.span.cut(scene.text).endswith(("'s", "’s"))
