"""What an embedder costs an article: models of real shapes with invented weights, made here, on texts of the corpus.

    python -m benchmarks.embedders [CORPUS]      (or VARIORUM_CORPUS; CORPUS/stories/*/articles.jsonl)

Speed hangs on the shape of a model and not on what it learned, so that nothing needs to be fetched. Of quality nothing
is said. Before a real model is used its own figures are printed by naming its folder:

    python -m benchmarks.embedders CORPUS --folder FOLDER
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
from benchmarks.stories import find_corpus, read_set
from model2vec import StaticModel
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import quantize_dynamic
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

from variorum.engines import load_embedder
from variorum.stories import embedded_text

TARGET = Path(__file__).parent.parent / "docs/benchmarks/embedders.md"
SETS = ("news-cluster", "four-languages", "shootings")
TEXTS = 96  # of each set a third: a transformer takes its time
WORDS = 30_000  # tokens in the vocabulary
_Constants = list[onnx.TensorProto]


class Cost(NamedTuple):
    """What was measured of one model; times are the processor's, over all its cores."""

    name: str
    megabytes: float
    load: float  # seconds, its packages imported before
    singly: float  # milliseconds an article, one call each, as they arrive
    together: float  # all in one call


class Shape(NamedTuple):
    """A transformer's shape."""

    layers: int
    width: int
    heads: int


SHAPES = {"6 layers of 384": Shape(6, 384, 12), "12 layers of 384": Shape(12, 384, 12)}


def main() -> None:
    """Print the table; write it down where no folder was named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    texts = read_texts(find_corpus(given.corpus))
    if given.folder:
        print(measured(given.folder.name, given.folder, texts))
        return
    with tempfile.TemporaryDirectory() as place:
        costs = [measured(name, folder, texts) for name, folder in made(Path(place), texts)]
    lines = [
        "# What an embedder costs",
        "",
        "Written by `benchmarks/embedders.py`. Models of real shapes with invented weights, on the headline and the",
        f"first 60 words of {len(texts)} articles of the corpus; no graphics card. Time of the processor, over all its",
        "cores: what else the machine does meanwhile hardly counts. The grouping makes one call for each article. Of",
        "quality these figures say nothing.",
        "",
        "| model | MB | load, s | an article, one call each, ms | all in one call, ms |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {c.name} | {c.megabytes:.0f} | {c.load:.1f} | {c.singly:.2g} | {c.together:.2g} |" for c in costs]
    lines += ["", f"Peak memory of the run, all models after one another: {_peak():.0f} MB."]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def read_texts(corpus: Path) -> list[str]:
    """What is embedded of articles of each set, evenly picked."""
    texts: list[str] = []
    for name in SETS:
        articles, _ = read_set(corpus, name)
        wanted = TEXTS // len(SETS)
        texts += [embedded_text(one) for one in articles[:: max(1, len(articles) // wanted)][:wanted]]
    return texts


def measured(name: str, folder: Path, texts: list[str]) -> Cost:
    """The cost of one folder. A few texts go before: the first run makes the plan."""
    load_embedder(folder).embed(texts[:3])
    began = time.process_time()
    embedder = load_embedder(folder)
    load = time.process_time() - began
    return Cost(
        name=name,
        megabytes=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6,
        load=load,
        singly=_seconds(lambda: [embedder.embed([text]) for text in texts]) * 1000 / len(texts),
        together=_seconds(lambda: embedder.embed(texts)) * 1000 / len(texts),
    )


def made(place: Path, texts: list[str]) -> Iterable[tuple[str, Path]]:
    """The models, each made when it is asked for."""
    tokenizer = trained(texts)
    rows = np.random.default_rng(1).normal(size=(tokenizer.get_vocab_size(), 256)).astype(np.float32)
    StaticModel(vectors=rows, tokenizer=tokenizer).save_pretrained(place / "static")
    yield "static vectors (model2vec), 256 dimensions", place / "static"
    for name, shape in SHAPES.items():
        plain, small = place / name, place / f"{name}, small"
        for folder in (plain, small):
            folder.mkdir()
            tokenizer.save(str(folder / "tokenizer.json"))
        onnx.save(transformer(shape, vocabulary=tokenizer.get_vocab_size()), plain / "model.onnx")
        quantize_dynamic(plain / "model.onnx", small / "model.onnx", per_channel=True, op_types_to_quantize=["MatMul"])
        yield f"transformer (ONNX), {name}", plain
        yield f"the same with weights of 8 bits, {name}", small


def trained(texts: list[str]) -> Tokenizer:
    """A WordPiece vocabulary of these texts."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    trainer = trainers.WordPieceTrainer(vocab_size=WORDS, special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    numbers = [(name, special.index(name)) for name in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=numbers)
    return tokenizer


def transformer(shape: Shape, *, vocabulary: int) -> onnx.ModelProto:
    """A BERT-like encoder without positions: they cost nothing beside the rest."""
    graph = _Graph(shape)
    state = graph.node("Gather", graph.weights(vocabulary, shape.width), "input_ids")
    for _ in range(shape.layers):
        state = graph.normed(state, graph.attention(state))
        inner = graph.node("Gelu", graph.node("MatMul", state, graph.weights(shape.width, 4 * shape.width)))
        state = graph.normed(state, graph.node("MatMul", inner, graph.weights(4 * shape.width, shape.width)))
    return graph.model(state)


class _Graph:
    """Nodes and constants of a graph, named by number."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.nodes: list[onnx.NodeProto] = []
        self.constants: _Constants = []
        self._chance = np.random.default_rng(2)
        size = shape.width // shape.heads
        self._apart = self.constant(np.array([0, 0, shape.heads, size]))
        self._joined = self.constant(np.array([0, 0, shape.width]))
        self._scale = self.constant(np.array(size**-0.5, dtype=np.float32))

    def node(self, kind: str, *inputs: str, **options: Any) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **options))
        return name

    def constant(self, value: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def weights(self, *size: int) -> str:
        return self.constant(self._chance.normal(scale=0.03, size=size).astype(np.float32))

    def attention(self, state: str) -> str:
        width = self.shape.width
        turns = ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])
        query, key, value = (
            self.node(
                "Transpose",
                self.node("Reshape", self.node("MatMul", state, self.weights(width, width)), self._apart),
                perm=turn,
            )
            for turn in turns
        )
        shares = self.node("Softmax", self.node("Mul", self.node("MatMul", query, key), self._scale), axis=-1)
        mixed = self.node("Transpose", self.node("MatMul", shares, value), perm=[0, 2, 1, 3])
        return self.node("MatMul", self.node("Reshape", mixed, self._joined), self.weights(width, width))

    def normed(self, state: str, change: str) -> str:
        ones = self.constant(np.ones(self.shape.width, dtype=np.float32))
        return self.node("LayerNormalization", self.node("Add", state, change), ones)

    def model(self, output: str) -> onnx.ModelProto:
        names = ("input_ids", "attention_mask")
        given = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in names]
        last = [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["batch", "tokens", self.shape.width])]
        graph = helper.make_graph(self.nodes, "shape", given, last, self.constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


def _seconds(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return time.process_time() - began


def _peak() -> float:
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    main()
