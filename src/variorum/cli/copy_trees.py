"""Trees of copies in the terminal: who had a text first, who took it from whom, and what each made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from variorum.model import Article, Basis, Reprint
from variorum.outlets import Directory
from variorum.reprints.records import Alignment, Copy, CopyKind, CopyTree, Fate, Passage
from variorum.text.counted import counted

_MOST = 3  # passages of each fate that are shown of a copy
_LONGEST = 160  # characters of a sentence
_MARKS = {Fate.CUT: ("−", "red"), Fate.ADDED: ("+", "green"), Fate.CHANGED: ("~", "yellow")}
_KINDS = {CopyKind.EXACT: "green", CopyKind.SHORTENED: "cyan", CopyKind.EDITED: "yellow", CopyKind.MERGED: "magenta"}


def show_trees(
    reprints: Sequence[Reprint], trees: Sequence[CopyTree], known: Mapping[str, Article], directory: Directory
) -> RenderableType:
    """All trees, then the texts that are an agency's by their credit, then how many there are."""
    view = _View(known, directory, {reprint.article: reprint for reprint in reprints})
    parts: list[RenderableType] = []
    for tree in trees:
        parts += [view.tree(tree), Text()]
    alone = [reprint for reprint in reprints if reprint.origin is None]
    for reprint in alone:
        parts.append(view.line(reprint.article, view.whose(reprint.agency)))
    copies = sum(reprint.origin is not None for reprint in reprints)
    texts = counted(len(trees) + len(alone), "text")
    total = f"{counted(len(known), 'article')}, {counted(copies, 'copy', 'copies')} of {texts}."
    return Group(*parts, Text(total, style="bold"))


class _View:
    def __init__(self, known: Mapping[str, Article], directory: Directory, carried: Mapping[str, Reprint]) -> None:
        self._known, self._directory, self._carried = known, directory, carried

    def tree(self, tree: CopyTree) -> Tree:
        """The copies hang below the parent of theirs that stands in this tree."""
        children: dict[str, list[Copy]] = defaultdict(list)
        inside = {tree.origin, *(copy.article for copy in tree.copies)}
        for copy in tree.copies:
            parent = next(parent.origin for parent in copy.parents if parent.origin in inside)
            children[parent].append(copy)
        root = Tree(self.line(tree.origin, self.whose(tree.agency) if tree.agency else "had it first"))
        self._grow(root, tree.origin, children, tree)
        return root

    def _grow(self, branch: Tree, parent: str, children: Mapping[str, Sequence[Copy]], tree: CopyTree) -> None:
        for copy in children.get(parent, ()):
            twig = branch.add(
                Group(self.line(copy.article), self._made(copy, parent, tree), *self._marked(copy, parent))
            )
            self._grow(twig, copy.article, children, tree)

    def line(self, name: str, note: str = "") -> Text:
        """An article in a line: who, where, when and under which headline."""
        article = self._known[name]
        line = Text(no_wrap=True, overflow="ellipsis")
        line.append(article.outlet_name or "unknown outlet", style="bold cyan")
        line.append(f" ({article.country})" if article.country else "", style="cyan")
        line.append(f" {article.published:%Y-%m-%d %H:%M}".removesuffix(" 00:00") if article.published else "", "dim")
        line.append(f"  {note}" if note else "", style="magenta")
        line.append(f"  {article.headline or article.text[:80]}")
        return line

    def whose(self, agency: str | None) -> str:
        outlet = self._directory.outlets.get(agency) if agency else None
        return f"text of {outlet.name if outlet else agency}"

    def _made(self, copy: Copy, parent: str, tree: CopyTree) -> Text:
        """What kind of copy it is, and how many sentences met which fate."""
        aligned = next(one for one in copy.parents if one.origin == parent)
        line = Text(copy.kind.value, style=f"bold {_KINDS[copy.kind]}")
        line.append(f" · {aligned.overlap:.0%} of its text", style="yellow")
        counts = [f"{number} {fate.value}" for fate in Fate if (number := len(self._told(aligned, fate, copy)))]
        line.append(f" · {', '.join(counts)}" if counts else "", style="dim")
        others = [self._known[one.origin].outlet_name or one.origin for one in copy.parents if one.origin != parent]
        line.append(f" · also from {', '.join(others)}" if others else "", style="magenta")
        line.append(f" · adds reporting ({copy.own_share:.0%})" if copy.adds_reporting else "", style="bold green")
        line.append(" · one house" if self._carried[copy.article].basis is Basis.FAMILY else "", style="yellow")
        line.append(" · may have been first" if copy.article in tree.contested else "", style="dim")
        return line

    def _told(self, aligned: Alignment, fate: Fate, copy: Copy) -> tuple[Passage, ...]:
        """The passages of a fate; what a merged copy has from its other parent was not added."""
        told = aligned.told(fate)
        return tuple(one for one in told if set(one.copy) <= set(copy.own)) if fate is Fate.ADDED else told

    def _marked(self, copy: Copy, parent: str) -> list[Text]:
        """The first sentences that were cut, changed and added."""
        aligned = next(one for one in copy.parents if one.origin == parent)
        lines: list[Text] = []
        for fate in (Fate.CUT, Fate.CHANGED, Fate.ADDED):
            told = self._told(aligned, fate, copy)
            lines += [self._sentence(passage, copy.article, parent) for passage in told[:_MOST]]
            more = len(told) - _MOST
            if more > 0:
                lines.append(Text(f"  {_MARKS[fate][0]} {more} more {fate.value}", style="dim"))
        return lines

    def _sentence(self, passage: Passage, copy: str, parent: str) -> Text:
        mark, colour = _MARKS[passage.fate]
        line = Text(f"  {mark} ", style=f"bold {colour}", no_wrap=True, overflow="ellipsis")
        if passage.fate is Fate.CUT:
            return line.append(_cut(self._known[parent].text[passage.origin[0].start : passage.origin[-1].end]), "red")
        text = self._known[copy].text
        if passage.fate is Fate.ADDED:
            return line.append(_cut(text[passage.copy[0].start : passage.copy[-1].end]), "green")
        return line.append_text(self._changed(passage, text, self._known[parent].text))

    def _changed(self, passage: Passage, text: str, origin: str) -> Text:
        """The words that were changed: those of the parent, and what the copy has in their place."""
        line = Text()
        for number, change in enumerate(passage.changes):
            line.append(" … " if number else "", style="dim")
            line.append(_cut(change.origin.cut(origin)) if change.origin else "", style="red strike")
            line.append(" → " if change.origin and change.copy else "", style="dim")
            line.append(_cut(change.copy.cut(text)) if change.copy else "", style="green")
        return line


def _cut(sentence: str) -> str:
    flat = " ".join(sentence.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rsplit(' ', 1)[0]} …"
