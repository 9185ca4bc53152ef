"""What all embedders do with tokens and rows: lengths made one, and nothing said of texts that they cannot read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

_READ = 0.5  # of a text's letters: with fewer known, the rest is all that unlike texts of one script have in common
_CHUNK = 1 << 20  # bytes


def unit(rows: NDArray[Any], known: Sequence[bool]) -> NDArray[np.float32]:
    """The rows with length one, shape (n, d); of zeros where the text is not known, or a row is no numbers."""
    made = np.asarray(rows, dtype=np.float32)
    lengths = np.linalg.norm(made, axis=1, keepdims=True)
    good = np.isfinite(lengths) & (lengths > 0) & np.asarray(known, dtype=bool)[:, None]
    found = np.zeros_like(made)
    np.divide(made, lengths, out=found, where=good)
    return found


def is_known(encoding: Encoding, unknown: int | None) -> bool:
    """Whether the model's tokens cover half of the text. A text without any token, special ones aside, is not known."""
    sizes = [
        (token == unknown, end - start) for token, (start, end) in zip(encoding.ids, encoding.offsets, strict=True)
    ]
    read = sum(size for strange, size in sizes if not strange)
    return read > _READ * sum(size for _, size in sizes)


def unknown_token(tokenizer: Tokenizer) -> int | None:
    """The number of the token that stands for what the model does not know, where there is one."""
    model = json.loads(tokenizer.to_str())["model"]
    name = model.get("unk_token")
    found = tokenizer.token_to_id(name) if name else model.get("unk_id")
    return None if found is None else int(found)


def name_of(folder: Path, files: Iterable[Path], *, more: str = "") -> str:
    """The folder's name and a digest of the files: vectors of two digests cannot be compared."""
    digest = xxh3_64(more.encode())
    for file in sorted(files):
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    return f"{folder.resolve().name}/{digest.hexdigest()[:12]}"
