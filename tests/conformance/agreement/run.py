#!/usr/bin/env python3
"""Compares Pamphlet with cmark-gfm on generated documents: run.py [--count N] [--seed N] [--show]

Converts N documents (5,000 unless given) by both and compares the HTML as cmark's own test runner
does. A difference must have one of the reasons in reasons.py, and one document in a hundred may
have one. --show prints those that have none. The program is markdown-suite beside $PAMPHLET.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import documents  # noqa: E402
import reasons  # noqa: E402
import reference  # noqa: E402

SUITE = Path(os.environ.get("PAMPHLET", "build/pamphlet")).resolve().parent / "markdown-suite"


def without_paragraphs(html):
    return re.sub(r"\s+", "", re.sub(r"</?p>", "", html))


class Comparison:
    def __init__(self):
        self.library = reference.Library()

    def differing(self, texts):
        """{place in the list: Pamphlet's HTML} of the texts that the two convert differently."""
        cases = [{"example": str(i), "markdown": text, "html": self.library.html(text)}
                 for i, text in enumerate(texts)]
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(cases, file)
            file.flush()
            done = subprocess.run([SUITE, "--differences", file.name], stdout=subprocess.PIPE, check=False)
        lines = done.stdout.decode().splitlines()
        if not lines or not re.fullmatch(r"\d+ passed, \d+ failed", lines[-1]):
            sys.exit("markdown-suite gave no answer")
        return {int(case["example"]): case["html"] for case in map(json.loads, lines[:-1])}

    def agree_loosely(self, text, html):
        return "[^" in text and without_paragraphs(self.library.html(text)) == without_paragraphs(html)

    def excuse(self, texts):
        """{place in the list: names of the reasons} of the texts that have one."""
        found = {}
        for name, _, without in reasons.REASONS:
            changed = [without(text) for text in texts]
            left = self.differing(changed)
            for i, text in enumerate(texts):
                if i in found:
                    continue
                loosely = without is reasons.same and self.agree_loosely(text, left.get(i, ""))
                if i not in left or loosely:
                    found[i] = name
        return found

    def excuse_all(self, texts):
        """The same for texts that have several reasons at once."""
        found, names = {}, [[] for _ in texts]
        for name, _, without in reasons.REASONS:
            changed = [without(text) for text in texts]
            for i, (before, after) in enumerate(zip(texts, changed)):
                if before != after:
                    names[i].append(name)
            texts = changed
        left = self.differing(texts)
        for i, text in enumerate(texts):
            if i not in left or self.agree_loosely(text, left[i]):
                found[i] = "+".join(names[i]) or "loose-list"
        return found


def check_library(comparison, seeds):
    """The library must give what the command gives."""
    return sum(comparison.library.html(documents.document(seed)) != reference.by_command(documents.document(seed))
               for seed in seeds)


def compare(comparison, seeds):
    """({seed: reason}, [seed without reason])."""
    texts = [documents.document(seed) for seed in seeds]
    differing = sorted(comparison.differing(texts))
    excused = comparison.excuse([texts[i] for i in differing])
    rest = [k for k in range(len(differing)) if k not in excused]
    together = comparison.excuse_all([texts[differing[k]] for k in rest])
    excused.update({rest[k]: names for k, names in together.items()})
    return ({seeds[differing[k]]: name for k, name in excused.items()},
            [seeds[differing[k]] for k in range(len(differing)) if k not in excused])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    if not shutil.which("cmark-gfm"):
        print("skipped: cmark-gfm is not here")
        return
    comparison = Comparison()
    seeds = list(range(options.seed, options.seed + options.count))
    excused, bare = {}, []
    for i in range(0, len(seeds), 5000):
        some, more = compare(comparison, seeds[i:i + 5000])
        excused.update(some)
        bare += more
    for name in sorted(set(excused.values())):
        print(f"  {sum(1 for n in excused.values() if n == name):4} for {name}")
    print(f"of {len(seeds)} documents {len(excused) + len(bare)} differ, {len(bare)} for no known reason: "
          f"{' '.join(map(str, bare[:40]))}")
    for seed in bare if options.show else []:
        print(f"--- {seed}\n{documents.document(seed)!r}")
    wrong = check_library(comparison, seeds[:100])
    if wrong:
        print(f"cmark-gfm and its library differ on {wrong} documents")
    good = not bare and not wrong and len(excused) * 100 <= len(seeds)
    print(f"{len(seeds) - len(bare)} passed, {max(len(bare), 0 if good else 1)} failed")
    sys.exit(not good)


main()
