"""Tiny models made in the test: they know some invented news in five scripts, each word beside its translations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from model2vec import StaticModel
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

DIMENSIONS = 24
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
# Each line is one thing, said in English, Russian, Arabic, Hindi and Chinese (whose signs are tokens each).
THINGS = """
bakers пекари الخبازون नानबाई 饼
strike бастуют يضربون हड़ताल 罢
flour муки الطحين आटे 粉
prices цены أسعار कीमतों 价
valley долины الوادي घाटी 谷
shops лавки المتاجر दुकानें 店
bread хлеба الخبز रोटी 食
union союз النقابة संघ 会
choir хор الجوقة गायकमंडली 唱
rain дождём المطر बारिश 雨
festival праздник المهرجان उत्सव 节
audience зрители الجمهور दर्शक 众
"""
# Words that carry no meaning here: known to the model, and of no weight.
SMALL = """
the over of shut their is scarce says in sings to a из за закрыли не хватает говорит в поёт на
من في و का में की से 了 在
"""

BAKERS = {
    "en": (
        "Bakers strike over flour prices",
        "Bakers of the valley shut their shops over flour prices. Bread is scarce.",
    ),
    "ru": ("Пекари бастуют из-за цены муки", "Пекари долины закрыли лавки из-за цены муки. Хлеба не хватает."),
    "ar": ("الخبازون يضربون في الوادي", "الخبازون في الوادي و المتاجر و الخبز و أسعار الطحين"),
    "hi": ("नानबाई हड़ताल में", "नानबाई हड़ताल में घाटी की दुकानें आटे की कीमतों से रोटी"),
    "zh": ("饼罢粉价", "谷店罢了在粉价食"),
}
CHOIR = {
    "en": ("Choir sings in the rain", "The choir sings in the rain to the audience of the festival."),
    "ru": ("Хор поёт под дождём", "Хор поёт на праздник, зрители в дождём."),
}


def tokenizer() -> Tokenizer:
    """Words as they are, each Chinese sign a word; everything else is unknown."""
    vocabulary = {token: number for number, (token, _) in enumerate(_tokens())}
    made = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = BertNormalizer(strip_accents=False)
    made.pre_tokenizer = BertPreTokenizer()
    made.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[(name, SPECIAL.index(name)) for name in ("[CLS]", "[SEP]")]
    )
    return made


def table() -> NDArray[np.float32]:
    """A row for each token, shape (tokens, DIMENSIONS): that of its thing; of zeros where it means nothing."""
    rng = np.random.default_rng(7)
    things = rng.normal(size=(len(THINGS.split("\n")), DIMENSIONS)).astype(np.float32)
    return np.array([things[thing] if thing else np.zeros(DIMENSIONS) for _, thing in _tokens()], dtype=np.float32)


def save_static(folder: Path) -> Path:
    """A folder as model2vec saves it."""
    StaticModel(vectors=table(), tokenizer=tokenizer()).save_pretrained(folder)
    return folder


def save_onnx(
    folder: Path, *, inputs: tuple[str, ...] = ("input_ids", "attention_mask"), pooled: bool = False, **files: Any
) -> Path:
    """A folder as exports look: the graph looks up each token's row, and with `pooled` takes their mean by itself.

    `files` are written as JSON beside it: pooling={...} becomes 1_Pooling/config.json.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = tokenizer()
    made.enable_padding(length=64)  # as many files have it
    made.save(str(folder / "tokenizer.json"))
    onnx.save(_graph(inputs, pooled=pooled), folder / "model.onnx")
    for name, content in files.items():
        path = folder / ("1_Pooling/config.json" if name == "pooling" else f"{name}.json")
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    return folder


def _graph(inputs: tuple[str, ...], *, pooled: bool) -> onnx.ModelProto:
    given = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in inputs]
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])]
    outputs = [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", DIMENSIONS])]
    constants = [numpy_helper.from_array(table(), "table")]
    if pooled:
        constants.append(numpy_helper.from_array(np.array([1], dtype=np.int64), "axis"))
        nodes.append(helper.make_node("ReduceMean", ["last_hidden_state", "axis"], ["sentence_embedding"], keepdims=0))
        outputs.append(helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, ["batch", DIMENSIONS]))
    graph = helper.make_graph(nodes, "tiny", given, outputs, constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)


def _tokens() -> Iterator[tuple[str, int | None]]:
    """Each token with the number of its thing."""
    yield from ((name, None) for name in SPECIAL)
    for thing, line in enumerate(THINGS.strip().split("\n")):
        yield from ((word, thing + 1) for word in line.split())
    yield from ((word, None) for word in (*SMALL.split(), ".", ",", "-"))
