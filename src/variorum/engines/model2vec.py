"""Static vectors: a text is the mean of its tokens' vectors, looked up in a table. Thousands of texts a second.

After Tulkens and van Dongen, "Model2Vec: Fast State-of-the-Art Static Embeddings" (2024), whose package is used.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from variorum.engines.vectors import is_known, name_of, unit, unknown_token
from variorum.text.words import whole


class StaticEmbedder:
    """The Embedder of a folder that model2vec or sentence-transformers saved with static vectors."""

    def __init__(self, folder: Path) -> None:
        from model2vec import StaticModel

        layout = find_static(folder)
        assert layout is not None
        self._model = StaticModel.from_pretrained(folder)
        self._unknown = unknown_token(self._model.tokenizer)
        self.name = name_of(folder, layout)
        self.dimensions = int(self._model.dim)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Rows of unit length, shape (texts, dimensions); of zeros for a text of which most is not in the table."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        written = [whole(text) for text in texts]
        # One thread: its own parallel mode would set a variable of the whole process.
        rows = self._model.encode(written, use_multiprocessing=False)
        encodings = self._model.tokenizer.encode_batch(written, add_special_tokens=False)
        return unit(rows, [is_known(encoding, self._unknown) for encoding in encodings])


def find_static(folder: Path) -> tuple[Path, Path] | None:
    """Vectors and tokenizer of a whole folder of static vectors, in any of the three forms that model2vec reads."""
    for config, place in _LAYOUTS:
        vectors, tokenizer = folder / place / "model.safetensors", folder / place / "tokenizer.json"
        if (folder / config).is_file() and tokenizer.is_file() and _is_static(vectors):
            return vectors, tokenizer
    return None


def holds_static(folder: Path) -> bool:
    """Whether the folder holds static vectors, be the rest there or not."""
    return any(_is_static(folder / place / "model.safetensors") for _, place in _LAYOUTS)


_LAYOUTS = (
    ("config.json", "."),
    ("config_sentence_transformers.json", "."),
    ("config_sentence_transformers.json", "0_StaticEmbedding"),
)
_TABLES = {"embeddings", "embedding.weight"}
_LONGEST_HEADER = 1 << 20  # bytes: that of static vectors takes some hundred


def _is_static(file: Path) -> bool:
    """Whether a safetensors file holds a table of vectors: a transformer's file bears the same name.

    The format begins with the length of its header (8 bytes, little-endian) and the header, a JSON object.
    """
    try:
        with file.open("rb") as stream:
            length = int.from_bytes(stream.read(8), "little")
            return length <= _LONGEST_HEADER and not _TABLES.isdisjoint(json.loads(stream.read(length)))
    except (OSError, ValueError):
        return False
