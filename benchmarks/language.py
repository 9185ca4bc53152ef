"""How often the language of titles and of texts is told: by Variorum's vote, and by py3langid alone in the same run.

    python -m benchmarks.language [CORPUS] [--fit]

The corpus is the argument, else VARIORUM_CORPUS; see language_sets.py for the sets. Writes docs/benchmarks/language.md.
`--fit` instead prints the weights that each half of the papers, articles and messages asks for, and what they reach on
the other half; the weights in force stand in src/variorum/text/language.py.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.language_sets import READ_BY_EYE, Case, plain, read_cases

from variorum.text.language import identify

REPORT = Path(__file__).parent.parent / "docs" / "benchmarks" / "language.md"
INTRODUCTION = f"""# Language of titles and texts

Every text by itself, by py3langid alone (of its first 400 characters) and by Variorum's vote. *Right* counts unknown as
not right; *wrong* is a language that was named and is another. *Declared rightly* tells the vote the true language, as
a good page does; *declared en* tells it English for every text that is not. Time is CPU time in the same run, as a
multiple of py3langid's. Written by `benchmarks/language.py`.

The labels of the fundus pages come from three witnesses: what the page declares, the languages of the paper's country
(CLDR), and py3langid on the text. Where they do not agree ({len(READ_BY_EYE)} pages) the page was read by eye: 15 are
papers in another language than their country's, or pages that declare nothing; six are African papers whose pages
declare English and are written in Swahili, Xhosa or Zulu. On the pages as they are, with all that they declare,
{{pages}}.
The labels of the other sets are their makers'; two texts that news-cluster calls German are English. Translations are
Django's messages of 45 letters and more, in the languages that the directory's outlets publish in; their placeholders
are taken out, and some are left untranslated.

Only what is declared parts Croatian, Serbian and Bosnian, or Indonesian and Malay, in a line that all of them write
alike: the vote then often says unknown where nothing is declared. In the extraction's fast mode a page takes 0.34 ms
on its language, and took 0.73 ms when py3langid read every text: letters and small words decide nine bodies in ten,
and the model, whose tables are never in the processor's cache there, is asked for the tenth only.

