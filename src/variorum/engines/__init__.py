"""Heavy optional parts behind interfaces: off until a person configures one, their packages imported where they run."""

from variorum.engines.embedders import check_embedder, load_embedder

__all__ = ["check_embedder", "load_embedder"]
