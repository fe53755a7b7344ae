"""A new clinic's site, and the program where it is installed."""

import json
import os
import pty
import shutil
import subprocess
from pathlib import Path

import kit
from kit import ROOT, expect, run, tree

FACTS = ["--name", "Hill Clinic", "--address", "1 Hill Road, Hilltown", "--phone", "555-0100",
         "--base-url", "https://hill.example/care"]


def good(got):
    expect(got.status == 0 and got.err == "", "should have worked without a word of warning", got)
    return got


def test_a_new_site(folder):
    """It builds without a warning, under its base path, and says what it was told."""
    got = good(run(["init", "new site", *FACTS], folder))
    expect(got.out.startswith("new site is a site of ") and "pamphlet build" in got.out, got)
    site = folder / "new site"
    good(run(["build", "--strict"], site))
    good(run(["check", "--strict"], site))
    home = (site / "public/index.html").read_text()
    for text in ("Hill Clinic", "1 Hill Road, Hilltown", "tel:5550100", "/care/articles/"):
        expect(text in home, text, home)
    expect("sample: true" not in (site / "content/site.yaml").read_text(), "it is no sample")
    expect(not (site / "layouts/archetypes/site").exists(), "the starting files came along")
    good(run(["new", "question", "Does it hurt?"], site))
    good(run(["build", "--drafts", "-o", "preview"], site))
    shutil.copytree(site, folder / "again")
    expect("/public/\n" in (site / ".gitignore").read_text(), ".gitignore")


def test_texts_are_quoted(folder):
    name = 'A "B" & Söhne: #1 <i> \\ {{ x }}'
    good(run(["init", "s", "--name", name, "--address", "- a: b", "--phone", "'5' #1",
              "--base-url", "https://x.example"], folder))
    good(run(["build", "--strict"], folder / "s"))
    escaped = "A &quot;B&quot; &amp; Söhne: #1 &lt;i&gt; \\ {{ x }}"
    expect(escaped in (folder / "s/public/index.html").read_text(), "the name is not as it was")


def test_without_facts_it_is_a_sample(folder):
    got = good(run(["init", "s"], folder))
    expect("sample" in got.out, got)
    good(run(["build", "--strict"], folder / "s"))
    said = json.loads(good(run(["init", "t", "--format", "json", *FACTS], folder)).out)
    expect(said["folder"] == "t" and said["sample"] is False, said)
    expect(said["files"] == len([p for p in (folder / "t").rglob("*") if p.is_file()]), said)


def test_asked_on_a_terminal(folder):
    """What options leave open is asked, each in a line."""
    here, there = pty.openpty()
    started = subprocess.Popen([kit.program(), "init", "s", "--phone", "555-0177"], cwd=folder,
                               stdin=there, stdout=there, stderr=there)
    os.close(there)
    os.write(here, b"Dale Clinic\n 2 Dale Lane \nhttps://dale.example\n")
    said = b""
    try:
        while piece := os.read(here, 4096):
            said += piece
    except OSError:  # the other end is closed
        pass
    os.close(here)
    expect(started.wait(kit.PATIENCE) == 0, said)
    for question in (b"name: ", b"address: ", b"web: "):
        expect(question in said, question, said)
    expect(b"phone number" not in said, said)
    text = (folder / "s/content/site.yaml").read_text()
    for line in ('name: "Dale Clinic"', 'address: "2 Dale Lane"', 'phone: "555-0177"',
                 'base_url: "https://dale.example"'):
        expect(f"\n{line}\n" in text, line, text)


def test_nothing_is_written_over(folder):
    """One file in the way, and nothing is written at all; other files are no hindrance."""
    kit.write(folder, {"s/content/site.yaml": "title: Mine\n", "t/notes.txt": "x\n", "f": "x\n"})
    before = tree(folder)
    for name in ("s", "f"):
        got = run(["init", name, *FACTS], folder)
        expect(got.status == 1 and got.out == "" and name in got.err, got)
        expect(tree(folder) == before, kit.tree_diff(before, tree(folder)))
    good(run(["init", "t", *FACTS], folder))
    expect((folder / "t/notes.txt").read_text() == "x\n", "a file is not as it was")


def test_an_address_that_is_none(folder):
    """The mistake is told before anything is written."""
    got = run(["init", "s", "--name", "X", "--base-url", "hill.example"], folder)
    expect(got.status == 1 and "base_url" in got.err and "hill.example" in got.err, got)
    expect(not (folder / "s").exists(), "something was written")
    got = run(["init", "s", "--layouts", "nowhere"], folder)
    expect(got.status == 1 and "nowhere" in got.err, got)
    expect(run(["init"], folder).status == 2, "no folder is a usage error")


def test_installed(folder):
    """The installed program finds the layouts that were installed with it."""
    program = Path(kit.program())
    if ROOT not in program.parents or not shutil.which("make"):
        raise kit.Skipped("the program is not this repository's, or there is no make")
    env = {k: v for k, v in os.environ.items() if not k.startswith("MAKE") and k != "MFLAGS"}
    build = program.parent.relative_to(ROOT)
    # -o: the program under test is installed as it is, with whatever flags it was compiled.
    done = subprocess.run(["make", "-s", "install", "-o", f"{build}/pamphlet", f"BUILD={build}",
                           f"PREFIX={folder}/usr"], cwd=ROOT, env=env, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=kit.PATIENCE)
    expect(done.returncode == 0, done.stdout)
    installed = folder / "usr/bin/pamphlet"
    page = (folder / "usr/share/man/man1/pamphlet.1").read_text()
    expect(page.startswith(".TH PAMPHLET 1 "), page)
    script = (folder / "usr/share/bash-completion/completions/pamphlet").read_text()
    expect("complete -o filenames -F _pamphlet pamphlet\n" in script, script)
    (folder / "usr/bin/link").symlink_to("pamphlet")
    for name in ("pamphlet", "link"):
        subprocess.run([installed.parent / name, "init", f"site-{name}", *FACTS], cwd=folder,
                       check=True, stdout=subprocess.DEVNULL)
        subprocess.run([installed, "-C", f"site-{name}", "build", "--strict", "-q"], cwd=folder,
                       check=True)
    shutil.rmtree(folder / "usr/share")
    done = subprocess.run([installed, "init", "x"], cwd=folder, stderr=subprocess.PIPE, text=True)
    expect(done.returncode == 1 and "--layouts" in done.stderr, done)
