"""The golden sites, and how one is set up and built: for `run` and `accept` alike."""

import shlex
from pathlib import Path

import kit

HERE = Path(__file__).resolve().parent
SITES = sorted(p for p in HERE.iterdir() if (p / "content").is_dir())


def has_real_layouts(case):
    return (case / "real-layouts").exists()


def make_site(case, site):
    kit.overlay(kit.ROOT / "layouts" if has_real_layouts(case) else HERE / "layouts",
                site / "layouts")
    for part in ("content", "layouts"):
        if (case / part).exists():
            kit.overlay(case / part, site / part)


def expected(case):
    """What the case expects: a tree, and the text of its warnings."""
    if has_real_layouts(case):
        tree = {path: b"" for path in (case / "expected-files").read_text().splitlines()}
    else:
        tree = kit.tree(case / "expected")
    warnings = case / "expected-warnings"
    return tree, warnings.read_text() if warnings.exists() else ""


def comparable(case, tree):
    """What is compared of a built tree. The project's layouts are the designer's to change: of a
    site with them only the names of the files count, and of the assets not even these."""
    if has_real_layouts(case):
        return {p: b"" for p in tree if not p.endswith("/") and not p.startswith("assets/")}
    return tree


def build(case, site, output, jobs):
    extra = case / "args"
    options = shlex.split(extra.read_text()) if extra.exists() else []
    return kit.run(["build", "--today", kit.TODAY, "-o", output, f"-j{jobs}", *options], cwd=site)
