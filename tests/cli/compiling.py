"""What make compiles again, on a program of two files."""

import os
import shutil
import subprocess

import kit
from kit import ROOT, expect

PARTS = {"generator/cli/main.c": "int part(void);\nint main(void) { return part(); }\n",
         "generator/sys/part.c": "int part(void);\nint part(void) { return 0; }\n"}


def compiled(folder, *options):
    """The files that `make program` compiled, by name."""
    own = ("MAKE", "MFLAGS", "BUILD", "OPTIMISE")
    env = {k: v for k, v in os.environ.items() if not k.startswith(own)}
    done = subprocess.run(["make", "program", *options], cwd=folder, env=env, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=kit.PATIENCE)
    expect(done.returncode == 0, done.stdout)
    words = [line.split() for line in done.stdout.splitlines()]
    return sorted(w[1] for w in words if w and w[0] == "compile")


def test_other_flags(folder):
    """Objects of other flags are not linked with new ones, in any folder; those of the same flags stay."""
    if not shutil.which("make"):
        raise kit.Skipped("there is no make")
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copytree(ROOT / ".ci", folder / ".ci")
    for name, text in PARTS.items():
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text)
    both = sorted(PARTS)
    elsewhere = ["OPTIMISE=-O0", "BUILD=build/other"]
    for options in ([], ["OPTIMISE=-O0"], ["CPPFLAGS=-DTWO -DNAME='b'"], elsewhere, []):
        expect(compiled(folder, *options) == both, "all is compiled with other flags", options)
        expect(compiled(folder, *options) == [], "nothing with the same flags again", options)
    (folder / "generator/sys/part.c").touch()
    expect(compiled(folder, *elsewhere) == ["generator/sys/part.c"], "a file that changed, alone")
