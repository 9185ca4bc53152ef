"""How a transformer wants to be used, as the files beside it say in sentence-transformers' form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from variorum.errors import ConfigError

MOST_TOKENS = 256  # of a text: a headline and 60 words are some 130, in dear scripts twice that
POOLINGS = ("mean", "cls", "max", "lasttoken")
_FLAGS = {
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_cls_token": "cls",
    "pooling_mode_max_tokens": "max",
    "pooling_mode_lasttoken": "lasttoken",
    "pooling_mode_mean_sqrt_len_tokens": "mean_sqrt_len",
    "pooling_mode_weightedmean_tokens": "weightedmean",
}


class Recipe(NamedTuple):
    """What is done before and after the model runs."""

    pooling: str = "mean"  # one of POOLINGS: how the vectors of the tokens become one
    tokens: int = MOST_TOKENS  # a longer text is cut
    prompt: str = ""  # written before each text
    layers: tuple[str, ...] = ()  # after the pooling, which only a model that pools by itself can hold


def read_recipe(folder: Path) -> Recipe:
    """The recipe of a folder; the mean over all tokens where none is told. Raises ConfigError that names the file."""
    modules = _read(folder / "modules.json", [])
    kinds = {str(one.get("type", "")).rsplit(".", 1)[-1]: folder / str(one.get("path", "")) for one in modules}
    limit = _read(folder / "sentence_bert_config.json", {}).get("max_seq_length")
    prompts = _read(folder / "config_sentence_transformers.json", {})
    return Recipe(
        pooling=_pooling(kinds.get("Pooling", folder / "1_Pooling") / "config.json"),
        tokens=min(MOST_TOKENS, int(limit or MOST_TOKENS)),
        prompt=(prompts.get("prompts") or {}).get(prompts.get("default_prompt_name") or "", ""),
        layers=tuple(kind for kind in kinds if kind not in {"Transformer", "Pooling", "Normalize"}),
    )


def _pooling(file: Path) -> str:
    """The one way of pooling that the file names, in its older form (a flag each) or its newer one."""
    said = _read(file, {})
    named = said.get("pooling_mode") or [mode for flag, mode in _FLAGS.items() if said.get(flag)] or ["mean"]
    modes = [named] if isinstance(named, str) else list(named)
    if len(modes) == 1 and modes[0] in POOLINGS:
        return modes[0]
    raise ConfigError(
        f"{file} wants the pooling {' and '.join(map(str, modes))}, which is not built in: export the model with its"
        " pooling inside, as an output sentence_embedding."
    )


def _read(file: Path, default: Any) -> Any:
    """The JSON of a file of the default's kind; the default where there is no file."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return default
    except ValueError as fault:
        raise ConfigError(f"{file} is no JSON ({fault}): copy it anew from the model.") from fault
    if not isinstance(found, type(default)):
        raise ConfigError(f"{file} is not of the form that sentence-transformers writes: copy it anew from the model.")
    return found