The weights were set on these sets. Those that one half of the papers, articles and messages asks for are right as often
on the other half as on their own, to within a hundredth (`--fit`). The word lists were written by hand; those of
Serbian, Bosnian, Croatian, Malay, Indonesian and Pidgin were changed after a look at these sets' errors.
"""
FLOORS = ("fundus titles", "olympics-headlines titles", "Wikinews titles")
KIN = {
    "Danish, Norwegian, Swedish": ("da", "no", "sv"),
    "Indonesian, Malay": ("id", "ms"),
    "Czech, Slovak": ("cs", "sk"),
    "Russian, Ukrainian, Belarusian": ("ru", "uk", "be"),
    "Bulgarian, Macedonian": ("bg", "mk"),
    "Croatian, Serbian, Bosnian": ("hr", "sr", "bs"),
    "Spanish, Catalan, Portuguese": ("es", "ca", "pt"),
    "Arabic, Persian, Urdu, Kurdish": ("ar", "fa", "ur", "ckb", "ku"),
    "Hindi, Marathi, Nepali": ("hi", "mr", "ne"),
    "Chinese, Japanese, Korean": ("zh", "ja", "ko"),
    "Turkish, Azerbaijani, Uzbek, Turkmen": ("tr", "az", "uz", "tk"),
    "Kazakh, Kyrgyz, Mongolian, Tajik": ("kk", "ky", "mn", "tg"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=os.environ.get("VARIORUM_CORPUS"))
    parser.add_argument("--fit", action="store_true", help="print what weights the sets ask for")
    options = parser.parse_args()
    if not options.corpus or not (Path(options.corpus) / "extract").is_dir():
        sys.exit("No corpus: give the folder that holds extract/ and stories/ as the argument or in VARIORUM_CORPUS.")
    cases = read_cases(Path(options.corpus))
    if options.fit:
        from benchmarks.language_fit import fit_halves

        print(fit_halves(cases))
        return
    report = f"{INTRODUCTION.format(pages=_pages(cases))}\n{_table(cases)}\n\n{_kin_table(cases)}\n"
    print(report)
    REPORT.write_text(report, encoding="utf-8")


def conformance(corpus: Path) -> dict[str, float]:
    """What floors are kept of."""
    cases = [
        case
        for case in read_cases(corpus)
        if case.kind in ("fundus titles", "Wikinews titles", "olympics-headlines titles")
    ]
    found = {}
    for kind, members in _by_kind(cases).items():
        found[f"{kind}, alone"] = _share(members, lambda case: identify(case.text) == case.language)
    pages = [case for case in cases if case.kind == "fundus titles"]
    return found | {"fundus titles, as declared": _share(pages, _as_declared)}


def _pages(cases: Sequence[Case]) -> str:
    shares = [
        _share([case for case in cases if case.kind == f"fundus {part}"], _as_declared) for part in ("titles", "bodies")
    ]
    return f"the vote is right on {shares[0]:.3f} of the titles and {shares[1]:.3f} of the bodies"


def _table(cases: Sequence[Case]) -> str:
    lines = [
        "| set | texts | languages | py3langid right | vote right | unknown | wrong | declared rightly | declared en "
        "| time |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for kind, members in _by_kind(cases).items():
        languages = len({case.language for case in members})
        alone, alone_for = _timed(members, lambda case: plain(case.text))
        voted, voted_for = _timed(members, lambda case: identify(case.text))
        foreign = [case for case in members if case.language != "en"]
        right, english = _declared_share(members), _declared_share(foreign, "en") if len(foreign) > 20 else None
        cells = [
            _right(alone, members),
            _right(voted, members),
            f"{sum(one is None for one in voted) / len(members):.3f}",
            f"{sum(one not in (None, c.language) for one, c in zip(voted, members, strict=True)) / len(members):.3f}",
            f"{right:.3f}",
            "" if english is None else f"{english:.3f}",
            f"{voted_for / alone_for:.2f}",
        ]
        lines.append(f"| {kind} | {len(members)} | {languages} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _kin_table(cases: Sequence[Case]) -> str:
    lines = [
        "Languages that are close to each other, among the translations:\n",
        "| languages | texts | py3langid right | vote right | unknown | wrong | declared rightly |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for label, kin in KIN.items():
        members = [case for case in cases if case.kind == "translations" and case.language in kin]
        voted = [identify(case.text) for case in members]
        unknown = sum(one is None for one in voted) / len(members)
        right = sum(one == case.language for one, case in zip(voted, members, strict=True)) / len(members)
        alone = _share(members, lambda case: plain(case.text) == case.language)
        shares = (alone, right, unknown, 1 - right - unknown, _declared_share(members))
        lines.append(f"| {label} | {len(members)} | {' | '.join(f'{share:.3f}' for share in shares)} |")
    return "\n".join(lines)


def _by_kind(cases: Sequence[Case]) -> Mapping[str, list[Case]]:
    found = defaultdict[str, list[Case]](list)
    for case in cases:
        found[case.kind].append(case)
    return found


def _as_declared(case: Case) -> bool:
    return identify(case.text, declared=case.declared) == case.language


def _declared_share(cases: Sequence[Case], tag: str | None = None) -> float:
    return _share(cases, lambda case: identify(case.text, declared=[tag or case.language]) == case.language)


def _share(cases: Sequence[Case], is_right: Callable[[Case], bool]) -> float:
    return sum(map(is_right, cases)) / len(cases)


def _right(found: Sequence[str | None], cases: Sequence[Case]) -> str:
    return f"{sum(one == case.language for one, case in zip(found, cases, strict=True)) / len(cases):.3f}"


def _timed(cases: Sequence[Case], method: Callable[[Case], str | None]) -> tuple[list[str | None], float]:
    method(cases[0])  # the model is read once, outside of the time of a text
    began = time.process_time()
    found = [method(case) for case in cases]
    return found, time.process_time() - began


if __name__ == "__main__":
    main()
