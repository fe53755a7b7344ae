"""The golden sites, and how one is set up and built: for `run` and `accept` alike."""

import shlex
from pathlib import Path

import kit

HERE = Path(__file__).resolve().parent
SITES = sorted(p for p in HERE.iterdir() if (p / "content").is_dir())


def make_site(case, site):
    real = (case / "real-layouts").exists()
    kit.overlay(kit.ROOT / "layouts" if real else HERE / "layouts", site / "layouts")
    for part in ("content", "layouts"):
        if (case / part).exists():
            kit.overlay(case / part, site / part)


def build(case, site, output, jobs):
    extra = case / "args"
    options = shlex.split(extra.read_text()) if extra.exists() else []
    return kit.run(["build", "--today", kit.TODAY, "-o", output, f"-j{jobs}", *options], cwd=site)
