"""A transformer in ONNX form: reads each word among its neighbours. Dearer than static vectors, and better."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from variorum.engines.recipe import read_recipe
from variorum.engines.vectors import is_known, name_of, unit, unknown_token
from variorum.errors import ConfigError
from variorum.text.words import whole

_POOLED = "sentence_embedding"  # the output of a model that pools by itself
_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}


class OnnxEmbedder:
    """The Embedder of a folder with model.onnx (or onnx/model.onnx) and tokenizer.json."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        model = find_onnx(folder)
        assert model is not None
        self._recipe = read_recipe(folder)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()  # many files ask for 128 tokens of it
        self._tokenizer.enable_truncation(self._recipe.tokens)
        self._unknown = unknown_token(self._tokenizer)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3  # errors: it warns of each node that it could not make faster
        # Threads that wait by spinning take the machine from whatever else runs on it: beside other work a text took
        # 393 and 288 ms so, 123 and 101 of them the processor's; without 229 and 140, 64 and 51 of them (2026-11-26).
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._inputs = self._checked_inputs(model)
        outputs = [output.name for output in self._session.get_outputs()]
        self._output = _POOLED if _POOLED in outputs else outputs[0]
        # Weights over 2 GB lie in files beside the model that begin with its name.
        self.name = name_of(
            folder, [*model.parent.glob(f"{model.name}*"), folder / "tokenizer.json"], more=repr(self._recipe)
        )
        self.dimensions = self._checked_dimensions(model)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Rows of unit length, shape (texts, dimensions); of zeros for a text of which most is not in the vocabulary.

        The model runs over one text at a time. Batches of texts of like length gain little on a processor: 35 texts a
        second singly, 42 by four, 35 by 16, 30 by 32 (twelve layers of 384, 87 tokens, 2 cores, 2026-11-26; with
        weights of 8 bits 70 singly, 93 by 16). And in a batch a text's row would hang on its neighbours, for weights of
        8 bits are scaled by the batch's largest number: the same text came out up to 0.003 apart.
        """
        encodings = self._tokenizer.encode_batch([self._recipe.prompt + whole(text) for text in texts])
        known = [
            bool(text.strip()) and is_known(one, self._unknown) for text, one in zip(texts, encodings, strict=True)
        ]
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for number, encoding in enumerate(encodings):
            if known[number]:
                rows[number] = self._run(encoding.ids)
        return unit(rows, known)

    def _run(self, tokens: Sequence[int]) -> NDArray[np.float32]:
        """The row of one text, shape (dimensions,), from the numbers of its tokens."""
        ids = np.array([tokens], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        (found,) = self._session.run([self._output], {name: given[name] for name in self._inputs})
        states = np.asarray(found[0], dtype=np.float32)
        return states if states.ndim == 1 else pool(states, self._recipe.pooling)

    def _checked_inputs(self, model: Path) -> list[str]:
        names = [one.name for one in self._session.get_inputs()]
        if strange := sorted(set(names) - _INPUTS):
            raise ConfigError(
                f"{model} asks for the input {strange[0]}, which is not known here: export it for feature extraction."
            )
        return names

    def _checked_dimensions(self, model: Path) -> int:
        """The length of a row, found by one small run: the file may leave it open."""
        (output,) = (one for one in self._session.get_outputs() if one.name == self._output)
        if self._recipe.layers and len(output.shape) != 2:
            raise ConfigError(
                f"{model} lacks the layer {self._recipe.layers[0]} that modules.json names: export it with"
                " sentence-transformers, so that it gives a sentence_embedding."
            )
        return len(self._run([0, 0]))


def pool(states: NDArray[np.float32], pooling: str) -> NDArray[np.float32]:
    """One row, shape (d,), from the vectors of a text's tokens, shape (tokens, d); special tokens count, as they did in
    training (Reimers and Gurevych, "Sentence-BERT", EMNLP 2019, section 3)."""
    if pooling == "mean":
        return np.asarray(states.mean(axis=0))
    if pooling == "max":
        return np.asarray(states.max(axis=0))
    return np.asarray(states[-1 if pooling == "lasttoken" else 0])


def find_onnx(folder: Path, *, complete: bool = True) -> Path | None:
    """The model file of a folder; None where there is none, or where the tokenizer is missing and all is wanted."""
    if complete and not (folder / "tokenizer.json").is_file():
        return None
    return next((path for path in (folder / "model.onnx", folder / "onnx/model.onnx") if path.is_file()), None)
