"""What every kind of test here needs: the program, a folder of its own, trees as values, a tally.

Standard library only. A test kind is a program of its own, `tests/<kind>/run`; it takes the
program under test from $PAMPHLET (build/pamphlet unless set) and may be started from anywhere.
"""

import difflib
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
SHARED = ROOT.parent / "shared"

# The clock of every build here, unless a test sets its own: 1 March 2026, noon.
TODAY = "2026-03-01"
EPOCH = "1772366400"

# A sanitised program on a busy machine is slow; a hung one must still end.
PATIENCE = 300


def program():
    """The absolute path of the program under test; ends the run where there is none."""
    path = os.path.abspath(os.environ.get("PAMPHLET", ROOT / "build" / "pamphlet"))
    if not os.access(path, os.X_OK):
        sys.exit(f"{path}: no such program. Build it first (make), or set PAMPHLET.")
    return path


class Skipped(Exception):
    """Raised by a test that cannot run here; its text says why."""


class Failed(Exception):
    """Raised by a test, or `expect`, with all there is to say."""


def expect(true, *said):
    if not true:
        raise Failed("\n".join(str(s) for s in said))


class Result:
    """How one run of the program ended. Text that is not UTF-8 is kept as surrogates."""

    def __init__(self, args, status, out, err):
        self.args, self.status = args, status
        self.out = out.decode("utf-8", "surrogateescape")
        self.err = err.decode("utf-8", "surrogateescape")

    def __str__(self):
        return (f"pamphlet {' '.join(self.args)}\nexit status {self.status}\n"
                f"--- standard output\n{self.out}--- standard error\n{self.err}")


def run(args, cwd, env=None, stdin=b""):
    """Runs the program in a folder. A name given as None in `env` is taken out."""
    full = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    full["SOURCE_DATE_EPOCH"] = EPOCH
    for name, value in (env or {}).items():
        full.pop(name, None)
        if value is not None:
            full[name] = value
    args = [str(a) for a in args]
    done = subprocess.run([program(), *args], cwd=cwd, env=full, input=stdin,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=PATIENCE)
    return Result(args, done.returncode, done.stdout, done.stderr)


def tree(folder):
    """Every file below a folder as {path: bytes}, folders with a slash; links are not followed."""
    expect(os.path.isdir(folder), f"there is no folder {folder}")
    found = {}
    for parent, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(parent, name)
            key = os.path.relpath(path, folder)
            if os.path.islink(path):
                found[key] = b"-> " + os.fsencode(os.readlink(path))
            elif os.path.isdir(path):
                found[key + "/"] = b""
            else:
                found[key] = Path(path).read_bytes()
    return found


def times(folder):
    """{path: (modification time, inode)}: what changes when a file is written again."""
    expect(os.path.isdir(folder), f"there is no folder {folder}")
    found = {}
    for parent, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(parent, name)
            state = os.lstat(path)
            found[os.path.relpath(path, folder)] = (state.st_mtime_ns, state.st_ino)
    return found


def text_diff(before, after, before_name, after_name):
    lines = difflib.unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True),
                                 before_name, after_name)
    return "".join(line if line.endswith("\n") else line + "\n\\ no line end\n" for line in lines)


def tree_diff(wanted, got):
    """How two trees differ, for a person to read; empty when they do not."""
    said = []
    for path in sorted(wanted.keys() | got.keys()):
        if path not in got:
            said.append(f"missing: {path}\n")
        elif path not in wanted:
            said.append(f"not expected: {path}\n")
        elif wanted[path] != got[path]:
            try:
                said.append(text_diff(wanted[path].decode(), got[path].decode(),
                                      f"expected/{path}", f"built/{path}"))
            except UnicodeDecodeError:
                said.append(f"different bytes: {path}\n")
    return "".join(said)


def write(folder, files):
    """Writes {path: text or bytes} below a folder."""
    for path, text in files.items():
        target = Path(folder) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())


def overlay(source, target):
    """Copies a tree over another, links as links."""
    shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)


SMALL_SITE = {
    "content/site.yaml": "title: Hill Clinic\nbase_url: https://hill.example\n",
    "content/articles/epidural.md": "---\ntitle: Epidural\ndate: 2026-01-05\ntags: [spine]\n---\n\n"
                                    "An injection near the spine.\n\n## Risks\n\nFew.\n",
    "content/articles/nerve-blocks.md": "---\ntitle: Nerve blocks\ndate: 2026-01-06\n---\n\n"
                                        "A shot near a nerve, not like an "
                                        "[epidural](epidural.md).\n",
    "content/pages/about.md": "---\ntitle: About\n---\n\nAbout us.\n",
}


def small_site(site, files=()):
    """Makes a valid site of two articles and a page with the tiny layouts, and `files` over it."""
    overlay(TESTS / "golden" / "layouts", site / "layouts")
    write(site, {**SMALL_SITE, **dict(files)})
    return site


def article(title, body="Text.\n", **fields):
    """The text of an article; `draft=True` and the like become front matter."""
    words = {True: "true", False: "false"}
    lines = "".join(f"{k}: {words.get(v, v)}\n" for k, v in fields.items())
    return f"---\ntitle: {title}\n{lines}---\n\n{body}"


def browser_modules():
    """The folder of node modules that tests/browser/package.json names, which npm fetches once."""
    folder = ROOT / "build" / "browser"
    wanted = (TESTS / "browser" / "package.json").read_bytes()
    have = folder / "package.json"
    if not (folder / "node_modules").is_dir() or have.read_bytes() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        have.write_bytes(wanted)
        done = subprocess.run(["npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit",
                               "--no-fund", "--loglevel=error", "--prefix", folder],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            sys.exit(f"npm could not fetch what tests/browser/package.json names:\n{done.stdout.decode()}")
    return folder / "node_modules"


class Tally:
    """Runs tests, each in an empty folder whose path has a blank, and counts."""

    def __init__(self, wanted=()):
        self.wanted, self.passed, self.failed = list(wanted), 0, 0

    def test(self, name, body):
        """`body` takes the folder; it fails by raising."""
        if self.wanted and not any(w in name for w in self.wanted):
            return
        folder = Path(tempfile.mkdtemp(prefix="pamphlet test "))
        try:
            body(folder)
            self.passed += 1
        except Skipped as why:
            print(f"skipped: {name}: {why}")
        except Failed as why:
            self.failed += 1
            print(f"FAILED: {name}\n{why}\n")
        except Exception:
            self.failed += 1
            print(f"FAILED: {name}\n{traceback.format_exc()}\n")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            sys.stdout.flush()

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)
