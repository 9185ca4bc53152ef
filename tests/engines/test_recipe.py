"""How a transformer wants to be used: the files beside it are believed, in their older and newer forms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.engines.tiny import save_onnx

from variorum.engines import load_embedder
from variorum.engines.onnx import pool
from variorum.engines.recipe import MOST_TOKENS, Recipe, read_recipe
from variorum.errors import ConfigError

STATES = np.array([[1, 5], [2, 0], [6, 1]], dtype=np.float32)


@pytest.mark.unit
@pytest.mark.parametrize(
    ("pooling", "row"), [("mean", [3, 2]), ("max", [6, 5]), ("cls", [1, 5]), ("lasttoken", [6, 1])]
)
def test_the_vectors_of_tokens_become_one(pooling: str, row: list[float]) -> None:
    assert pool(STATES, pooling).tolist() == row


def test_nothing_said_means_the_mean(tmp_path: Path) -> None:
    assert read_recipe(save_onnx(tmp_path)) == Recipe(pooling="mean", tokens=MOST_TOKENS, prompt="", layers=())


@pytest.mark.parametrize(
    ("said", "pooling"),
    [
        ({"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}, "cls"),
        ({"pooling_mode_mean_tokens": True}, "mean"),
        ({"pooling_mode_lasttoken": True}, "lasttoken"),
        ({"pooling_mode": "max"}, "max"),
        ({"pooling_mode": ["cls"]}, "cls"),
    ],
)
def test_the_pooling_is_read(tmp_path: Path, said: dict[str, Any], pooling: str) -> None:
    assert read_recipe(save_onnx(tmp_path, pooling=said)).pooling == pooling


def test_two_poolings_at_once_are_refused(tmp_path: Path) -> None:
    folder = save_onnx(tmp_path, pooling={"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": True})
    with pytest.raises(ConfigError, match=r"1_Pooling/config\.json wants the pooling mean and cls"):
        read_recipe(folder)


def test_a_pooling_is_looked_up_where_modules_name_it(tmp_path: Path) -> None:
    modules = [{"type": "sentence_transformers.models.Transformer", "path": ""}, {"type": "m.Pooling", "path": "other"}]
    folder = save_onnx(tmp_path, modules=modules, pooling={"pooling_mode": "cls"})
    (folder / "1_Pooling").rename(folder / "other")
    assert read_recipe(folder).pooling == "cls"


@pytest.mark.parametrize(("said", "tokens"), [(128, 128), (8192, MOST_TOKENS), (None, MOST_TOKENS)])
def test_the_length_is_that_of_the_model_up_to_ours(tmp_path: Path, said: int | None, tokens: int) -> None:
    assert read_recipe(save_onnx(tmp_path, sentence_bert_config={"max_seq_length": said})).tokens == tokens


def test_a_longer_text_is_cut_at_the_length(tmp_path: Path) -> None:
    short = load_embedder(save_onnx(tmp_path, sentence_bert_config={"max_seq_length": 4}))
    cut, kept = short.embed(["bakers strike choir choir choir choir", "bakers strike"])
    assert np.array_equal(cut, kept)


def test_the_default_prompt_stands_before_each_text(tmp_path: Path) -> None:
    said = {"prompts": {"news": "choir ", "other": "rain "}, "default_prompt_name": "news"}
    with_prompt = load_embedder(save_onnx(tmp_path / "a", config_sentence_transformers=said))
    plain = load_embedder(save_onnx(tmp_path / "b"))
    assert np.array_equal(with_prompt.embed(["bakers"]), plain.embed(["choir bakers"]))
    assert not with_prompt.embed([""]).any()


@pytest.mark.parametrize("body", ["{", '{"a": 1}'])
def test_a_file_that_is_not_of_the_form_is_named(tmp_path: Path, body: str) -> None:
    (save_onnx(tmp_path) / "modules.json").write_text(body)
    with pytest.raises(ConfigError, match=r"modules\.json is no"):
        read_recipe(tmp_path)
