"""What any embedder must do, on tiny ones of both kinds; and what the door says of folders that hold none."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.engines.tiny import BAKERS, CHOIR, DIMENSIONS, save_onnx, save_static

from variorum.engines import check_embedder, load_embedder
from variorum.errors import ConfigError
from variorum.interfaces import Embedder
from variorum.stories import RememberingEmbedder

TEXTS = ["\n".join(told) for told in (*BAKERS.values(), *CHOIR.values())]

KINDS: dict[str, Callable[[Path], Embedder]] = {
    "static": lambda folder: load_embedder(save_static(folder)),
    "onnx": lambda folder: load_embedder(save_onnx(folder)),
    "onnx that pools": lambda folder: load_embedder(save_onnx(folder, pooled=True)),
    "remembering": lambda folder: RememberingEmbedder(load_embedder(save_static(folder))),
}


@pytest.fixture(params=KINDS)
def embedder(request: pytest.FixtureRequest, tmp_path: Path) -> Embedder:
    return KINDS[request.param](tmp_path / "tiny")


@pytest.mark.contract
class TestEmbedder:
    """What may be expected of any Embedder."""

    def test_every_text_gets_a_row_of_unit_length(self, embedder: Embedder) -> None:
        rows = embedder.embed(TEXTS)
        assert rows.shape == (len(TEXTS), embedder.dimensions)
        assert rows.dtype.name == "float32"
        assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)

    def test_one_happening_is_alike_in_five_scripts_and_unlike_another(self, embedder: Embedder) -> None:
        likeness = embedder.embed(TEXTS) @ embedder.embed(TEXTS).T
        bakers, choir = slice(0, len(BAKERS)), slice(len(BAKERS), None)
        assert likeness[bakers, bakers].min() > 0.6
        assert likeness[choir, choir].min() > 0.6
        assert likeness[bakers, choir].max() < 0.3

    def test_a_text_has_the_same_row_alone_and_among_others(self, embedder: Embedder) -> None:
        together = embedder.embed(TEXTS)
        assert all(np.array_equal(embedder.embed([text])[0], row) for text, row in zip(TEXTS, together, strict=True))

    def test_the_same_text_twice_has_the_same_row_twice(self, embedder: Embedder) -> None:
        first, _, third = embedder.embed([TEXTS[0], TEXTS[1], TEXTS[0]])
        assert np.array_equal(first, third)

    def test_no_texts_make_no_rows(self, embedder: Embedder) -> None:
        assert embedder.embed([]).shape == (0, embedder.dimensions)

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("", id="empty"),
            pytest.param(" \n\t", id="blank"),
            pytest.param("ความเงียบของหุบเขา.", id="a script that the model never saw"),
            pytest.param("Quizzical marmots juggle vexed zithers, bread.", id="hardly a word known"),
            pytest.param("\ud83d\udc00", id="halves of characters"),
        ],
    )
    def test_what_the_model_cannot_read_is_like_nothing(self, embedder: Embedder, text: str) -> None:
        rows = embedder.embed([TEXTS[0], text])
        assert not rows[1].any()
        assert rows[0].any()

    def test_half_a_character_in_a_text_hinders_nobody(self, embedder: Embedder) -> None:
        broken, whole = embedder.embed([f"{TEXTS[0]} \ud800", TEXTS[0]])
        assert broken @ whole > 0.9

    def test_a_very_long_text_is_cut(self, embedder: Embedder) -> None:
        assert embedder.embed([TEXTS[0] * 2_000]).any()

    def test_its_name_holds_the_folder_and_a_version(self, embedder: Embedder) -> None:
        name, _, version = embedder.name.partition("/")
        assert (name, len(version), embedder.dimensions) == ("tiny", 12, DIMENSIONS)


def test_the_same_files_have_the_same_name_and_others_another(tmp_path: Path) -> None:
    first, again = (load_embedder(save_onnx(tmp_path / place / "tiny")).name for place in "ab")
    other = load_embedder(save_onnx(tmp_path / "c" / "tiny", pooling={"pooling_mode": "cls"})).name
    assert first == again != other


def test_static_vectors_are_found_in_the_form_of_sentence_transformers(tmp_path: Path) -> None:
    save_static(tmp_path / "saved")
    folder = tmp_path / "st"
    (folder / "0_StaticEmbedding").mkdir(parents=True)
    from safetensors.numpy import load_file, save_file

    rows = load_file(tmp_path / "saved/model.safetensors")["embeddings"]
    save_file({"embedding.weight": rows}, folder / "0_StaticEmbedding/model.safetensors")
    shutil.copy(tmp_path / "saved/tokenizer.json", folder / "0_StaticEmbedding")
    (folder / "config_sentence_transformers.json").write_text("{}")
    assert np.allclose(load_embedder(folder).embed(TEXTS), load_embedder(tmp_path / "saved").embed(TEXTS))


def test_static_vectors_are_taken_before_the_same_model_in_onnx_form(tmp_path: Path) -> None:
    save_static(save_onnx(tmp_path / "both"))
    assert type(load_embedder(tmp_path / "both")).__name__ == "StaticEmbedder"


def test_a_model_in_the_folder_onnx_is_found(tmp_path: Path) -> None:
    folder = save_onnx(tmp_path / "tiny")
    (folder / "onnx").mkdir()
    (folder / "model.onnx").rename(folder / "onnx/model.onnx")
    assert load_embedder(folder).dimensions == DIMENSIONS


def without(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).unlink()
    return folder


def with_bytes(folder: Path, name: str, body: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(body)
    return folder


def transformer(folder: Path) -> Path:
    """A folder as transformers saves it: the file bears the name that static vectors have too."""
    header = json.dumps({"encoder.layer.0.weight": {}}).encode()
    return with_bytes(folder, "model.safetensors", len(header).to_bytes(8, "little") + header)


MISSING: dict[str, tuple[Callable[[Path], Path], str]] = {
    "no folder": (lambda folder: folder / "none", "is no folder"),
    "an empty folder": (lambda folder: folder, "holds no embedder: it needs model.onnx and tokenizer.json"),
    "vectors alone": (lambda folder: without(save_static(folder), "config.json"), "not both config.json and tokenizer"),
    "a graph alone": (lambda folder: without(save_onnx(folder), "tokenizer.json"), "no tokenizer.json"),
    "a transformer's weights": (transformer, "no model.onnx: export it"),
    "no safetensors": (
        lambda folder: with_bytes(folder, "model.safetensors", b"\xff" * 40),
        "no model.onnx: export it",
    ),
}
BROKEN: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a graph that is none": (lambda folder: with_bytes(save_onnx(folder), "model.onnx", b"\0" * 9), "as a ONNX model"),
    "a tokenizer that is none": (lambda folder: with_bytes(save_onnx(folder), "tokenizer.json", b"{}"), "cannot be"),
    "vectors cut off": (
        lambda folder: with_bytes(save_static(folder), "model.safetensors", static_bytes(folder)[:-99]),
        "cannot be loaded as a model2vec model",
    ),
    "an input that nobody knows": (lambda folder: save_onnx(folder, inputs=("input_ids", "pixels")), "input pixels"),
    "a layer that is not in the graph": (
        lambda folder: save_onnx(
            folder, modules=[{"type": "x.Pooling", "path": "1_Pooling"}, {"type": "x.models.Dense"}]
        ),
        "lacks the layer Dense",
    ),
    "a pooling that is not built in": (
        lambda folder: save_onnx(folder, pooling={"pooling_mode_weightedmean_tokens": True}),
        "wants the pooling weightedmean",
    ),
}


def static_bytes(folder: Path) -> bytes:
    return (folder / "model.safetensors").read_bytes()


@pytest.mark.parametrize("case", [*MISSING, *BROKEN])
def test_what_is_wrong_is_said_in_one_sentence_that_names_the_folder(tmp_path: Path, case: str) -> None:
    make, says = (MISSING | BROKEN)[case]
    folder = make(tmp_path)
    with pytest.raises(ConfigError) as refusal:
        load_embedder(folder)
    said = str(refusal.value)
    assert says in said
    assert str(folder) in said
    assert "\n" not in said


@pytest.mark.parametrize("case", MISSING)
def test_what_is_missing_is_found_without_loading(tmp_path: Path, case: str) -> None:
    make, says = MISSING[case]
    with pytest.raises(ConfigError, match=says):
        check_embedder(make(tmp_path))


@pytest.mark.parametrize("package", ["model2vec", "onnxruntime", "tokenizers"])
def test_a_missing_package_is_named_with_the_way_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    folder = (save_static if package == "model2vec" else save_onnx)(tmp_path)
    monkeypatch.setitem(sys.modules, package, None)  # what Python itself does for "is not there"
    with pytest.raises(ConfigError, match=rf"package {package}: install it with pip install 'variorum\[embed\]'"):
        load_embedder(folder)


def test_the_door_imports_no_heavy_package() -> None:
    script = (
        "import sys, variorum.engines, variorum.cli.stories\n"
        "print([name for name in ('model2vec', 'onnxruntime', 'tokenizers') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
