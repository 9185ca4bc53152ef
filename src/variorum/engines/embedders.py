"""One door to every kind of embedder: which kind a folder holds, and what is missing where it cannot be used."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from variorum.engines.model2vec import StaticEmbedder, find_static, holds_static
from variorum.engines.onnx import OnnxEmbedder, find_onnx
from variorum.errors import ConfigError, VariorumError
from variorum.interfaces import Embedder


def load_embedder(folder: Path) -> Embedder:
    """The embedder that lies in the folder; nothing is ever downloaded.

    Raises ConfigError that names what is missing (folder, file, package) or why the files cannot be used.
    """
    kind = _recognise(folder)
    try:
        return kind.load(folder)
    except VariorumError:
        raise
    # tokenizers raises bare Exception, and safetensors and onnxruntime have a dozen classes between them.
    except Exception as fault:
        reason = (str(fault).strip() or type(fault).__name__).splitlines()[0][:_LONGEST]
        raise ConfigError(f"{folder} cannot be loaded as a {kind.name} model ({reason}): convert it anew.") from fault


def check_embedder(folder: Path) -> None:
    """Raises ConfigError where load_embedder would refuse without reading the weights: quick, and imports nothing."""
    _recognise(folder)


_LONGEST = 300  # characters of a library's complaint


class _Kind(NamedTuple):
    """A kind of embedder: what it is called, the packages that it runs on, and what opens it."""

    name: str
    packages: tuple[str, ...]
    load: Callable[[Path], Embedder]


_STATIC = _Kind("model2vec", ("model2vec", "tokenizers"), StaticEmbedder)
_ONNX = _Kind("ONNX", ("onnxruntime", "tokenizers"), OnnxEmbedder)


def _recognise(folder: Path) -> _Kind:
    """Static vectors first: their folders often hold the same model as ONNX besides, which is slower."""
    if not folder.is_dir():
        raise ConfigError(f"The embedder {folder} is no folder: name the one that holds the model's files.")
    if find_static(folder):
        kind = _STATIC
    elif find_onnx(folder):
        kind = _ONNX
    else:
        raise ConfigError(_what_is_wanted(folder))
    lacking = [package for package in kind.packages if find_spec(package) is None]
    if lacking:
        raise ConfigError(
            f"The embedder {folder} needs the package {lacking[0]}: install it with pip install 'variorum[embed]'."
        )
    return kind


def _what_is_wanted(folder: Path) -> str:
    """Why the folder is of neither kind."""
    if holds_static(folder):
        return f"{folder} holds static vectors but not both config.json and tokenizer.json: copy the whole model there."
    if find_onnx(folder, complete=False):
        return f"{folder} holds a model.onnx but no tokenizer.json: copy the model's there."
    if any(folder.glob("*.safetensors")) or any(folder.glob("pytorch_model*.bin")):
        return (
            f"{folder} holds a transformer's weights but no model.onnx: export it to ONNX, or distil it with model2vec"
            " (docs/embedders.md)."
        )
    return f"{folder} holds no embedder: it needs model.onnx and tokenizer.json, or a folder that model2vec saved."
